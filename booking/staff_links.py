"""Signed links for staff, in their own e-mails: what they do wants no sign-in. Made only here.

A reply to an e-mail carries its links along: so the one that notes who came stands only where no
visitor is answered.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from booking.links import BadLink, LinkExpired

PATH = "/equipe/par-e-mail"
_SALT = "link of a staff e-mail"
_VALID = timedelta(days=14)  # after the interview; nobody remembers for longer
_QUESTION_VALID = timedelta(days=90)  # as long as the question is kept


@dataclass(frozen=True)
class AttendanceClaim:
    """A link with which `recipient` may note whether the visitor of an interview came."""

    recipient: str
    uid: str


@dataclass(frozen=True)
class QuestionClaim:
    """A link with which `recipient` may close a question; numbers alone may be given anew."""

    recipient: str
    number: int
    asked_at: datetime


@dataclass(frozen=True)
class StaffLinks:
    """Makes and reads links. `base_url` is where staff reach us, without a trailing slash."""

    base_url: str
    key: str

    def __repr__(self) -> str:
        """Show everything except the key."""
        return f"StaffLinks({self.base_url!r})"

    def attendance(self, uid: str, start: datetime, recipient: str) -> str:
        """Make the link that notes whether a visitor came."""
        return self._url("interview", recipient, start + _VALID, uid)

    def question(self, number: int, asked_at: datetime, recipient: str) -> str:
        """Make the link that closes a question."""
        about = [number, asked_at.isoformat()]
        return self._url("question", recipient, asked_at + _QUESTION_VALID, about)

    def read(self, token: str, now: datetime) -> AttendanceClaim | QuestionClaim:
        """Read a token. Raises BadLink, LinkExpired."""
        try:
            kind, recipient, expires, about = self._signer.loads(token)
            last = datetime.fromtimestamp(expires, UTC)
        except (BadSignature, ValueError, TypeError) as error:
            raise BadLink from error
        if now > last:
            raise LinkExpired
        if kind == "interview":
            return AttendanceClaim(recipient, about)
        number, asked_at = about
        return QuestionClaim(recipient, number, datetime.fromisoformat(asked_at))

    def _url(self, kind: str, recipient: str, last: datetime, about: object) -> str:
        token = self._signer.dumps([kind, recipient.lower(), int(last.timestamp()), about])
        return f"{self.base_url}{PATH}/{token}"

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(
            self.key, salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256}
        )
