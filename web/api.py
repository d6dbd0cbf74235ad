"""The public chat API. `GET /api/openapi.json` describes it; the widget uses nothing else."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request, json

from web.chat import Chat
from web.contract import MessageIn, SessionIn, messages_out, openapi_document
from web.security import InvalidToken, Signer, inert, printable
from web.transcript import Button

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
    conversation_id, bubbles = await _chat(request).open(asked.start)
    body = {
        "token": signer.token(conversation_id),
        "messages": messages_out(bubbles, conversation_id, signer),
        "shortcuts": _shortcuts(conversation_id, signer),
    }
    return json(body, status=201)


@api.post("/chat/messages")
async def say(request: Request) -> HTTPResponse:
    """Say something: typed text, or a button that was offered."""
    conversation_id = await _conversation(request)
    message = MessageIn.model_validate(request.json)
    signer = _signer(request)
    if message.payload is not None:
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


async def _conversation(request: Request) -> str:
    """Whose conversation the request speaks in. Raises InvalidToken."""
    conversation_id = _signer(request).conversation(request.token or "")
    if not await _chat(request).exists(conversation_id):
        raise InvalidToken
    return conversation_id


def _shortcuts(conversation_id: str, signer: Signer) -> dict[str, str]:
    return {"book": signer.seal(conversation_id, _BOOK)}


def _chat(request: Request) -> Chat:
    chat: Chat = request.app.ctx.chat
    return chat


def _signer(request: Request) -> Signer:
    signer: Signer = request.app.ctx.signer
    return signer
