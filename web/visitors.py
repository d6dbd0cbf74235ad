"""Where a request comes from, as far as those who ask can be told apart by it."""

from __future__ import annotations

import hmac
import logging
import re
from datetime import date
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web.context import Request

logger = logging.getLogger(__name__)

# « 203.0.113.5:51234 », « [2001:db8::1]:443 », « fe80::1%eth0 »: gateways add ports, hosts zones.
_WRITTEN = re.compile(
    r"""\s*"?(?:
        \[(?P<bracketed>[0-9a-f:.]+)(?:%[^\]]*)?\](?::\d*)?
      | (?P<four>[0-9.]+)(?::\d*)?
      | (?P<six>[0-9a-f:.]+)(?:%\S*)?
    )"?\s*""",
    re.I | re.X,
)
_NETWORK_BITS = 64  # what one household or telephone is given of IPv6
_UNKNOWN = "unknown"


class Sources:
    """Tells requests apart by the network that they come from."""

    def __init__(self, trusted_proxies: int, key: str) -> None:
        """`key` is a secret: without it nobody can try addresses on a digest."""
        self._key = key.encode()
        self._trusts_a_proxy = trusted_proxies > 0
        self._has_warned = False

    def name(self, request: Request) -> str | None:
        """Name the network of whoever asks; None for programs on this machine, who are many.

        It never fails: what a proxy says is not ours, and where it says nothing that can be read,
        the connection's own address counts.
        """
        said = request.remote_addr if self._trusts_a_proxy else ""
        address = read_address(said) or read_address(request.ip)
        if not self._trusts_a_proxy and address is not None and address.is_loopback:
            self._warn_of_a_proxy(request)
        if address is None:
            return _UNKNOWN
        return None if address.is_loopback else network(address)

    def digest(self, request: Request, day: date) -> str | None:
        """Tell networks apart without naming them, and for one day only; None as for `name`."""
        name = self.name(request)
        if name is None:
            return None
        return hmac.new(self._key, f"source {day} {name}".encode(), "sha256").hexdigest()[:32]

    def _warn_of_a_proxy(self, request: Request) -> None:
        if not self._has_warned and "x-forwarded-for" in request.headers:
            self._has_warned = True
            logger.warning("a proxy on this machine asks for others: set TRUSTED_PROXIES")


def read_address(written: str) -> IPv4Address | IPv6Address | None:
    """Read an address as proxies and gateways write it; None for what is none."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    try:
        address = ip_address(match["bracketed"] or match["four"] or match["six"])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def network(address: IPv4Address | IPv6Address) -> str:
    """Name what counts as one: an address of IPv4, a /64 of IPv6, whose owner has them all."""
    if isinstance(address, IPv4Address):
        return str(address)
    host_bits = 128 - _NETWORK_BITS
    return f"{IPv6Address(int(address) >> host_bits << host_bits)}/{_NETWORK_BITS}"
