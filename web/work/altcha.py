"""ALTCHA's protocol, as its libraries speak it: a number to find, which takes work, and proves it.

The server gives `challenge`, the SHA-256 of a salt and a number that it does not tell; the browser
tries numbers until it has the one. No third party has a part in it, and nobody has to read or to
hear anything. https://altcha.org/docs/v1 describes it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

MOST = 150_000
"""The largest number: half of it is tried on average, 0.14 s on a computer, 1 s on a slow phone."""

VALID = timedelta(minutes=10)
"""How long a challenge can be answered."""

_ALGORITHM = "SHA-256"
_LONGEST = 1000  # characters of an answer; one of ours has some 300
# The salt ends with a sign that is no digit: none can be moved from the number to the last moment.
_SALT = re.compile(r"[0-9a-f]{16}\?expires=([0-9]{1,11})&")


class NoProof(Exception):
    """The answer proves nothing: it is wrong, too late, or to what was asked of somebody else."""


@dataclass(frozen=True)
class Challenge:
    """What a browser is asked; its fields are those of the protocol."""

    algorithm: str
    challenge: str
    maxnumber: int
    salt: str
    signature: str

    @property
    def written(self) -> str:
        """The challenge as JSON, for a page."""
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Answered:
    """A challenge that was answered; `until` is when it could no longer have been."""

    challenge: str
    until: datetime


class Challenges:
    """Makes challenges and reads the answers, by a key; nothing is kept of those that are asked.

    `purpose` and `subject` say what a challenge is for: its answer opens nothing else.
    """

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def make(self, purpose: str, subject: str, now: datetime) -> Challenge:
        """Make a challenge."""
        expires = int((now + VALID).timestamp())
        salt = f"{secrets.token_hex(8)}?expires={expires}&"
        challenge = _digest(salt, secrets.randbelow(MOST + 1))
        signature = self._sign(purpose, subject, challenge)
        return Challenge(_ALGORITHM, challenge, MOST, salt, signature)

    def read(self, written: str, purpose: str, subject: str, now: datetime) -> Answered:
        """Read an answer: the fields of the challenge with `number`, as JSON in base64.

        Raises NoProof.
        """
        given = _fields(written)
        salt, number = given.get("salt"), given.get("number")
        challenge, signature = given.get("challenge"), given.get("signature")
        found = _SALT.fullmatch(salt) if isinstance(salt, str) else None
        if not (isinstance(challenge, str) and isinstance(signature, str) and found):
            raise NoProof
        if type(number) is not int or not 0 <= number <= MOST:  # True is no number
            raise NoProof
        if _digest(found.string, number) != challenge:
            raise NoProof
        right = self._sign(purpose, subject, challenge)
        if not hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace")):
            raise NoProof
        until = datetime.fromtimestamp(int(found[1]), UTC)
        if now > until:
            raise NoProof
        return Answered(challenge, until)

    def bearer(self, purpose: str, subject: str) -> str:
        """Name whoever works for something, so that nobody else can tell who that is."""
        return self._digest("bearer", purpose, subject)

    def _sign(self, purpose: str, subject: str, challenge: str) -> str:
        own_key = self._digest("challenge", purpose, subject)
        return hmac.new(own_key.encode(), challenge.encode(), "sha256").hexdigest()

    def _digest(self, *words: str) -> str:
        return hmac.new(self._key, json.dumps(words).encode(), "sha256").hexdigest()


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _fields(written: str) -> dict[str, object]:
    if len(written) > _LONGEST:
        raise NoProof
    try:
        read = json.loads(base64.b64decode(written, validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise NoProof from error
    if not isinstance(read, dict):
        raise NoProof
    return read
