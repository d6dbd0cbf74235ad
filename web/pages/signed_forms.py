"""Signed forms: only one that was made here, not long ago, is acted on."""

from __future__ import annotations

from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer


class FormSigner:
    """Signs what a form's hidden field carries; `kind` keeps the forms of different pages apart."""

    def __init__(self, key: str, kind: str, valid_seconds: int) -> None:
        self._serializer = URLSafeTimedSerializer(key, salt=kind)
        self._valid_seconds = valid_seconds

    def sign(self, value: Any) -> str:
        """Write a value for the hidden field."""
        return self._serializer.dumps(value)

    def read(self, signed: str) -> Any:
        """Read the value again; None where it was not signed here, or too long ago."""
        try:
            return self._serializer.loads(signed, max_age=self._valid_seconds)
        except BadSignature:
            return None
