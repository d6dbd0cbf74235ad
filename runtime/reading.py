"""How Rasa reads a text that nobody says to the assistant: for the school's own use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import cycle

import httpx

from runtime.settings import Settings

_SECONDS = 10.0
_READABLE = "bonjour"
_COMMAND_SIGN = re.compile(r"^[\s/]+")
# What Rasa answers where reading fails; while it is not ready, it is another status.
_UNREADABLE = (httpx.codes.BAD_REQUEST, httpx.codes.INTERNAL_SERVER_ERROR)


class NotRead(Exception):
    """Rasa did not answer; another time it may."""


class TextReader:
    """Reads texts with the model that is served, by one process of Rasa's after the other."""

    def __init__(self, settings: Settings) -> None:
        self._urls = cycle(settings.rasa_urls)
        self._token = {"token": settings.rasa_api_token}

    def read(self, text: str) -> tuple[str, Sequence[str]]:
        """Give the intent of a text and the points of no job that it asks for. Raises NotRead.

        Rasa's API takes no job with a text, and of another job's points none is to be told. Of a
        text that Rasa cannot read, as of an empty one, it is nothing.
        """
        try:
            url = next(self._urls)
            # A slash begins a command, and a command that it does not know Rasa logs.
            answer = self._parse(url, _COMMAND_SIGN.sub("", text))
            if answer.status_code in _UNREADABLE:
                self._parse(url, _READABLE).raise_for_status()  # or Rasa is ill, not the text
                return "", ()
            parsed = answer.raise_for_status().json()
            intent = str(parsed["intent"]["name"] or "")
            asks = [ask for ask in parsed.get("asks") or () if ask["intent"] == intent]
            return intent, sorted({str(point) for ask in asks for point in ask["points"]})
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotRead(type(error).__name__) from error

    def _parse(self, url: str, text: str) -> httpx.Response:
        return httpx.post(
            f"{url}/model/parse",
            params=self._token,
            json={"text": text},
            timeout=_SECONDS,
            trust_env=False,
        )
