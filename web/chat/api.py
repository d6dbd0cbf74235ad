"""The public chat API. `GET /api/openapi.json` describes it; the widget uses nothing else."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from json import dumps
from uuid import uuid4

from sanic import Blueprint, HTTPResponse, Request, json, raw, text

from conversations.transcript import Button
from french import speak
from web.chat.chat import Chat
from web.chat.schemas import (
    MessageIn,
    SessionIn,
    free_slots_out,
    messages_out,
    openapi_document,
)
from web.chat.tokens import InvalidToken, Signer
from web.chat.user_text import inert, printable

api = Blueprint("api", url_prefix="/api")

_BOOK = Button(title="Prendre rendez-vous", payload="/book_interview")


@api.get("/openapi.json")
async def describe(request: Request) -> HTTPResponse:
    """Describe the API."""
    return json(openapi_document(request.app.ctx.services.settings.web_url))


@api.post("/chat/sessions")
async def open_session(request: Request) -> HTTPResponse:
    """Open a conversation."""
    asked = SessionIn.model_validate(request.json or {})
    signer = _signer(request)
    conversation_id, bubbles = await _chat(request).open(asked.start, asked.job)
    body = {
        "token": signer.token(conversation_id),
        "messages": messages_out(bubbles, conversation_id, signer),
        "shortcuts": _shortcuts(conversation_id, signer),
    }
    return json(body, status=201)


@api.post("/chat/messages")
async def say(request: Request) -> HTTPResponse:
    """Say something: typed text, or a button that was offered."""
    conversation_id = _named_conversation(request)  # Chat.say sees whether it is kept
    message = MessageIn.model_validate(request.json)
    signer = _signer(request)
    if message.time is not None:
        command = "/book_interview" + dumps({"interview_time": message.time.isoformat()})
        shown, sent = speak.moment(message.time), command
    elif message.payload is not None:
        button = signer.unseal(conversation_id, message.payload)
        shown, sent = button.title, button.payload
    else:
        typed = message.text or ""
        shown, sent = printable(typed).strip(), inert(typed)
    bubbles = await _chat(request).say(conversation_id, message.id, shown, sent)
    return json({"messages": messages_out(bubbles, conversation_id, signer)})


@api.get("/chat/messages")
async def read(request: Request) -> HTTPResponse:
    """Read the whole conversation, as after a reload."""
    conversation_id = await _conversation(request)
    signer = _signer(request)
    bubbles = await _chat(request).history(conversation_id)
    body = {
        "messages": messages_out(bubbles, conversation_id, signer),
        "shortcuts": _shortcuts(conversation_id, signer),
    }
    return json(body)


@api.delete("/chat/sessions")
async def erase(request: Request) -> HTTPResponse:
    """Erase the whole conversation, here and in Rasa."""
    conversation_id = await _conversation(request)
    told = replace(await _chat(request).erase(conversation_id), id=str(uuid4()))
    return json({"messages": messages_out([told], conversation_id, _signer(request))})


@api.get("/chat/slots")
async def free_slots(request: Request) -> HTTPResponse:
    """List the free slots, for a calendar."""
    await _conversation(request)
    return json(free_slots_out(await to_thread(_chat(request).free_slots)))


@api.get("/chat/transcript")
async def transcript(request: Request) -> HTTPResponse:
    """Give the conversation as a file."""
    written = await _chat(request).transcript(await _conversation(request))
    return text(written, headers=_attachment("conversation.txt"))


@api.get("/chat/calendar/<token:ext=ics>")
async def calendar(request: Request, token: str, ext: str) -> HTTPResponse:
    """Give an interview as a file for calendars, to whoever has its link."""
    reference = _signer(request).calendar_reference(token)
    written = await to_thread(_chat(request).calendar_file, reference)
    headers = _attachment("entretien.ics")
    return raw(written, content_type="text/calendar; charset=utf-8", headers=headers)


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


async def _conversation(request: Request) -> str:
    """Whose conversation the request speaks in. Raises InvalidToken."""
    conversation_id = _named_conversation(request)
    if not await _chat(request).exists(conversation_id):
        raise InvalidToken
    return conversation_id


def _named_conversation(request: Request) -> str:
    """The conversation that the token names, whether or not it is kept. Raises InvalidToken."""
    return _signer(request).conversation(request.token or "")


def _shortcuts(conversation_id: str, signer: Signer) -> dict[str, str]:
    return {"book": signer.seal(conversation_id, _BOOK)}


def _chat(request: Request) -> Chat:
    chat: Chat = request.app.ctx.chat
    return chat


def _signer(request: Request) -> Signer:
    signer: Signer = request.app.ctx.signer
    return signer
