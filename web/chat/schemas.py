"""The chat API's messages, as Pydantic models: what comes in, and what goes out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from booking.model import Slot
from conversations.transcript import Bubble
from french.paris import PARIS
from web.chat.attachments import ButtonOut, DataOut, button_out, data_out
from web.chat.tokens import Signer
from web.chat.user_text import LONGEST_TEXT

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
    said_at: datetime | None = Field(None, description="When it was said.")


class Worked(BaseModel):
    """What may need some work first, where much is asked for at once."""

    altcha: Annotated[str, Field(max_length=1000)] | None = Field(
        None,
        description="The answer to the `challenge` of an error 428, as ALTCHA's protocol writes it:"
        " its fields and the `number` found, as JSON in base64. Send the same again with it.",
    )


class SessionIn(Worked):
    """How the conversation begins: with a greeting, or straight with booking; and its job."""

    start: Literal["greeting", "booking"] = "greeting"
    job: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,120}$")] | None = Field(
        None, description="Whose page it is: the name of a folder in knowledge/."
    )
    zone: str | None = Field(
        None,
        description="The visitor's time zone, as `America/Toronto`: told beside that of Paris.",
    )
    name: str | None = Field(
        None,
        description="What the page calls the assistant, where it names it: one line of at most "
        "40 characters, none of them `[]{}*<>`; another is passed over.",
    )


class SessionOut(BaseModel):
    """A new conversation: present the token as `Authorization: Bearer …` from here on."""

    token: str
    messages: list[MessageOut]
    shortcuts: dict[str, str] = Field(
        description="Payloads that may be sent at any time, such as `book`."
    )


class MessageIn(Worked):
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
        if sum(given is not None for given in (self.text, self.payload, self.time)) != 1:
            raise ValueError("give one of text, payload and time")
        return self


class MessagesOut(BaseModel):
    """The assistant's answers to a message."""

    messages: list[MessageOut]


class JudgementIn(BaseModel):
    """Whether an answer of the assistant helped. It is counted, without a word of what was said."""

    message: Annotated[str, Field(pattern=r"^[0-9]{1,18}$")] = Field(
        description="The id of the answer."
    )
    helped: bool


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


class ChallengeOut(BaseModel):
    """A challenge of ALTCHA's protocol: the number up to `maxnumber` is to be found."""

    model_config = ConfigDict(from_attributes=True)

    algorithm: str
    challenge: str
    maxnumber: int
    salt: str
    signature: str


class ErrorOut(BaseModel):
    """What went wrong; `messages` says it in French, to be shown as the assistant's words."""

    error: ErrorCode
    messages: list[MessageOut]
    challenge: ChallengeOut | None = None


def messages_out(
    bubbles: Iterable[Bubble], conversation_id: str, signer: Signer
) -> list[MessageOut]:
    """Write bubbles for the browser, their buttons sealed."""
    return [
        MessageOut(
            id=bubble.id,
            author=bubble.author,
            text=bubble.text,
            buttons=[button_out(button, conversation_id, signer) for button in bubble.buttons],
            data=data_out(bubble, conversation_id, signer),
            said_at=bubble.said_at,
        )
        for bubble in bubbles
    ]


def free_slots_out(slots: Iterable[Slot]) -> FreeSlotsOut:
    """Write free slots, given soonest first, day by day."""
    days = [
        DayOut(date=day, starts=[slot.start for slot in slots_of_day])
        for day, slots_of_day in groupby(slots, key=lambda slot: slot.start.date())
    ]
    return FreeSlotsOut(timezone=str(PARIS), days=days)
