"""The public chat API. `GET /api/openapi.json` describes it; the widget uses nothing else."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from uuid import uuid4

from pydantic import BaseModel
from sanic import Blueprint, HTTPResponse, json, raw, text

from conversations.commands import Command, book_at
from conversations.transcript import Button
from french import speak
from french.distress import speaks_of_distress
from french.own_time import read_zone
from runtime.version import app_version
from web.chat.code import is_code
from web.chat.openapi import Operation, Parameter, openapi_document
from web.chat.schemas import (
    FreeSlotsOut,
    HistoryOut,
    JudgementIn,
    MessageIn,
    MessagesOut,
    SessionIn,
    SessionOut,
    free_slots_out,
    messages_out,
)
from web.chat.tokens import InvalidToken, Signer
from web.chat.user_text import inert, printable
from web.context import Request
from web.sentences import sentences

api = Blueprint("api", url_prefix="/api")

_NOT_UNDERSTOOD = str(Command("gibberish"))


@api.get("/openapi.json", ctx_operation=None)
async def describe(request: Request) -> HTTPResponse:
    """Describe the API."""
    server = request.app.ctx.services.settings.web_url
    return json(openapi_document(api.routes, server, app_version()))


@api.post(
    "/chat/sessions",
    ctx_operation=Operation(
        "Open a conversation", body=SessionIn, answer=SessionOut, status=201, needs_token=False
    ),
)
async def open_session(request: Request) -> HTTPResponse:
    """Open a conversation."""
    asked = SessionIn.model_validate(request.json or {})
    signer = request.app.ctx.signer
    await request.app.ctx.work.admit_opening(request.app.ctx.source_of(request), asked.altcha)
    job = asked.job or request.app.ctx.services.settings.default_job
    conversation_id, bubbles = await request.app.ctx.chat.open(
        asked.start, job, read_zone(asked.zone), asked.name
    )
    session = SessionOut(
        token=signer.token(conversation_id),
        messages=messages_out(bubbles, conversation_id, signer),
        shortcuts=_shortcuts(conversation_id, signer),
    )
    return _json(session, status=201)


@api.post(
    "/chat/messages", ctx_operation=Operation("Say something", body=MessageIn, answer=MessagesOut)
)
async def say(request: Request) -> HTTPResponse:
    """Say something: typed text, a button that was offered, or a time of a calendar."""
    conversation_id = _named_conversation(request)  # Chat.say sees whether it is kept
    message = MessageIn.model_validate(request.json)
    shown, sent = _shown_and_sent(message, conversation_id, request.app.ctx.signer)
    source = request.app.ctx.source_of(request)
    await request.app.ctx.work.admit_message(conversation_id, source, message.altcha)
    bubbles = await request.app.ctx.chat.say(conversation_id, message.id, shown, sent, source)
    messages = messages_out(bubbles, conversation_id, request.app.ctx.signer)
    return _json(MessagesOut(messages=messages))


@api.get("/chat/messages", ctx_operation=Operation("Read the conversation", answer=HistoryOut))
async def read_history(request: Request) -> HTTPResponse:
    """Read the whole conversation, as after a reload."""
    conversation_id = await _conversation(request)
    signer = request.app.ctx.signer
    bubbles = await request.app.ctx.chat.history(conversation_id)
    history = HistoryOut(
        messages=messages_out(bubbles, conversation_id, signer),
        shortcuts=_shortcuts(conversation_id, signer),
    )
    return _json(history)


@api.delete("/chat/sessions", ctx_operation=Operation("Erase the conversation", answer=MessagesOut))
async def erase(request: Request) -> HTTPResponse:
    """Erase the whole conversation, here and in Rasa."""
    conversation_id = await _conversation(request)
    answer = replace(await request.app.ctx.chat.erase(conversation_id), id=str(uuid4()))
    messages = messages_out([answer], conversation_id, request.app.ctx.signer)
    return _json(MessagesOut(messages=messages))


@api.get("/chat/slots", ctx_operation=Operation("List the free slots", answer=FreeSlotsOut))
async def list_free_slots(request: Request) -> HTTPResponse:
    """List the free slots, for a calendar."""
    await _conversation(request)
    return _json(free_slots_out(await to_thread(request.app.ctx.chat.free_slots)))


@api.post(
    "/chat/judgements",
    ctx_operation=Operation("Say whether an answer helped", body=JudgementIn, answer=MessagesOut),
)
async def judge(request: Request) -> HTTPResponse:
    """Say whether an answer helped: counted, and nothing else is kept of it."""
    conversation_id = await _conversation(request)
    given = JudgementIn.model_validate(request.json)
    await request.app.ctx.chat.judge(conversation_id, given.message, given.helped)
    return _json(MessagesOut(messages=[]))


@api.get(
    "/chat/transcript", ctx_operation=Operation("Download the conversation", answer="text/plain")
)
async def download_transcript(request: Request) -> HTTPResponse:
    """Give the conversation as a file."""
    written = await request.app.ctx.chat.transcript(await _conversation(request))
    return text(written, headers=_attachment("conversation.txt"))


@api.get(
    "/chat/calendar/<token:ext=ics>",
    ctx_operation=Operation(
        "Download an interview for a calendar",
        answer="text/calendar",
        parameters=(Parameter("token", "Part of the path given with the booking."),),
        needs_token=False,
    ),
)
async def download_calendar_file(request: Request, token: str, ext: str) -> HTTPResponse:
    """Give an interview as a file for calendars, to anyone who has its link."""
    reference = request.app.ctx.signer.calendar_reference(token)
    written = await to_thread(request.app.ctx.chat.calendar_file, reference)
    headers = _attachment("entretien.ics")
    return raw(written, content_type="text/calendar; charset=utf-8", headers=headers)


def _shown_and_sent(message: MessageIn, conversation_id: str, signer: Signer) -> tuple[str, str]:
    """Tell what the visitor sees of a message, and what Rasa reads.

    Raises InvalidButton, EmptyText, TextTooLong.
    """
    if message.time is not None:
        return speak.moment(message.time), str(book_at(message.time))
    if message.payload is not None:
        button = signer.unseal(conversation_id, message.payload)
        return button.title, button.payload
    typed = message.text or ""
    sent = inert(typed)
    is_unread = is_code(sent) and not speaks_of_distress(sent)  # which comes before all else
    return printable(typed).strip(), _NOT_UNDERSTOOD if is_unread else sent


def _json(answer: BaseModel, status: int = 200) -> HTTPResponse:
    return json(answer.model_dump(mode="json", exclude_none=True), status=status)


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


async def _conversation(request: Request) -> str:
    """Whose conversation the request speaks in. Raises InvalidToken."""
    conversation_id = _named_conversation(request)
    if not await request.app.ctx.chat.exists(conversation_id):
        raise InvalidToken
    return conversation_id


def _named_conversation(request: Request) -> str:
    """The conversation that the token names, whether or not it is kept. Raises InvalidToken."""
    return request.app.ctx.signer.conversation(request.token or "")


def _shortcuts(conversation_id: str, signer: Signer) -> dict[str, str]:
    book = Button(title=sentences("chat")["book"], payload="/book_interview")
    return {"book": signer.seal(conversation_id, book)}
