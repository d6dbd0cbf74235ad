"""A device that makes passkeys and answers for its owner, as a test tells it to."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

_FLAG = AuthenticatorData.FLAG


@dataclass
class Device:
    """Says where it is (`origin`), whether it knows who is there, and how often it was used."""

    origin: str
    host: str
    is_verified: bool = True
    count: int = 0
    is_within_another_site: bool = False
    identity: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: bytes = b""

    def make(self, options: str) -> str:
        """Make a passkey, as the options ask."""
        asked = json.loads(options)
        self.handle = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(bytes(16), self.identity, public)
        data = self._data(_FLAG.AT, made)
        said = {
            "clientDataJSON": self._client_data(CollectedClientData.TYPE.CREATE, asked),
            "attestationObject": AttestationObject.create("none", data, {}),
        }
        return self._answer(said)

    def answer(self, options: str) -> str:
        """Answer for its owner."""
        self.count += 1
        client_data = self._client_data(CollectedClientData.TYPE.GET, json.loads(options))
        data = self._data()
        signed = self.key.sign(bytes(data) + sha256(client_data), ec.ECDSA(SHA256()))
        said = {
            "clientDataJSON": client_data,
            "authenticatorData": data,
            "signature": signed,
            "userHandle": self.handle,
        }
        return self._answer(said)

    def _data(self, more: int = 0, made: bytes = b"") -> AuthenticatorData:
        flags = _FLAG.UP | more | (_FLAG.UV if self.is_verified else _FLAG(0))
        return AuthenticatorData.create(sha256(self.host.encode()), flags, self.count, made)

    def _client_data(self, kind: Any, asked: dict[str, Any]) -> bytes:
        challenge = websafe_decode(asked["challenge"])
        return CollectedClientData.create(kind, challenge, self.origin, self.is_within_another_site)

    def _answer(self, said: dict[str, bytes]) -> str:
        identity = websafe_encode(self.identity)
        response = {name: websafe_encode(bytes(value)) for name, value in said.items()}
        return json.dumps(
            {"id": identity, "rawId": identity, "type": "public-key", "response": response}
        )
