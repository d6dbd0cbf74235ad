"""The attacks, each by somebody who has many networks, or one, and all the time there is."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from typing import Any

import httpx
from sanic import Sanic

from bench.attack.house import Harm, House, book, cancel, network
from booking.confirming import MANY
from booking.holding import MOST_OF_A_SOURCE
from notify.announcements.restraint import MOST_A_DAY
from web.app import make_app

VICTIM = "victime@ailleurs.example"
_ATTACKERS = 1_000_000  # the number of the first network from which an attack comes
_AT_ONCE = 8
_ODD = (
    "%00",
    "..%2f..",
    "é",
    "9" * 300,
    "'\"<>",
    "{{7*7}}",
    "%s%n",
    "9999-12-31",
    "-1",
    "a" * 3000,
)
_ODD_HEADERS: tuple[dict[str, str], ...] = (
    {"X-Forwarded-For": "2001:db8::1"},
    {"X-Forwarded-For": "[2001:db8::1]:443"},
    {"X-Forwarded-For": "203.0.113.5:51234"},
    {"X-Forwarded-For": "unknown, , 1.2.3.4.5"},
    {"X-Forwarded-For": "1.2.3.4," * 400},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"},
    {"Forwarded": 'for="_gazonk";by=[::1'},
    {"Authorization": "Bearer " + "." * 3000},
    {"Cookie": "equipe=" + "é".encode().hex() * 500},
    {"Accept-Language": "q" * 4000},
    {"Content-Type": "multipart/form-data; boundary=" + "-" * 200},
    {"If-None-Match": "*" * 1000},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://[::1", "Referer": "http://["},
    {"Range": "bytes=-1,0-,99999999999999-"},
)


async def mail_bomb(house: House, client: httpx.AsyncClient, rounds: int) -> Harm:
    """Book and cancel for somebody else, again and again, from many networks and with tags."""
    for number in range(rounds):
        headers = network(_ATTACKERS + number)
        local, _, domain = VICTIM.partition("@")
        page = await book(client, f"{local}+{number}@{domain}", house.start(-1 - number), headers)
        if page:
            await cancel(client, page, headers)
    await asyncio.sleep(3)  # the notifier looks every second
    count = house.mails_to(VICTIM)
    return Harm("mail bomb", rounds, "e-mails to the victim", count, MOST_A_DAY)


async def hoard(house: House, client: httpx.AsyncClient, conversations: int) -> Harm:
    """Have places held in many conversations from one network, each with a name."""
    before, headers = house.held(), network(_ATTACKERS - 1)

    async def one(number: int) -> None:
        opened = await client.post("/api/chat/sessions", json={"start": "booking"}, headers=headers)
        if opened.status_code != 201:
            return
        speaks = {**headers, "Authorization": f"Bearer {opened.json()['token']}"}
        for said in ({"time": house.start(200 + number).isoformat()}, {"text": "Camille Martin"}):
            await client.post("/api/chat/messages", json=said, headers=speaks)

    await _all(one(number) for number in range(conversations))
    held = house.held() - before
    return Harm("hoarding in the chat", conversations, "places held", held, MOST_OF_A_SOURCE)


async def grab(house: House, client: httpx.AsyncClient, places: int) -> Harm:
    """Book every place under addresses that are nobody's, each from a network of its own."""
    domain = "nulle-part.example"

    async def one(number: int) -> None:
        address = f"{secrets.token_hex(6)}@{domain}"
        await book(client, address, house.start(number), network(_ATTACKERS + 10_000 + number))

    await _all(one(number) for number in range(places))
    count = house.firmly_booked(domain)
    return Harm("grabbing every place", places, "booked for longer than 30 min", count, MANY)


async def flood(house: House, client: httpx.AsyncClient, requests: int) -> Harm:
    """Ask for pages, forms and messages as fast as one network can."""
    headers, failed = network(_ATTACKERS - 2), 0
    ways: tuple[tuple[str, str], ...] = (
        ("GET", "/rendez-vous/"),
        ("POST", "/rendez-vous/"),
        ("POST", "/api/chat/sessions"),
        ("GET", "/widget.js"),
        ("POST", "/api/chat/messages"),
    )

    async def one(number: int) -> None:
        nonlocal failed
        method, path = ways[number % len(ways)]
        answer = await client.request(method, path, headers=headers, json={})
        failed += answer.status_code >= 500

    await _all(one(number) for number in range(requests))
    return Harm("flood from one network", requests, "answers of 5xx", failed, 0)


async def junk_tokens(house: House, client: httpx.AsyncClient, tokens: int) -> Harm:
    """Speak with tokens, buttons and links that were not made here."""
    let_in = 0

    async def one(number: int) -> None:
        nonlocal let_in
        junk, headers = secrets.token_urlsafe(24), network(_ATTACKERS + 50_000 + number)
        headers["Authorization"] = f"Bearer {junk}.{junk}.{junk}"
        headers["Cookie"] = f"equipe={junk}"
        answers = [
            await client.get("/api/chat/messages", headers=headers),
            await client.post("/api/chat/messages", json={"text": "oui"}, headers=headers),
            await client.get(f"/entretien/{junk}", headers=headers),
            await client.get(f"/agenda/{junk}.ics", headers=headers),
            await client.get(f"/api/chat/calendar/{junk}.ics", headers=headers),
            await client.get("/equipe/agenda", headers=headers),
        ]
        let_in += sum(answer.status_code < 300 for answer in answers)

    await _all(one(number) for number in range(tokens))
    return Harm("junk tokens", tokens * 6, "let in", let_in, 0)


async def odd_headers(house: House, client: httpx.AsyncClient, rounds: int) -> Harm:
    """Send headers as no browser does."""
    failed = 0
    for number in range(rounds):
        for odd in _ODD_HEADERS:
            for path in ("/", "/rendez-vous/", "/api/chat/messages", "/equipe"):
                answer = await client.get(path, headers={**network(_ATTACKERS + number), **odd})
                failed += answer.status_code >= 500
    return Harm("odd headers", rounds * len(_ODD_HEADERS) * 4, "answers of 5xx", failed, 0)


async def fuzz(house: House, client: httpx.AsyncClient, oddities: int) -> Harm:
    """Ask every route that there is, by every method, with odd parts and bodies."""
    asked = [
        (method, _filled(route.path, odd), odd)
        for route in _routes(house)
        for method in sorted(route.methods)
        for odd in _ODD[:oddities]
    ]
    failed: list[str] = []

    async def one(number: int) -> None:
        method, path, odd = asked[number]
        headers, body = network(_ATTACKERS + 90_000 + number), {"text": odd, "jeton": odd}
        kind: dict[str, Any] = {"json": body} if path.startswith("/api") else {"data": body}
        given = {} if method in ("GET", "HEAD", "OPTIONS") else kind
        answer = await client.request(
            method, path, headers=headers, params={"depuis": odd}, **given
        )
        if answer.status_code >= 500:
            failed.append(f"{method} {path[:80]}: {answer.status_code}")

    await _all(one(number) for number in range(len(asked)))
    print(*failed, sep="\n", end="\n" if failed else "")
    return Harm("fuzz of every route", len(asked), "answers of 5xx", len(failed), 0)


async def slow_connections(house: House, client: httpx.AsyncClient, count: int) -> Harm:
    """Hold connections open, each in the middle of a request; then ask for a page."""
    where = httpx.URL(house.url)
    held = []
    for _ in range(count):
        _, writer = await asyncio.open_connection(where.host, where.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: ecole.example\r\n")
        held.append(writer)
    shut_out = 0
    for number in range(5):
        async with httpx.AsyncClient(base_url=house.url, timeout=10) as fresh:
            try:
                answer = await fresh.get("/rendez-vous/", headers=network(number))
                shut_out += not answer.is_success
            except httpx.HTTPError:
                shut_out += 1
    for writer in held:
        writer.close()
    return Harm("slow connections", count, "visitors of 5 shut out", shut_out, 0)


def _routes(house: House) -> list[Any]:
    """List the routes of the web application, which is made for it but not started."""
    Sanic.test_mode = True
    app = make_app(house.services)
    app.finalize()
    return [route for route in app.router.routes if "/healthz" not in f"/{route.path}"]


def _filled(path: str, odd: str) -> str:
    parts = [odd if part.startswith("<") else part for part in path.split("/")]
    return "/" + "/".join(parts).lstrip("/")


async def _all(work: Iterable[Any]) -> None:
    """Do everything, a few at once."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(each: Any) -> None:
        async with gate:
            await each

    await asyncio.gather(*map(one, work))
