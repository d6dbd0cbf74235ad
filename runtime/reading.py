"""How Rasa reads a text that nobody says to the assistant: for the school's own use."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

import httpx

from runtime.settings import Settings

_SECONDS = 10.0


class NotRead(Exception):
    """Rasa did not answer; another time it may."""


class TextReader:
    """Reads texts with the model that is served, by one process of Rasa's after the other."""

    def __init__(self, settings: Settings) -> None:
        self._urls = cycle(settings.rasa_urls)
        self._token = {"token": settings.rasa_api_token}

    def read(self, text: str) -> tuple[str, Sequence[str]]:
        """Give the intent of a text and the points that it asks for. Raises NotRead."""
        try:
            answer = httpx.post(
                f"{next(self._urls)}/model/parse",
                params=self._token,
                json={"text": text},
                timeout=_SECONDS,
                trust_env=False,
            ).raise_for_status()
            parsed = answer.json()
            intent = str(parsed["intent"]["name"] or "")
            asks = [ask for ask in parsed.get("asks") or () if ask["intent"] == intent]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise NotRead(type(error).__name__) from error
        return intent, sorted({str(point) for ask in asks for point in ask["points"]})
