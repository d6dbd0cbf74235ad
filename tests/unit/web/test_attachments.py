"""What bubbles carry for clients that can show more than text."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from booking.model import Slot
from conversations.transcript import ASSISTANT, VISITOR, Bubble, Button
from french.paris import PARIS
from web.chat.attachments import booked_references
from web.chat.schemas import MessageIn, free_slots_out, messages_out
from web.chat.tokens import InvalidLink, Signer
from web.texts import write_transcript

SIGNER = Signer("key")
AT_TEN = datetime(2026, 11, 30, 10, tzinfo=PARIS)


def out(bubble: Bubble) -> dict:
    (message,) = messages_out([bubble], "abc", SIGNER)
    return message.model_dump(mode="json", exclude_none=True)


def test_slots_say_which_times_the_buttons_take():
    command = '/book_interview{"interview_time": "2026-11-30T10:00:00+01:00"}'
    buttons = (Button("lun. 30 nov., 10 h", command), Button("Plus tard", "/deny"))

    data = out(Bubble(ASSISTANT, "Lequel ?", buttons, data={"kind": "slots"}))["data"]

    assert data == {"kind": "slots", "offered": ["2026-11-30T10:00:00+01:00"]}


def test_a_recap_says_which_button_corrects_each_line():
    buttons = (
        Button("Oui", "/affirm"),
        Button("Changer le nom", '/correct_detail{"detail":"visitor_name"}'),
    )
    lines = [
        {"label": "Nom", "value": "Inès", "change": "visitor_name"},
        {"label": "Durée", "value": "30 minutes"},
    ]

    message = out(Bubble(ASSISTANT, "Exact ?", buttons, data={"kind": "recap", "lines": lines}))

    name, duration = message["data"]["lines"]
    assert name["change"] == message["buttons"][1]
    assert "change" not in duration


@pytest.mark.parametrize(
    "carried",
    [
        {"kind": "field", "field": "email"},
        {"kind": "answer"},
        {"kind": "cancelled", "reference": "K7PD-M4QX"},
    ],
    ids=lambda carried: carried["kind"],
)
def test_what_is_asked_answered_and_cancelled_is_said(carried):
    assert out(Bubble(ASSISTANT, "…", data=carried))["data"] == carried


def test_an_interview_told_again_has_its_calendar_file_and_counts_as_no_booking():
    start, end = AT_TEN.isoformat(), AT_TEN.replace(minute=30).isoformat()
    carried = {"kind": "interview", "reference": "K7PD-M4QX", "start": start, "end": end}
    bubble = Bubble(ASSISTANT, "C’est déplacé", data=carried)

    assert out(bubble)["data"]["calendar"].endswith(".ics")
    assert booked_references([bubble]) == []


def test_a_booking_says_where_its_calendar_file_is():
    start, end = AT_TEN.isoformat(), AT_TEN.replace(minute=30).isoformat()
    carried = {"kind": "booked", "reference": "K7PD-M4QX", "start": start, "end": end}
    bubble = Bubble(ASSISTANT, "C’est réservé !", data=carried)

    path = out(bubble)["data"]["calendar"]

    token = path.removeprefix("/api/chat/calendar/").removesuffix(".ics")
    assert SIGNER.calendar_reference(token) == "K7PD-M4QX"
    page = out(bubble)["data"]["page"].removeprefix("/entretien/du-chat/")
    assert SIGNER.page_reference(page) == "K7PD-M4QX"
    with pytest.raises(InvalidLink):
        SIGNER.page_reference(token)
    assert booked_references([bubble]) == ["K7PD-M4QX"]


@pytest.mark.parametrize("data", [None, {}, {"kind": "image"}, {"kind": "booked"}])
def test_what_the_contract_does_not_know_is_left_out(data):
    assert "data" not in out(Bubble(ASSISTANT, "Bonjour", data=data))


def test_a_forged_calendar_link_opens_nothing():
    with pytest.raises(InvalidLink):
        SIGNER.calendar_reference("IkFCQ0QtRUZHSCI.x")
    with pytest.raises(InvalidLink):
        SIGNER.calendar_reference(SIGNER.token("abc"))


def test_free_slots_are_given_day_by_day():
    slots = [Slot(AT_TEN.replace(day=day), AT_TEN.replace(day=day)) for day in (27, 27, 30)]

    days = free_slots_out(slots).model_dump(mode="json")["days"]

    assert [(day["date"], len(day["starts"])) for day in days] == [
        ("2026-11-27", 2),
        ("2026-11-30", 1),
    ]
    assert days[1]["starts"] == ["2026-11-30T10:00:00+01:00"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "oui", "payload": "x"},
        {"time": "2026-11-30T10:00:00"},
        {"time": "0001-01-01T00:00:00+01:00"},
        {"time": "demain"},
    ],
)
def test_a_message_says_one_thing_and_says_it_well(body):
    with pytest.raises(ValidationError):
        MessageIn.model_validate(body)


def test_a_transcript_reads_without_markup():
    at = datetime(2026, 11, 25, 9, 5, tzinfo=UTC)
    said = "Un cadre gagne **40 à 80 k€**.\n- [Source](https://example.org)"
    bubbles = [
        Bubble(VISITOR, "c koi le <salaire> ?", said_at=at),
        Bubble(ASSISTANT, said, said_at=at),
    ]

    text = write_transcript(bubbles, "HETIC", "https://example.org/").replace("\u00a0", " ")

    assert "mercredi 25 novembre 2026 à 10 h 05 – Vous :\nc koi le <salaire> ?" in text
    assert "Un cadre gagne 40 à 80 k€.\n– Source : https://example.org" in text
