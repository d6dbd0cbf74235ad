"""What bubbles carry besides their text, for clients that can show more: slots, recap, booking."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from conversations.commands import Command
from conversations.transcript import Bubble, Button
from web.chat.tokens import Signer

logger = logging.getLogger(__name__)

CALENDAR_PATH = "/api/chat/calendar/{token}.ics"
PAGE_PATH = "/entretien/du-chat/{token}"


class ButtonOut(BaseModel):
    """A reply that the visitor may choose; send its payload back as it is."""

    title: str
    payload: str


class SlotsOut(BaseModel):
    """Free times are offered; `GET /api/chat/slots` gives all of them, for a calendar."""

    kind: Literal["slots"]
    offered: list[datetime] = Field(description="Those of this bubble's own buttons, in order.")


class RecapLineOut(BaseModel):
    """A line of what is about to be booked."""

    label: str
    value: str
    change: ButtonOut | None = Field(None, description="The button of the bubble that corrects it.")


class RecapOut(BaseModel):
    """What is about to be booked, line by line, as the bubble's text says it too."""

    kind: Literal["recap"]
    lines: list[RecapLineOut]


class BookedOut(BaseModel):
    """An interview as it stands now: `booked` just now, or told again, as it was or moved."""

    kind: Literal["booked", "interview"]
    reference: str
    start: datetime
    end: datetime
    calendar: str = Field(
        description="Path of an iCalendar file of the interview, for the visitor's own calendar."
    )
    page: str = Field(
        description="Path of the visitor's own page of it; with `?vers=mot` to leave a note, with "
        "`?vers=plus-tot` to be told of an earlier time."
    )


class CancelledOut(BaseModel):
    """An interview that was cancelled: what was shown of it before is over."""

    kind: Literal["cancelled"]
    reference: str


class FieldOut(BaseModel):
    """The visitor is asked for this: a field may offer the right keyboard, and fill itself in."""

    kind: Literal["field"]
    field: Literal["name", "email", "phone"]


class AnswerOut(BaseModel):
    """The page answers here: `POST /api/chat/judgements` takes whether that helped."""

    kind: Literal["answer"]


class EnglishOut(BaseModel):
    """The bubble is in English, and to be read as such; every other is in French."""

    kind: Literal["english"]


class PrivacyOut(BaseModel):
    """It is said what is kept: a client may offer to erase it (`DELETE /api/chat/sessions`)."""

    kind: Literal["privacy"]


AnyData = (
    SlotsOut | RecapOut | BookedOut | CancelledOut | FieldOut | AnswerOut | EnglishOut | PrivacyOut
)
DataOut = Annotated[AnyData, Field(discriminator="kind")]
_DATA: TypeAdapter[AnyData] = TypeAdapter(DataOut)


def button_out(button: Button, conversation_id: str, signer: Signer) -> ButtonOut:
    """Write a button for the browser, its payload sealed."""
    return ButtonOut(title=button.title, payload=signer.seal(conversation_id, button))


def data_out(bubble: Bubble, conversation_id: str, signer: Signer) -> AnyData | None:
    """Write what a bubble carries; None where it carries nothing that the contract knows."""
    if bubble.data is None:
        return None
    given = dict(bubble.data)
    if given.get("kind") == "slots":
        given["offered"] = [time for b in bubble.buttons if (time := _entity(b, "interview_time"))]
    elif given.get("kind") == "recap":
        buttons = {
            _entity(b, "detail"): button_out(b, conversation_id, signer) for b in bubble.buttons
        }
        given["lines"] = [
            {**line, "change": buttons.get(line["change"]) if line.get("change") else None}
            for line in given.get("lines", ())
        ]
    elif given.get("kind") in ("booked", "interview"):
        token = signer.calendar_token(given.get("reference", ""))
        given["calendar"] = CALENDAR_PATH.format(token=token)
        given["page"] = PAGE_PATH.format(token=signer.page_token(given.get("reference", "")))
    try:
        return _DATA.validate_python(given)
    except ValidationError as error:
        logger.warning("a bubble carries %s data of another shape", error.title)
        return None


def booked_references(bubbles: list[Bubble]) -> list[str]:
    """List the references of the interviews that were booked in a conversation."""
    return [b.data["reference"] for b in bubbles if b.data and b.data.get("kind") == "booked"]


def _entity(button: Button, name: str) -> Any:
    return Command.parse(button.payload).entities.get(name)
