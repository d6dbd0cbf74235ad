"""One calendar on a CalDAV server (RFC 4791): entries are read, written and removed.

Our own code, on the HTTP client that we have anyway: the library `caldav` installs another one,
which replaces urllib3 for all other packages.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import httpx

from notify.calendars.accounts import Account
from notify.outbox.delivery import TemporaryFailure
from notify.outward import Outward

_TIMEOUT_SECONDS = 15.0
_LARGEST_ANSWER = 16_000_000  # bytes: some ten thousand entries
_DAV = "{DAV:}"
_CALDAV = "{urn:ietf:params:xml:ns:caldav}"
_XML = {"content-type": "application/xml; charset=utf-8"}
_ICAL = {"content-type": "text/calendar; charset=utf-8"}
# A server may refuse a second resource with the UID of another one.
_CONFLICTS = (403, 409, 412)

_KIND = '<propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>'
_QUERY = """\
<c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<prop>{prop}</prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">{filter}</c:comp-filter>\
</c:comp-filter></c:filter>
</c:calendar-query>"""
_BETWEEN = '<c:time-range start="{start:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"/>'
_OF_UID = '<c:prop-filter name="UID"><c:text-match>{uid}</c:text-match></c:prop-filter>'


class RemoteCalendar:
    """Reads and writes a calendar. Every method raises TemporaryFailure: a server may come back."""

    def __init__(
        self, account: Account, outward: Outward, timeout: float = _TIMEOUT_SECONDS
    ) -> None:
        self._account = account
        self._outward = outward
        self._timeout = timeout

    async def check(self) -> None:
        """Check that there is a calendar that we may read."""
        async with self._client() as client:
            answer = await _ask(client, "PROPFIND", self._account.url, _KIND, depth="0")
        if not any(True for _ in _parsed(answer).iter(f"{_CALDAV}calendar")):
            raise TemporaryFailure("the address is not a calendar's own")

    async def entries(self, start: datetime, end: datetime) -> list[str]:
        """Read the entries that overlap the time between `start` and `end`, each as iCalendar."""
        between = _BETWEEN.format(start=start.astimezone(UTC), end=end.astimezone(UTC))
        query = _QUERY.format(prop="<c:calendar-data/>", filter=between)
        async with self._client() as client:
            answer = await _ask(client, "REPORT", self._account.url, query, depth="1")
        data = _parsed(answer).iter(f"{_CALDAV}calendar-data")
        return [element.text for element in data if element.text]

    async def write(self, name: str, uid: str, ical: bytes) -> None:
        """Write an entry; it replaces one that has its UID."""
        async with self._client() as client:
            status = (await _put(client, self._named(name), ical)).status_code
            if status in _CONFLICTS:
                # The interviewer has perhaps accepted the invitation of the e-mail.
                for place in await self._places(client, uid):
                    status = (await _put(client, place, ical)).status_code
        _expect(status, (200, 201, 204))

    async def remove(self, name: str, uid: str) -> None:
        """Remove an entry, if it is there."""
        async with self._client() as client:
            status = (await client.delete(self._named(name))).status_code
            if status == 404:
                for place in await self._places(client, uid):
                    status = (await client.delete(place)).status_code
        _expect(status, (200, 204, 404, 410))

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[httpx.AsyncClient]:
        """Open a connection; errors are raised without the server's own words."""
        identity = httpx.BasicAuth(self._account.username, self._account.password)
        try:
            async with self._outward.client(self._timeout, identity) as client:
                yield client
        except httpx.TimeoutException:
            raise TemporaryFailure("the calendar's server did not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise TemporaryFailure("no connection to the calendar's server") from None

    def _named(self, name: str) -> str:
        return urljoin(self._account.url, f"{name}.ics")

    async def _places(self, client: httpx.AsyncClient, uid: str) -> list[str]:
        """Find where an entry is kept, by its UID."""
        query = _QUERY.format(prop="<getetag/>", filter=_OF_UID.format(uid=escape(uid)))
        answer = await _ask(client, "REPORT", self._account.url, query, depth="1")
        return list(self._own(element.text for element in _parsed(answer).iter(f"{_DAV}href")))

    def _own(self, paths: Iterator[str | None]) -> Iterator[str]:
        """Keep to the calendar's own server: the password is for no other."""
        for path in paths:
            place = urljoin(self._account.url, path or "")
            if urlsplit(place)[:2] == urlsplit(self._account.url)[:2]:
                yield place


async def _ask(client: httpx.AsyncClient, method: str, url: str, body: str, depth: str) -> bytes:
    """Ask, and read no more of the answer than a calendar may hold."""
    headers = {**_XML, "depth": depth}
    async with client.stream(method, url, content=body.encode(), headers=headers) as answer:
        _expect(answer.status_code, (207,))
        content = bytearray()
        async for piece in answer.aiter_bytes():
            content += piece
            if len(content) > _LARGEST_ANSWER:
                raise TemporaryFailure("the calendar's server answers too much")
    return bytes(content)


async def _put(client: httpx.AsyncClient, place: str, ical: bytes) -> httpx.Response:
    return await client.put(place, content=ical, headers=_ICAL)


def _parsed(answer: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(answer)
    except ElementTree.ParseError:
        raise TemporaryFailure("the server's answer is no calendar's") from None


def _expect(status: int, wanted: tuple[int, ...]) -> None:
    if status in wanted:
        return
    match status:
        case 401 | 403:
            reason = "user or password was refused, or may not write"
        case 404 | 410:
            reason = "there is no calendar at its address"
        case _ if 300 <= status < 400:
            reason = "the calendar is at another address"
        case _:
            reason = "the calendar's server refused"
    raise TemporaryFailure(f"{status}: {reason}")
