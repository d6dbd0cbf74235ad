"""Calls to other machines, never to our own network, whatever name leads there.

Who may name a tool's address could otherwise have us call what only we can reach. Names are
resolved here, each of their addresses is looked at, and that very address is called: asked again, a
name may say another one.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from notify.outbox.delivery import TemporaryFailure

_NAT64 = IPv6Network("64:ff9b::/96")
_INTERNET = IPv6Network("2000::/3")  # all that was ever given out of version 6 (RFC 4291)
_LAST_32_BITS = (1 << 32) - 1

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a name, for a port. Raises OSError."""


class OwnNetwork(TemporaryFailure):
    """The address lies on our own network, and may not be called; it may lie elsewhere later."""

    def __init__(self) -> None:
        super().__init__("its address lies on our own network")


def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]).partition("%")[0] for each in found]


def is_public(address: str) -> bool:
    """Tell whether an address lies on the internet, and on no network of our own."""
    ip = _inner(ip_address(address))
    if isinstance(ip, IPv6Address) and ip not in _INTERNET:
        return False
    return ip.is_global and not ip.is_multicast


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Give the address that one of version 6 stands for."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & _LAST_32_BITS)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


class Outward:
    """Opens HTTP clients. With `own_network`, they may call it too, as in development."""

    def __init__(self, own_network: bool = False, resolve: Resolve = resolve) -> None:
        self._own_network = own_network
        self._resolve = resolve

    def client(self, timeout: float, auth: httpx.BasicAuth | None = None) -> httpx.AsyncClient:
        """Open a client, which follows no redirect."""
        guard = (
            None
            if self._own_network
            else GuardedTransport(httpx.AsyncHTTPTransport(), self.address)
        )
        return httpx.AsyncClient(
            transport=guard, auth=auth, timeout=timeout, follow_redirects=False
        )

    async def check(self, url: str) -> None:
        """Check that an address may be called, as far as its name says now. Raises OwnNetwork."""
        parts = httpx.URL(url)
        if not self._own_network:
            await self.address(parts.host, parts.port or 443)

    async def address(self, host: str, port: int) -> str:
        """Give an address of a name. Raises OwnNetwork; TemporaryFailure where it has none."""
        try:
            found = await asyncio.to_thread(self._resolve, host, port)
        except OSError:
            raise TemporaryFailure("no connection to the endpoint, or it was cut") from None
        if not found or not all(map(is_public, found)):
            raise OwnNetwork
        return found[0]


class GuardedTransport(httpx.AsyncBaseTransport):
    """Calls the address that was looked at; the certificate is still the name's."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport, address: Callable[[str, int], Awaitable[str]]
    ) -> None:
        self._transport = transport
        self._address = address

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Look at the address of a request's name, and send it there. Raises OwnNetwork."""
        host = request.url.host
        address = await self._address(host, request.url.port or 443)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address)
        return await self._transport.handle_async_request(request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()
