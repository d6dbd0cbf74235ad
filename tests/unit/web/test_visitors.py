"""Visitors are told apart by what proxies say of them, however they write it."""

from __future__ import annotations

import pytest

from web.visitors import network, read_address


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("203.0.113.5:51234", "203.0.113.5"),
        (" 203.0.113.5 ", "203.0.113.5"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:DB8:0:0:ffff::7", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ('"[2001:db8::1]:443"', "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("[::ffff:203.0.113.5]:80", "203.0.113.5"),
    ],
)
def test_an_address_is_read_however_it_is_written(written, name):
    address = read_address(written)

    assert address is not None
    assert network(address) == name


@pytest.mark.parametrize(
    "written",
    [
        "",
        "unknown",
        "_hidden",
        "203.0.113.555",
        "1.2.3",
        "[",
        "[]:1",
        "::1::",
        "évêque",
        "a" * 9999,
    ],
)
def test_what_is_no_address_is_none(written):
    assert read_address(written) is None
