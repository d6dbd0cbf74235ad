"""Session tokens, signed buttons and links: the browser can only give back what it was given."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from conversations.transcript import Button

_SESSION_SECONDS = 30 * 24 * 3600  # as long as conversations are kept


class InvalidToken(Exception):
    """The session token is forged or too old."""


class InvalidButton(Exception):
    """The payload was not offered in this conversation."""


class InvalidLink(Exception):
    """The link is forged."""


class Signer:
    """Signs what the browser keeps for us, so that it can only give back what it was given."""

    def __init__(self, key: str) -> None:
        self._sessions = URLSafeTimedSerializer(key, salt="session")
        self._buttons = URLSafeSerializer(key, salt="button")
        self._calendars = URLSafeSerializer(key, salt="calendar")
        self._pages = URLSafeSerializer(key, salt="page of an interview")

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
        """Make the part of a link that lets anyone who has it read an interview's calendar file."""
        return str(self._calendars.dumps(reference))

    def page_token(self, reference: str) -> str:
        """Make the part of a link that leads whoever booked to the page of their interview."""
        return str(self._pages.dumps(reference))

    def page_reference(self, token: str) -> str:
        """Read the reference of such a link. Raises InvalidLink."""
        try:
            return str(self._pages.loads(token))
        except BadSignature as error:
            raise InvalidLink from error

    def calendar_reference(self, token: str) -> str:
        """Read the reference of a calendar link. Raises InvalidLink."""
        try:
            return str(self._calendars.loads(token))
        except BadSignature as error:
            raise InvalidLink from error
