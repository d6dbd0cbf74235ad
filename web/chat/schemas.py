"""The chat API's messages, as Pydantic models; the OpenAPI document is made from them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, Field, model_validator
from pydantic.json_schema import models_json_schema

from booking.model import Slot
from conversations.transcript import Bubble
from french.paris import PARIS
from web.chat.attachments import ButtonOut, DataOut, button_out, data_out
from web.chat.tokens import Signer
from web.chat.user_text import LONGEST_TEXT

DEFAULT_JOB = "responsable-ecommerce"
"""What a conversation is about where its page does not say."""

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)  # beyond, some calendar or other gives up
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


class MessageOut(BaseModel):
    """A bubble. The text may hold `**bold**`, lines that begin with `- ` and `[text](url)`."""

    id: str
    author: Literal["assistant", "visitor"]
    text: str
    buttons: list[ButtonOut]
    data: DataOut | None = Field(
        None, description="What else it carries, for clients that can show more than text."
    )


class SessionIn(BaseModel):
    """How the conversation begins: with a greeting, or straight with booking; and its job."""

    start: Literal["greeting", "booking"] = "greeting"
    job: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,120}$")] = Field(
        DEFAULT_JOB, description="Whose page it is: the name of a file in knowledge/."
    )


class SessionOut(BaseModel):
    """A new conversation: present the token as `Authorization: Bearer …` from here on."""

    token: str
    messages: list[MessageOut]
    shortcuts: dict[str, str] = Field(
        description="Payloads that may be sent at any time, such as `book`."
    )


class MessageIn(BaseModel):
    """What the visitor says: typed text, a button that was offered, or a time of a calendar."""

    text: str | None = Field(None, description=f"At most {LONGEST_TEXT} characters.")
    payload: str | None = None
    time: Annotated[AwareDatetime, Field(ge=_EARLIEST, lt=_LATEST)] | None = Field(
        None, description="The beginning of a free slot: an interview is asked for then."
    )
    id: Annotated[str, Field(pattern=r"^[\w-]{1,64}$")] = Field(
        default_factory=lambda: str(uuid.uuid4()),
        description="The client's own id; the same id again gets the same answers.",
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> MessageIn:
        if sum(said is not None for said in (self.text, self.payload, self.time)) != 1:
            raise ValueError("give one of text, payload and time")
        return self


class MessagesOut(BaseModel):
    """The assistant's answers to a message."""

    messages: list[MessageOut]


class HistoryOut(BaseModel):
    """The whole conversation, oldest first."""

    messages: list[MessageOut]
    shortcuts: dict[str, str]


class DayOut(BaseModel):
    """The free slots of a day, in the school's time zone."""

    date: date
    starts: list[datetime]


class FreeSlotsOut(BaseModel):
    """Every time at which an interview may begin, soonest first; days without one are left out."""

    timezone: str
    days: list[DayOut]


class ErrorCode(BaseModel):
    """What went wrong, for programs."""

    code: str


class ErrorOut(BaseModel):
    """What went wrong; `messages` says it in French, to be shown as the assistant's words."""

    error: ErrorCode
    messages: list[MessageOut]


def messages_out(
    bubbles: list[Bubble], conversation_id: str, signer: Signer
) -> list[dict[str, Any]]:
    """Write bubbles for the browser, their buttons sealed."""
    return [
        MessageOut(
            id=bubble.id,
            author=bubble.author,
            text=bubble.text,
            buttons=[button_out(button, conversation_id, signer) for button in bubble.buttons],
            data=data_out(bubble, conversation_id, signer),
        ).model_dump(mode="json", exclude_none=True)
        for bubble in bubbles
    ]


def free_slots_out(slots: Iterable[Slot]) -> dict[str, Any]:
    """Write free slots, given soonest first, day by day."""
    days = [
        DayOut(date=day, starts=[slot.start for slot in slots_of_day])
        for day, slots_of_day in groupby(slots, key=lambda slot: slot.start.date())
    ]
    return FreeSlotsOut(timezone=str(PARIS), days=days).model_dump(mode="json")


def openapi_document(server: str) -> dict[str, Any]:
    """Describe the API in OpenAPI 3.1."""
    models = (*(SessionIn, SessionOut, MessageIn, MessagesOut, HistoryOut, FreeSlotsOut, ErrorOut),)
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/components/schemas/{model}"
    )
    secured: list[dict[str, list[str]]] = [{"session": []}]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Conseiller chat API", "version": "1.0.0"},
        "servers": [{"url": server}],
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
        "paths": {
            "/api/chat/sessions": {
                "post": _operation("Open a conversation", 201, SessionOut, SessionIn),
                "delete": {
                    **_operation("Erase the conversation", 200, MessagesOut),
                    "security": secured,
                },
            },
            "/api/chat/messages": {
                "post": {
                    **_operation("Say something", 200, MessagesOut, MessageIn),
                    "security": secured,
                },
                "get": {
                    **_operation("Read the conversation", 200, HistoryOut),
                    "security": secured,
                },
            },
            "/api/chat/slots": {
                "get": {**_operation("List the free slots", 200, FreeSlotsOut), "security": secured}
            },
            "/api/chat/transcript": {
                "get": {**_download("Download the conversation", "text/plain"), "security": secured}
            },
            "/api/chat/calendar/{token}.ics": {
                "get": {
                    **_download("Download an interview for a calendar", "text/calendar"),
                    "parameters": [
                        {
                            "name": "token",
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string"},
                            "description": "Part of the path given with the booking.",
                        }
                    ],
                }
            },
        },
    }


def _operation(
    summary: str, status: int, answer: type[BaseModel], body: type[BaseModel] | None = None
) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": summary,
        "operationId": summary.lower().replace(" ", "_"),
        "responses": {
            str(status): {"description": answer.__doc__, "content": _json(answer)},
            "default": {"description": ErrorOut.__doc__, "content": _json(ErrorOut)},
        },
    }
    if body is not None:
        operation["requestBody"] = {"required": True, "content": _json(body)}
    return operation


def _download(summary: str, kind: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "operationId": summary.lower().replace(" ", "_"),
        "responses": {
            "200": {"description": "A file.", "content": {kind: {"schema": {"type": "string"}}}},
            "default": {"description": ErrorOut.__doc__, "content": _json(ErrorOut)},
        },
    }


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
