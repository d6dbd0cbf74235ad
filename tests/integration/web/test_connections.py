"""Connections that do nothing, or almost nothing, shut nobody out."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from testing.web_server import WebServer
from tests.conftest import a_database

_REQUEST = b"GET / HTTP/1.1\r\nHost: ecole.example\r\n"


@pytest.fixture
def server(request, tmp_path):
    with WebServer(tmp_path / "home", a_database("sqlite", request, tmp_path)).running() as started:
        yield started


@contextmanager
def connections(server: WebServer, count: int, begun: bytes = b"") -> Iterator[list[socket.socket]]:
    """Hold connections that wait, each with the beginning of a request."""
    address = ("127.0.0.1", httpx.URL(server.url).port)
    with ExitStack() as held:
        opened = []
        for _ in range(count):
            opened.append(held.enter_context(socket.create_connection(address, timeout=10)))
            opened[-1].sendall(begun)
        yield opened


def _may_open(files: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < files:
        pytest.skip(f"this machine allows {most} open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))


@pytest.mark.parametrize("begun", [b"", _REQUEST], ids=["idle", "in the middle of a request"])
def test_two_thousand_waiting_connections_shut_nobody_out(server, begun):
    _may_open(4_096)
    [process] = server._processes
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (1_024, 1_024))
    with httpx.Client(base_url=server.url, timeout=10) as visitor:
        assert visitor.get("/rendez-vous/").is_success
        with connections(server, 2_000, begun):
            took = []
            for _ in range(5):
                began = time.monotonic()
                assert httpx.get(f"{server.url}/healthz", timeout=10).is_success
                took.append(time.monotonic() - began)

        assert visitor.get("/rendez-vous/").is_success
    assert min(took) < 1


def test_the_limit_of_open_files_is_raised(server):
    [process] = server._processes
    soft, hard = resource.prlimit(process.pid, resource.RLIMIT_NOFILE)

    assert soft == min(hard, 65_536)


def test_requests_that_come_byte_by_byte_are_ended(server):
    header, body = (
        _REQUEST,
        b"POST /rendez-vous/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n",
    )
    with connections(server, 1, header) as [one], connections(server, 1, body) as [other]:
        closed = _trickle_until_closed([one, other], 100)

    assert closed[one] < 45
    assert closed[other] < 90


def _trickle_until_closed(slow: list[socket.socket], most: float) -> dict[socket.socket, float]:
    """Send a byte every second; returns after how many seconds each was closed."""
    began, closed = time.monotonic(), {}
    while len(closed) < len(slow) and time.monotonic() - began < most:
        time.sleep(1)
        for each in slow:
            if each in closed:
                continue
            try:
                each.sendall(b"x")
                each.setblocking(False)
                over = each.recv(10_000) == b""
            except BlockingIOError:
                over = False
            except OSError:
                over = True
            each.setblocking(True)
            if over:
                closed[each] = time.monotonic() - began
    return closed
