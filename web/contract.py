"""The chat API's messages, as Pydantic models; the OpenAPI document is made from them."""

from __future__ import annotations

import uuid
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, model_validator
from pydantic.json_schema import models_json_schema

from web.security import LONGEST_TEXT, Signer
from web.transcript import Bubble


class ButtonOut(BaseModel):
    """A reply that the visitor may choose; send its payload back as it is."""

    title: str
    payload: str


class MessageOut(BaseModel):
    """A bubble. The text may hold `**bold**`, lines that begin with `- ` and `[text](url)`."""

    id: str
    author: Literal["assistant", "visitor"]
    text: str
    buttons: list[ButtonOut]


class SessionIn(BaseModel):
    """How the conversation begins: with a greeting, or straight with booking."""

    start: Literal["greeting", "booking"] = "greeting"


class SessionOut(BaseModel):
    """A new conversation: present the token as `Authorization: Bearer …` from here on."""

    token: str
    messages: list[MessageOut]
    shortcuts: dict[str, str] = Field(
        description="Payloads that may be sent at any time, such as `book`."
    )


class MessageIn(BaseModel):
    """What the visitor says: typed text, or the payload of a button that was offered."""

    text: str | None = Field(None, description=f"At most {LONGEST_TEXT} characters.")
    payload: str | None = None
    id: Annotated[str, Field(pattern=r"^[\w-]{1,64}$")] = Field(
        default_factory=lambda: str(uuid.uuid4()),
        description="The client's own id; the same id again gets the same answers.",
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> MessageIn:
        if (self.text is None) == (self.payload is None):
            raise ValueError("give either text or payload")
        return self


class MessagesOut(BaseModel):
    """The assistant's answers to a message."""

    messages: list[MessageOut]


class HistoryOut(BaseModel):
    """The whole conversation, oldest first."""

    messages: list[MessageOut]
    shortcuts: dict[str, str]


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
            buttons=[
                ButtonOut(title=button.title, payload=signer.seal(conversation_id, button))
                for button in bubble.buttons
            ],
        ).model_dump()
        for bubble in bubbles
    ]


def openapi_document(server: str) -> dict[str, Any]:
    """Describe the API in OpenAPI 3.1."""
    models = (SessionIn, SessionOut, MessageIn, MessagesOut, HistoryOut, ErrorOut)
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


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
