"""Session tokens, signed buttons, and text that can never act as a command."""

from __future__ import annotations

import unicodedata

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from web.transcript import Button

LONGEST_TEXT = 1000
"""Characters of one message; more is not a chat message any more."""

_SESSION_SECONDS = 30 * 24 * 3600  # as long as conversations are kept
# Looks the same, but is no command to Rasa, which treats a leading « / » as one.
_HARMLESS_SLASH = "\N{FRACTION SLASH}"


class InvalidToken(Exception):
    """The session token is forged or too old."""


class InvalidButton(Exception):
    """The payload was not offered in this conversation."""


class EmptyText(Exception):
    """Nothing was said."""


class InvalidLink(Exception):
    """The link is forged."""


class TextTooLong(Exception):
    """More was said than a message may hold."""


class Signer:
    """Signs what the browser keeps for us, so that it can only give back what it was given."""

    def __init__(self, key: str) -> None:
        self._sessions = URLSafeTimedSerializer(key, salt="session")
        self._buttons = URLSafeSerializer(key, salt="button")
        self._calendars = URLSafeSerializer(key, salt="calendar")

    def token(self, conversation_id: str) -> str:
        """Make the token with which a browser speaks in a conversation."""
        return self._sessions.dumps(conversation_id)

    def conversation(self, token: str) -> str:
        """Read a token. Raises InvalidToken."""
        try:
            return str(self._sessions.loads(token, max_age=_SESSION_SECONDS))
        except BadSignature as error:
            raise InvalidToken from error

    def seal(self, conversation_id: str, button: Button) -> str:
        """Make the payload that the browser sends back when the button is pressed."""
        return self._buttons.dumps([conversation_id, button.title, button.payload])

    def unseal(self, conversation_id: str, payload: str) -> Button:
        """Read a button's payload. Raises InvalidButton for one of another conversation."""
        try:
            owner, title, command = self._buttons.loads(payload)
        except (BadSignature, ValueError, TypeError) as error:
            raise InvalidButton from error
        if owner != conversation_id:
            raise InvalidButton
        return Button(title, command)

    def calendar_token(self, reference: str) -> str:
        """Make the part of a link that lets whoever has it read an interview's calendar file."""
        return str(self._calendars.dumps(reference))

    def calendar_reference(self, token: str) -> str:
        """Read the reference of a calendar link. Raises InvalidLink."""
        try:
            return str(self._calendars.loads(token))
        except BadSignature as error:
            raise InvalidLink from error


def inert(text: str) -> str:
    """Make typed text safe to hand to Rasa: no control characters, no leading command sign.

    Raises EmptyText, TextTooLong.
    """
    if len(text) > LONGEST_TEXT:
        raise TextTooLong
    said = " ".join(printable(text).split())
    # Marks without a width are no reason to answer, nor a way to hide a command sign.
    bare = said.lstrip("".join(letter for letter in said if _is_invisible(letter)) + " ")
    if not bare:
        raise EmptyText
    slashes = len(bare) - len(bare.lstrip("/"))
    return _HARMLESS_SLASH * slashes + bare[slashes:]


def printable(text: str) -> str:
    """Drop what no screen shows and no database takes: control characters, lone surrogates."""
    kept = (" " if letter in "\n\r\t" else letter for letter in unicodedata.normalize("NFC", text))
    return "".join(letter for letter in kept if unicodedata.category(letter) not in ("Cc", "Cs"))


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Mn", "Zs", "Zl", "Zp")
