"""How pages are read: whole, or their headers alone, as those ask who check a link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sanic import Blueprint


def reads[Handler: Callable[..., Any]](
    blueprint: Blueprint, path: str
) -> Callable[[Handler], Handler]:
    """Have a handler answer GET, and HEAD too."""

    def register(handler: Handler) -> Handler:
        blueprint.add_route(handler, path, methods=("GET", "HEAD"))
        return handler

    return register
