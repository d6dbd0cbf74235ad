"""Readiness is told to probes, who are near and ask by themselves, and to nobody else."""

from __future__ import annotations

import pytest

from web.probes import is_probe


@pytest.mark.parametrize("ip", ["127.0.0.1", "::1", "10.42.0.1", "172.18.0.3", "fd00::7"])
def test_who_is_near_is_told(ip):
    assert is_probe(ip, {})


@pytest.mark.parametrize("ip", ["198.51.101.7", "8.8.8.8", "2001:41d0::1", "", "unknown"])
def test_the_internet_is_not(ip):
    assert not is_probe(ip, {})


@pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded", "via"])
def test_who_comes_through_a_proxy_is_not(header):
    assert not is_probe("10.42.0.1", {header: "8.8.8.8"})
