"""A simulated visitor whose answer is late asks for it again, as the widget does."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bench.visitors.play import KEY, Chat
from web.chat.tokens import Signer

TOLD = {"messages": [{"text": "C’est déplacé.", "buttons": []}]}


class Nobody:
    """Of whom no form asks anything."""

    def asking(self, conversation: str) -> tuple[None, None]:
        return None, None


def said(statuses: list[int]) -> tuple[list[str], str]:
    """Say something to a service that answers so; gives the ids that came, and what was seen."""
    ids: list[str] = []

    async def open_session(request: web.Request) -> web.Response:
        return web.json_response({"token": Signer(KEY).token("somebody"), "messages": []})

    async def answer(request: web.Request) -> web.Response:
        ids.append((await request.json())["id"])
        status = statuses[min(len(ids), len(statuses)) - 1]
        return web.json_response(TOLD if status == 200 else {}, status=status)

    async def talk() -> str:
        service = web.Application()
        service.router.add_post("/api/chat/sessions", open_session)
        service.router.add_post("/api/chat/messages", answer)
        runner = web.AppRunner(service)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            async with aiohttp.ClientSession() as http:
                chat = Chat(http, f"http://127.0.0.1:{port}", Nobody(), pause=0.01, patience=1.0)
                await chat.open()
                return (await chat.say("oui")).text
        finally:
            await runner.cleanup()

    try:
        return ids, asyncio.run(talk())
    except aiohttp.ClientResponseError as error:
        return ids, str(error.status)


@pytest.mark.parametrize("late", [[503], [503, 503], [429], [500], [408]])
def test_what_is_not_answered_in_time_is_the_same_message_again(late):
    ids, seen = said([*late, 200])

    assert len(ids) == len(late) + 1
    assert len(set(ids)) == 1
    assert seen == "C’est déplacé."


def test_what_is_refused_is_not_sent_again():
    ids, seen = said([422])

    assert (len(ids), seen) == (1, "422")


def test_nobody_waits_for_ever():
    ids, seen = said([503])

    assert len(ids) > 1
    assert seen == "503"
