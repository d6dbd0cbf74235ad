"""Passkeys: a touch or a glance lets in who added one, beside the mailed link, never instead of it.

WebAuthn is `fido2`'s; here is what is kept, and what it may be used for once. A challenge follows
from our key and says what it is for and until when; that it was used is kept, so that nobody writes
to the database who only opens a page.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from staff import audit
from staff.accounts import Account, read_account
from staff.audit import Action
from staff.schema import account, passkey, used_challenge
from staff.sessions import Member

VALID = timedelta(minutes=15)
"""How long a page that asks for a passkey may stay open."""

MOST = 10
"""How many passkeys a person may have."""

_VERIFIED = UserVerificationRequirement.REQUIRED
_NONCE, _EXPIRY, _DIGEST = 16, 8, 24  # bytes of a challenge
_ENTER = "enter"
_passkey = passkey.c
_challenge = used_challenge.c


class PasskeyRefused(Exception):
    """What a browser sent is no passkey of ours, or was not made for this page, or not now."""


@dataclass(frozen=True)
class Passkey:
    """A passkey as its owner sees it; times are aware and in UTC."""

    id: int
    device: str
    created_at: datetime
    used_at: datetime | None


class Passkeys:
    """Adds, lists, removes and checks passkeys. `web_url` is PUBLIC_URL: they work there alone."""

    def __init__(self, engine: Engine, web_url: str, key: str) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._key = key.encode()
        parts = urlsplit(web_url.lower())
        self._host = parts.hostname or ""
        self._origin = f"{parts.scheme}://{parts.netloc}"

    @property
    def are_possible(self) -> bool:
        """Tell whether browsers have passkeys for our address: a name, over TLS."""
        try:
            ip_address(self._host)
        except ValueError:
            return self._origin.startswith("https://") or self._host == "localhost"
        return False

    def of(self, account_id: int) -> Sequence[Passkey]:
        """List a person's, oldest first."""
        query = select(passkey).where(_passkey.account_id == account_id).order_by(_passkey.id)
        with self._reader.connect() as connection:
            return [
                Passkey(row.id, row.device, row.created_at, row.used_at)
                for row in connection.execute(query)
            ]

    def to_add(self, member: Member, school: str, now: datetime) -> str:
        """Write, as JSON, what a browser needs to make one for a person."""
        person = member.account
        user = PublicKeyCredentialUserEntity(
            id=self._handle(person.id), name=person.email, display_name=person.name
        )
        with self._reader.connect() as connection:
            known = [_credential(row) for row in _rows(connection, person.id)]
        options, _ = self._server(school).register_begin(
            user,
            known,
            resident_key_requirement=ResidentKeyRequirement.REQUIRED,
            user_verification=_VERIFIED,
            challenge=self._make_challenge(_adding(member), now),
        )
        return json.dumps(dict(options)["publicKey"])

    def add(self, member: Member, answer: str, device: str, now: datetime) -> None:
        """Keep the one that a browser made. Raises PasskeyRefused."""
        try:
            given = RegistrationResponse.from_dict(json.loads(answer))
            challenge = given.response.client_data.challenge
            self._use(challenge, _adding(member), now)
            made = self._server().register_complete(_state(challenge), given).credential_data
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise PasskeyRefused from error
        if made is None or given.response.client_data.cross_origin:
            raise PasskeyRefused
        auth_data = given.response.attestation_object.auth_data
        try:
            with self._engine.begin() as connection:
                if len(_rows(connection, member.account.id)) >= MOST:
                    raise PasskeyRefused
                connection.execute(
                    insert(passkey).values(
                        account_id=member.account.id,
                        credential_id=websafe_encode(made.credential_id),
                        credential=websafe_encode(bytes(made)),
                        sign_count=auth_data.counter,
                        device=device,
                        created_at=now,
                    )
                )
                audit.note(connection, member.account.actor, Action.PASSKEY_ADDED, now)
        except IntegrityError as error:  # it is somebody's already
            raise PasskeyRefused from error

    def remove(self, member: Member, number: int, now: datetime) -> bool:
        """Remove one of a person's own; False if it is not theirs."""
        which = (_passkey.id == number, _passkey.account_id == member.account.id)
        with self._engine.begin() as connection:
            removed = connection.execute(delete(passkey).where(*which)).rowcount > 0
            if removed:
                audit.note(connection, member.account.actor, Action.PASSKEY_REMOVED, now)
        return removed

    def to_enter(self, now: datetime) -> str:
        """Write, as JSON, what a browser needs to show somebody's passkeys for us."""
        challenge = self._make_challenge(_ENTER, now)
        options, _ = self._server().authenticate_begin(
            user_verification=_VERIFIED, challenge=challenge
        )
        return json.dumps(dict(options)["publicKey"])

    def enter(self, answer: str, now: datetime) -> Account:
        """Let in whose passkey it is. Raises PasskeyRefused.

        A passkey that counts its uses and does not count on is a copy: it lets nobody in.
        """
        try:
            given = AuthenticationResponse.from_dict(json.loads(answer))
            data = given.response.client_data
            self._use(data.challenge, _ENTER, now)
            with self._engine.begin() as connection:
                row = connection.execute(
                    select(passkey)
                    .where(_passkey.credential_id == websafe_encode(given.raw_id))
                    .with_for_update()
                ).one_or_none()
                if row is None or data.cross_origin:
                    raise PasskeyRefused
                self._server().authenticate_complete(
                    _state(data.challenge), [_credential(row)], given
                )
                handle = given.response.user_handle
                count = given.response.authenticator_data.counter
                is_copy = bool(count or row.sign_count) and count <= row.sign_count
                if is_copy or (handle and handle != self._handle(row.account_id)):
                    raise PasskeyRefused
                used = update(passkey).where(_passkey.id == row.id)
                connection.execute(used.values(sign_count=count, used_at=now))
                return _owner(connection, row.account_id)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise PasskeyRefused from error

    def forget(self, now: datetime) -> int:
        """Delete what says that a challenge was used, once it is too old anyway."""
        over = delete(used_challenge).where(_challenge.expires_at < now)
        with self._engine.begin() as connection:
            return connection.execute(over).rowcount

    def _server(self, school: str = "") -> Fido2Server:
        party = PublicKeyCredentialRpEntity(id=self._host, name=school or self._host)
        return Fido2Server(party, verify_origin=lambda origin: origin == self._origin)

    def _handle(self, account_id: int) -> bytes:
        """Name a person to their device, by nothing that says who they are."""
        return hmac.digest(self._key, f"passkeys of {account_id}".encode(), "sha256")

    def _make_challenge(self, purpose: str, now: datetime) -> bytes:
        expiry = int((now + VALID).timestamp()).to_bytes(_EXPIRY)
        return self._signed(secrets.token_bytes(_NONCE) + expiry, purpose)

    def _signed(self, content: bytes, purpose: str) -> bytes:
        said = f"challenge to {purpose}: ".encode() + content
        return content + hmac.digest(self._key, said, "sha256")[:_DIGEST]

    def _use(self, challenge: bytes, purpose: str, now: datetime) -> None:
        """Use a challenge, once. Raises PasskeyRefused."""
        content = challenge[: _NONCE + _EXPIRY]
        until = datetime.fromtimestamp(int.from_bytes(content[_NONCE:]) % 10**10, UTC)
        is_ours = hmac.compare_digest(challenge, self._signed(content, purpose))
        if not is_ours or until < now:
            raise PasskeyRefused
        row = {"id": hashlib.sha256(challenge).hexdigest(), "expires_at": until}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(used_challenge).values(row))
        except IntegrityError as error:
            raise PasskeyRefused from error


def _adding(member: Member) -> str:
    return f"add, in session {member.session.id}"


def _state(challenge: bytes) -> dict[str, Any]:
    """Say what `fido2` is to expect."""
    return {"challenge": websafe_encode(challenge), "user_verification": _VERIFIED}


def _rows(connection: Connection, account_id: int) -> Sequence[Any]:
    return connection.execute(select(passkey).where(_passkey.account_id == account_id)).all()


def _credential(row: Any) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.credential))


def _owner(connection: Connection, account_id: int) -> Account:
    row = connection.execute(
        select(account).where(account.c.id == account_id, account.c.left_at.is_(None))
    ).one_or_none()
    if row is None:
        raise PasskeyRefused
    return read_account(row)
