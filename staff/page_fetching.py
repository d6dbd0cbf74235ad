"""Fetching the school's page, politely: only when it changed, not too much and not for long.

The address is the administrator's, but where it leads is up to others: every host is looked up
first, none of a private network is asked, and the connection goes to the very address that was
looked up.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from notify.outward import is_public

MOST_BYTES = 2_000_000
SECONDS = 20.0
_MOST_REDIRECTS = 3
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_LONGEST_TAG = 200


class PageUnread(Exception):
    """The page could not be read; the text says why."""


@dataclass(frozen=True)
class Validators:
    """What tells a server which version is known: its ETag and Last-Modified, as it wrote them."""

    tag: str | None = None
    changed: str | None = None


@dataclass(frozen=True)
class Fetched:
    """A page that was read."""

    content: str
    is_html: bool
    validators: Validators


class PageFetcher:
    """Fetches pages; `may_ask` says which IP addresses may be asked."""

    def __init__(
        self, may_ask: Callable[[str], bool] = is_public, seconds: float = SECONDS
    ) -> None:
        self._may_ask = may_ask
        self._seconds = seconds

    def fetch(self, url: str, known: Validators) -> Fetched | None:
        """Read a page; None where it is the one that is known. Raises PageUnread."""
        return asyncio.run(self._fetch_in_time(url, known))

    async def _fetch_in_time(self, url: str, known: Validators) -> Fetched | None:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(url, known)
        except (TimeoutError, httpx.TimeoutException):
            raise PageUnread("it did not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
            raise PageUnread(f"it could not be reached ({type(error).__name__})") from None

    async def _follow(self, url: str, known: Validators) -> Fetched | None:
        address = httpx.URL(url)
        for _ in range(_MOST_REDIRECTS + 1):
            answer = await self._ask(address, known)
            if not isinstance(answer, httpx.URL):
                return answer
            address = answer
        raise PageUnread("it leads elsewhere again and again")

    async def _ask(self, url: httpx.URL, known: Validators) -> Fetched | httpx.URL | None:
        """Ask one address; returns the page, where it is instead, or None for the known one."""
        if url.scheme not in ("http", "https") or not url.host:
            raise PageUnread("its address does not begin with https://")
        ip = await self._look_up(url)
        headers = {
            "Host": url.netloc.decode(),
            "User-Agent": "Conseiller (page watch, once an hour)",
            "Accept": "text/html",
            "If-None-Match": known.tag,
            "If-Modified-Since": known.changed,
        }
        given = {name: value for name, value in headers.items() if value}
        named = {"sni_hostname": url.host}
        async with (
            httpx.AsyncClient(timeout=self._seconds, trust_env=False) as client,
            client.stream("GET", url.copy_with(host=ip), headers=given, extensions=named) as answer,
        ):
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return None
            if answer.has_redirect_location:
                return url.join(answer.headers["location"])
            if not answer.is_success:
                raise PageUnread(f"it answers {answer.status_code}")
            return await _read(answer)

    async def _look_up(self, url: httpx.URL) -> str:
        port = url.port or (443 if url.scheme == "https" else 80)
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
        addresses = [str(each[4][0]).partition("%")[0] for each in found]
        if not addresses or not all(map(self._may_ask, addresses)):
            raise PageUnread("its address is of a private network")
        return addresses[0]


async def _read(answer: httpx.Response) -> Fetched:
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise PageUnread(f"it is no page, but {kind[:60]}")
    content = bytearray()
    async for part in answer.aiter_bytes():
        content += part
        if len(content) > MOST_BYTES:
            raise PageUnread("it is too large")
    validators = Validators(
        _short(answer.headers.get("etag")), _short(answer.headers.get("last-modified"))
    )
    text = _decoded(bytes(content), answer.charset_encoding)
    return Fetched(text, kind != "text/plain", validators)


def _decoded(content: bytes, charset: str | None) -> str:
    named = _CHARSET.search(content[:2048])
    for name in (charset, named and named[1].decode("ascii"), "utf-8"):
        try:
            if name:
                return content.decode(name, "replace")
        except LookupError:
            continue
    return content.decode("utf-8", "replace")


def _short(header: str | None) -> str | None:
    return header if header and len(header) <= _LONGEST_TAG else None
