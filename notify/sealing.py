"""Secrets of others that we must be able to use again, kept so that the database alone tells none.

Webhooks are signed with a secret that their receiver knows, and a calendar asks for a password.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from notify.outbox.channel import TemporaryFailure


class Unreadable(TemporaryFailure):
    """A secret was sealed with another SECRET_KEY; it is read again once that one is back."""

    def __init__(self) -> None:
        super().__init__("its secret cannot be read: SECRET_KEY is another than when it was added")


class Seal:
    """Seals and opens secrets with a key derived from SECRET_KEY."""

    def __init__(self, key: str) -> None:
        derived = HKDF(SHA256(), length=32, salt=None, info=b"sealed secrets").derive(key.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def close(self, secret: str) -> str:
        """Seal a secret."""
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """Open what was sealed. Raises Unreadable."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable from None
