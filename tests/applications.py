"""The web application, made for one test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sanic import Sanic

from runtime.wiring import Services
from web.app import make_app


@contextmanager
def an_application(services: Services) -> Iterator[Sanic]:
    """Make the application, and forget it: Sanic knows but one of a name in a process."""
    app = make_app(services)
    try:
        yield app
    finally:
        Sanic.unregister_app(app)
