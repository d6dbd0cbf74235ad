"""The booking page without JavaScript, as a browser fills it in and sends it."""

from __future__ import annotations

import re
from html import unescape

import httpx

from testing.pages import hidden_fields

SLOT = "2026-11-26T14:30:00+01:00"


def fields(page: httpx.Response, **typed: str) -> dict[str, str]:
    """What a browser sends back: the hidden fields, and what was typed."""
    whole = {
        "nom": "Inès Marchetti",
        "email": "ines@example.com",
        "telephone": "06 39 98 11 22",
        "creneau": SLOT,
        "accord": "oui",
    }
    return {**hidden(page), **whole, **typed}


def book(visitor: httpx.Client, **typed: str) -> httpx.Response:
    """Book by the form; with a `cle`, by a form that was never shown."""
    form = fields(visitor.get("/rendez-vous"), **typed) if "cle" not in typed else typed
    return confirm(visitor, visitor.post("/rendez-vous/", data=form))


def confirm(visitor: httpx.Client, answer: httpx.Response) -> httpx.Response:
    """Confirm what the page reads back; an answer that reads nothing back is given as it is."""
    if 'name="relu"' not in answer.text:
        return answer
    return visitor.post("/rendez-vous/", data=hidden(answer))


def hidden(page: httpx.Response) -> dict[str, str]:
    """What a page sends along by itself."""
    return hidden_fields(page.text)


def text(page: httpx.Response) -> str:
    """What a person reads of a page, with plain spaces."""
    joined = re.sub(r'<span class="whole">([^<]*)</span>', r"\1", page.text)
    return unescape(joined).replace("\u00a0", " ")
