"""`./conseiller erase` and `purge`: what is to go is gone, in every file."""

from __future__ import annotations

import asyncio
import email
import json
from datetime import datetime

from sqlalchemy import update

from booking.model import BookingRequest, Visitor
from french.callback import CallBack
from french.paris import PARIS
from notify.schema import outbox
from tests.bookings import book


def test_the_files_of_e_mails_go_with_the_person(conseiller, services):
    book(services)
    for notifier in services.notifiers:
        asyncio.run(notifier.deliver_due())
    other = BookingRequest(
        Visitor("Marines", "marines@example.com"),
        datetime(2026, 11, 26, 9, tzinfo=PARIS),
        services.now(),
        "x",
    )
    services.desk.book(other, services.now())
    for notifier in services.notifiers:
        asyncio.run(notifier.deliver_due())
    folder = services.mail_folder
    assert len(list(folder.iterdir())) == 4

    conseiller("erase", "ines@example.com", CONSEILLER_NOW="2026-11-27T10:00:00+01:00")

    left = [email.message_from_bytes(path.read_bytes()) for path in folder.iterdir()]
    assert len(left) == 2
    assert "marines@example.com" in [mail["To"].split("<")[-1].strip(">") for mail in left]


def test_a_person_is_erased_once_the_interview_is_over(conseiller, services):
    book(services)

    refused = conseiller("erase", "ines@example.com")
    erased = conseiller("erase", "ines@example.com", CONSEILLER_NOW="2026-11-27T10:00:00+01:00")

    assert refused.returncode == 1
    assert "annulez-le d’abord" in refused.stderr
    assert "1 entretien," in erased.stdout
    assert json.loads(conseiller("bookings", "--json").stdout) == []


def test_what_is_older_than_promised_is_purged(conseiller, services):
    book(services)

    assert "0 entretien," in conseiller("purge").stdout
    late = conseiller("purge", CONSEILLER_NOW="2027-03-01T10:00:00+01:00")
    assert "1 entretien," in late.stdout


def test_questions_are_purged_with_the_interviews(conseiller, services):
    services.questions.put("Y a-t-il un internat ?", None, "one", services.now())

    assert "0 question," in conseiller("purge").stdout
    assert "1 question," in conseiller("purge", CONSEILLER_NOW="2027-03-01T10:00:00+01:00").stdout


def test_a_call_that_was_asked_for_is_erased_by_its_number(conseiller, services, tmp_path):
    box, now = services.questions, services.now()
    box.put("", None, "one", now, CallBack("+33639981122", "mardi"))
    box.put("Un internat ?", None, "two", now, CallBack("+33639983344"))

    erased = conseiller("erase", "06 39 98 11 22")
    again = conseiller("erase", "+33639981122")

    assert "1 question, 1 conversation" in erased.stdout
    assert "0 question," in again.stdout
    assert [left.callback.phone for left in box.questions()] == ["+33639983344"]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [file for file in files if b"639981122" in file.read_bytes()]
    assert conseiller("erase", "ines").returncode == 1


def test_what_is_erased_is_in_no_file_any_more(conseiller, services, tmp_path):
    name = "Zébulonne Introuvable"
    visitor = Visitor(name, "zebulonne@example.com")
    start = datetime(2026, 11, 26, 14, 30, tzinfo=PARIS)
    booked = services.desk.book(
        BookingRequest(visitor, start, services.now(), "zebulonne"), services.now()
    )
    services.desk.cancel(booked.reference, services.now())
    with services.engine.begin() as connection:  # everybody was told
        connection.execute(update(outbox).values(sent_at=services.now()))

    def kept() -> list[str]:
        words = (name.encode(), json.dumps(name)[1:-1].encode(), b"zebulonne@example.com")
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return [file.name for file in files if any(w in file.read_bytes() for w in words)]

    assert kept()
    assert conseiller("erase", "zebulonne@example.com").returncode == 0
    assert kept() == []
