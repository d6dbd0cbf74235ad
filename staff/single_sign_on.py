"""Signing in through the school's own provider of identities, by OpenID Connect.

The provider says which address somebody has; whether that address has an account here is ours to
say. Code flow with PKCE, a state and a nonce, which the browser that began it keeps. Somebody is
asked to prove anew who they are, and one who did so long ago is not let in. A provider that does
not say when that was, as Google, lets in too, but nothing that wants a fresh sign-in opens by it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from staff.sign_in import VALID

_ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")  # none that a secret of ours could forge
_SECONDS = 10.0
_LEEWAY = 60  # seconds by which the provider's clock may be off
_RANDOM_BYTES = 32


class NotIdentified(Exception):
    """The provider did not say who it is, or not so that it can be believed."""


@dataclass(frozen=True)
class Asked:
    """What the browser that began keeps until it comes back."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identified:
    """The address of who came back, and whether the provider says that it was proved just now."""

    email: str
    is_proved: bool


class Provider:
    """Sends people to the provider, and reads who comes back.

    `redirect_url` is where they come back to; the provider must know it.
    """

    def __init__(self, issuer: str, client_id: str, secret: str, redirect_url: str) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._secret = secret
        self._redirect_url = redirect_url

    def __repr__(self) -> str:
        """Show everything except the secret."""
        return f"Provider({self._issuer!r}, {self._client_id!r})"

    def ask(self) -> tuple[str, Asked]:
        """Say where to send somebody, to prove anew who they are.

        Raises NotIdentified where the provider does not answer.
        """
        asked = Asked(*(secrets.token_urlsafe(_RANDOM_BYTES) for _ in range(3)))
        with _client() as http:
            place = self._metadata(http)["authorization_endpoint"]
        values = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_url,
            "scope": "openid email",
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": create_s256_code_challenge(asked.verifier),
            "code_challenge_method": "S256",
            "prompt": "login",
            "max_age": "0",  # which has the token say when that was
        }
        return f"{place}{'&' if '?' in place else '?'}{urlencode(values)}", asked

    def identify(self, came_back: Mapping[str, str], asked: Asked, now: datetime) -> Identified:
        """Read who came back with an answer. Raises NotIdentified."""
        state, code = came_back.get("state", ""), came_back.get("code", "")
        if not code or not hmac.compare_digest(state.encode(), asked.state.encode()):
            raise NotIdentified
        if came_back.get("iss", self._issuer) != self._issuer:
            raise NotIdentified  # another provider's answer, mixed up with ours (RFC 9207)
        with _client() as http:
            metadata = self._metadata(http)
            token = self._token(http, metadata["token_endpoint"], code, asked.verifier)
            keys = _call(http, "GET", metadata["jwks_uri"])
        claims = self._claims(token, keys, asked.nonce, now)
        email = claims.get("email")
        if not isinstance(email, str) or claims.get("email_verified") is not True:
            raise NotIdentified
        return Identified(email, is_proved=claims.get("auth_time") is not None)

    def _metadata(self, http: httpx.Client) -> dict[str, Any]:
        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        metadata = _call(http, "GET", address)
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        is_whole = all(isinstance(metadata.get(name), str) for name in needed)
        if metadata.get("issuer") != self._issuer or not is_whole:
            raise NotIdentified
        return metadata

    def _token(self, http: httpx.Client, place: str, code: str, verifier: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_url,
            "code_verifier": verifier,
        }
        secret = (self._client_id, self._secret)
        token = _call(http, "POST", place, data=form, auth=secret).get("id_token")
        if not isinstance(token, str):
            raise NotIdentified
        return token

    def _claims(self, token: str, keys: Any, nonce: str, now: datetime) -> Mapping[str, Any]:
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
            "nonce": {"essential": True, "value": nonce},
        }
        try:
            read = jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)
            claims = CodeIDToken(
                read.claims,
                read.header,
                options,
                {"nonce": nonce, "client_id": self._client_id},
            )
            claims.validate(int(now.timestamp()), _LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise NotIdentified from error
        proved_at = claims.get("auth_time")
        if proved_at is not None and not _is_recent(proved_at, now):
            raise NotIdentified
        return dict(claims)


def _client() -> httpx.Client:
    return httpx.Client(timeout=_SECONDS, follow_redirects=False)


def _is_recent(proved_at: object, now: datetime) -> bool:
    """Tell whether somebody proved just now who they are; a provider need not heed `max_age`."""
    if not isinstance(proved_at, int | float):
        return False
    return -_LEEWAY <= now.timestamp() - proved_at <= VALID.total_seconds()


def _call(http: httpx.Client, method: str, place: str, **sent: Any) -> dict[str, Any]:
    """Ask for an object. Raises NotIdentified where none comes, or nothing at all."""
    try:
        read = http.request(method, place, **sent).raise_for_status().json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise NotIdentified from error
    if not isinstance(read, dict):
        raise NotIdentified
    return read
