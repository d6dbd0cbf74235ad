"""Addresses of other tools: which are allowed, and how they are shown without their secrets."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

_LONGEST = 2000
_SHOWN = 4


class BadAddress(ValueError):
    """The address cannot be used; the message says why."""


def checked(url: str) -> str:
    """Return an address if it is allowed. Raises BadAddress.

    Other machines are reached over TLS only; which ones is up to the administrator.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise BadAddress("that is no address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise BadAddress("an address begins with https://")
    if parts.scheme == "http" and not _is_loopback(host):
        raise BadAddress("https:// is needed, but on this very machine")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("an address holds neither user nor password")
    if len(url) > _LONGEST or not url.strip().isascii() or not url.strip().isprintable():
        raise BadAddress("that is no address")
    return url.strip()


def masked(url: str) -> str:
    """Show only the host and the last letters: anyone who knows the address can use it."""
    parts = urlsplit(url)
    rest = url.removeprefix(f"{parts.scheme}://{parts.netloc}").strip("/")
    return f"{parts.scheme}://{parts.netloc}/" + (f"…{rest[-_SHOWN:]}" if rest else "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
