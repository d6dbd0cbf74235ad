"""A school's own provider of identities, which says whom a test tells it to say."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey

from testing.running import free_ports
from tests.receiver import serving

CLIENT, SECRET = "conseiller", "a secret for tests"


@dataclass
class Issuer:
    """Signs tokens with `key`, or `signing_key`; `otherwise` replaces what they claim."""

    now: datetime
    otherwise: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    signing_key: Any = None
    algorithm: str = "RS256"
    port: int = field(default_factory=lambda: free_ports(1)[0])
    asked: dict[str, str] = field(default_factory=dict)
    keys_at: str | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def confirm(self, address: str) -> dict[str, str]:
        """Let somebody in who was sent to an address; returns what they come back with."""
        query = address.partition("?")[2]
        self.asked = {name: values[0] for name, values in parse_qs(query).items()}
        return {"state": self.asked["state"], "code": "a code", "iss": self.url}

    @contextmanager
    def serve(self):
        with serving(self.port, self._handler()):
            yield self

    def _token(self, form: dict[str, str]) -> dict[str, str]:
        challenge = create_s256_code_challenge(form["code_verifier"])
        assert challenge == self.asked["code_challenge"]
        now = int(self.now.timestamp())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            "auth_time": now,
            "email": "zoe@ecole.example",
            "email_verified": True,
            **self.otherwise,
        }
        header = {"alg": self.algorithm, "kid": "1"}
        signed = jwt.encode(
            header, claims, self.signing_key or self.key, algorithms=[self.algorithm]
        )
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.endswith("openid-configuration"):
                    self._say(
                        {
                            "issuer": issuer.url,
                            "authorization_endpoint": f"{issuer.url}/authorize",
                            "token_endpoint": f"{issuer.url}/token",
                            "jwks_uri": issuer.keys_at or f"{issuer.url}/keys",
                        }
                    )
                else:
                    self._say({"keys": [issuer.key.as_dict(private=False)]})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                is_client = self.headers["authorization"].startswith("Basic ")
                self._say(issuer._token(form) if is_client else {})

            def _say(self, said: dict[str, Any]) -> None:
                written = json.dumps(said).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(written)))
                self.end_headers()
                self.wfile.write(written)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
