"""Style sheets, pictures and scripts as they are sent: packed, with addresses that name them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sanic.exceptions import NotFound

STATIC = Path(__file__).parent / "static"

_WORDS = ("text/", "image/svg")  # what packing makes smaller


@dataclass(frozen=True)
class Asset:
    """A file as it is sent; `version` changes with its content."""

    version: str
    kind: str
    body: bytes
    packed: bytes | None


def address(name: str) -> str:
    """Give the address of a file of `static/`, which is another once its content is another."""
    return f"/static/{name}?v={find(name).version}"


def find(name: str) -> Asset:
    """Read a file of `static/`. Raises NotFound, or ValueError for what is no name."""
    path = (STATIC / name).resolve()
    if not (path.is_relative_to(STATIC.resolve()) and path.is_file()):
        raise NotFound(f"no such file: {name}")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=128)
def _read(path: Path, changed_at_ns: int) -> Asset:
    """Read and pack a file, again once it has changed."""
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = kind.startswith(_WORDS)
    return Asset(
        version=hashlib.blake2b(body, digest_size=8).hexdigest(),
        kind=f"{kind}; charset=utf-8" if is_text else kind,
        body=body,
        packed=gzip.compress(body, 9) if is_text else None,
    )
