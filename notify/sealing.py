"""Encryption of secrets in the database: webhooks' signing secrets and calendars' passwords."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from notify.outbox.delivery import TemporaryFailure


class UnreadableSecret(TemporaryFailure):
    """A secret was encrypted with another SECRET_KEY; that key can still decrypt it."""

    def __init__(self) -> None:
        super().__init__("its secret cannot be read: SECRET_KEY is another than when it was added")


class Seal:
    """Encrypts and decrypts secrets with a key derived from SECRET_KEY."""

    def __init__(self, key: str) -> None:
        derived = HKDF(SHA256(), length=32, salt=None, info=b"sealed secrets").derive(key.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def encrypt(self, secret: str) -> str:
        """Encrypt a secret."""
        return self._fernet.encrypt(secret.encode()).decode()

    def decrypt(self, encrypted: str) -> str:
        """Decrypt a secret. Raises UnreadableSecret."""
        try:
            return self._fernet.decrypt(encrypted.encode()).decode()
        except InvalidToken:
            raise UnreadableSecret from None
