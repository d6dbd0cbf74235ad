"""Keys, encrypted with a passphrase: who finds a backup cannot sign in anybody's name."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_SALT_BYTES = 16
_COST = 2**16  # some 64 MB and a fifth of a second for each passphrase that is tried


def seal_keys(keys: Mapping[str, str], passphrase: str) -> bytes:
    """Encrypt keys, given by name."""
    salt = os.urandom(_SALT_BYTES)
    return salt + _cipher(passphrase, salt).encrypt(json.dumps(dict(keys)).encode())


def open_keys(sealed: bytes, passphrase: str) -> dict[str, str] | None:
    """Decrypt keys; None where the passphrase is another."""
    salt, token = sealed[:_SALT_BYTES], sealed[_SALT_BYTES:]
    try:
        keys: dict[str, str] = json.loads(_cipher(passphrase, salt).decrypt(token))
    except InvalidToken:
        return None
    return keys


def _cipher(passphrase: str, salt: bytes) -> Fernet:
    derived = Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
