"""Rasa's REST channel, which also keeps the caller's name of each message (`turn`)."""

from typing import Any, Dict, Optional, Text

from rasa.core.channels.rest import RestInput
from sanic.request import Request


class TurnInput(RestInput):
    """Notes the turn in the metadata of the visitor's message, where the tracker shows it.

    Whoever lost the answer to a message finds it there, instead of sending the message again.
    """

    def get_metadata(self, request: Request) -> Optional[Dict[Text, Any]]:
        """Take the turn from the request."""
        turn = request.json.get("turn")
        return {"turn": turn} if turn else None
