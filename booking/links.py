"""Signed links, with which a visitor sees, moves or cancels an interview. Made only here."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, Signer, URLSafeSerializer

PATH = "/entretien"
_SALT = "interview link"
_PROOF_SALT = "proof of an address"  # no link but that of the e-mail to be confirmed is signed so
_GRACE = timedelta(days=1)  # after the interview, the page still says when it was


class BadLink(Exception):
    """The link was not made here, or not for this interview and e-mail address."""


class LinkExpired(BadLink):
    """The link has expired: its interview is over."""


@dataclass(frozen=True)
class Claim:
    """What a link is for: an interview, as long as it has an address.

    Who books is led to the page at once: only `proves` tells that somebody reads the e-mails.
    """

    uid: str
    address: str
    """A digest by the server's key: nobody else can try addresses on it."""


@dataclass(frozen=True)
class InterviewLinks:
    """Makes and reads links. `base_url` is where visitors reach us, without a trailing slash."""

    base_url: str
    key: str

    def __repr__(self) -> str:
        """Show everything except the key."""
        return f"InterviewLinks({self.base_url!r})"

    def url(self, uid: str, email: str, end: datetime) -> str:
        """Make an interview's link; the same for the same interview. `end` is aware."""
        return f"{self.base_url}{PATH}/{self.token(uid, email, end)}"

    def token(self, uid: str, email: str, end: datetime) -> str:
        """Make the signed part of the link; it expires a day after `end`."""
        expires = int((end + _GRACE).timestamp())
        return self._signer.dumps([uid, self._address(email), expires])

    def read(self, token: str, now: datetime) -> Claim:
        """Read a token. Raises BadLink, LinkExpired."""
        try:
            uid, address, expires = self._signer.loads(token)
            last = datetime.fromtimestamp(expires, UTC)
        except (BadSignature, ValueError, TypeError) as error:
            raise BadLink from error
        if now > last:
            raise LinkExpired
        return Claim(uid, address)

    def is_of(self, claim: Claim, uid: str, email: str) -> bool:
        """Tell whether the interview is the one meant and still has the same address."""
        # Links of e-mails sent before digests had a key are good until their interviews are over.
        return claim.uid == uid and claim.address in (self._address(email), _bare_digest(email))

    def confirmation_url(self, uid: str, email: str, end: datetime, confirm_by: datetime) -> str:
        """Make the link that only the e-mail to be confirmed carries, and that confirms it."""
        proof = self._prover.get_signature(_to_prove(uid, email, confirm_by)).decode()
        return f"{self.url(uid, email, end)}/confirmer?preuve={proof}"

    def proves(self, proof: str, uid: str, email: str, confirm_by: datetime) -> bool:
        """Tell whether its bearer got the e-mail that asked for this confirmation."""
        return self._prover.verify_signature(_to_prove(uid, email, confirm_by), proof)

    def _address(self, email: str) -> str:
        words = f"address of an interview {email.casefold()}"
        return hmac.new(self.key.encode(), words.encode(), "sha256").hexdigest()[:16]

    @property
    def _prover(self) -> Signer:
        return Signer(self.key, salt=_PROOF_SALT, digest_method=hashlib.sha256)

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(
            self.key, salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256}
        )


def _to_prove(uid: str, email: str, confirm_by: datetime) -> str:
    return f"{uid} {_bare_digest(email)} {int(confirm_by.timestamp())}"  # signed, and never sent


def _bare_digest(email: str) -> str:
    return hashlib.sha256(email.casefold().encode()).hexdigest()[:16]
