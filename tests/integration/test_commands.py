"""`./conseiller`, as an administrator types it."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timedelta

import pytest

from booking.model import PARIS, Request, Visitor
from runtime.database import migrate
from runtime.settings import Settings
from runtime.wiring import Services
from tests.running import ROOT

NOW = "2026-11-25T10:05:00+01:00"


@pytest.fixture
def conseiller(tmp_path):
    environment = {
        **os.environ,
        "CONSEILLER_HOME": str(tmp_path),
        "CONSEILLER_NOW": NOW,
        "RASA_PORT": "1",
        "ACTIONS_PORT": "1",
        "WEB_PORT": "1",
    }

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ROOT / "conseiller", *words],
            env={**environment, **more},
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture
def services(tmp_path, monkeypatch):
    monkeypatch.setenv("CONSEILLER_HOME", str(tmp_path))
    made = Services(Settings(), now=lambda: datetime.fromisoformat(NOW))
    migrate(made.engine)
    return made


def book(services: Services, start: str = "2026-11-26T14:30") -> str:
    asked = Request(
        visitor=Visitor("Inès Marchetti", "ines@example.com", "+33639981122"),
        start=datetime.fromisoformat(start).replace(tzinfo=PARIS),
        consented_at=services.now(),
        key=start,
    )
    return services.desk.book(asked, services.now()).reference


def test_bookings_are_listed_for_programs_and_for_people(conseiller, services):
    reference = book(services)

    (booking,) = json.loads(conseiller("bookings", "--json").stdout)
    table = conseiller("bookings").stdout.replace("\u00a0", " ")

    assert booking["reference"] == reference
    assert booking["status"] == "confirmed"
    assert booking["start"] == "2026-11-26T14:30:00+01:00"
    assert booking["end"] == "2026-11-26T15:00:00+01:00"
    assert (booking["name"], booking["email"]) == ("Inès Marchetti", "ines@example.com")
    assert booking["phone"] == "+33639981122"
    assert datetime.fromisoformat(booking["created_at"]).utcoffset() == timedelta(hours=1)
    assert "jeudi 26 novembre 2026 à 14 h 30" in table


def test_without_a_booking_the_list_is_empty(conseiller):
    assert json.loads(conseiller("bookings", "--json").stdout) == []


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        (
            "jeudi 14h",
            {"start": "2026-11-26T14:00:00+01:00", "end": None, "grain": "minute"},
        ),
        ("j'ai 17 ans", None),
    ],
)
def test_a_phrase_is_read_as_json(conseiller, phrase, read):
    assert json.loads(conseiller("when", phrase, "--now", "2026-11-25T10:05:00").stdout) == read


def test_a_reference_time_that_is_none_is_explained(conseiller):
    done = conseiller("when", "demain", "--now", "bientôt")

    assert done.returncode == 1
    assert "ISO 8601" in done.stderr


def test_staff_are_added_told_and_removed(conseiller, services):
    assert "STAFF_EMAIL" in conseiller("staff", "list").stdout
    conseiller("staff", "add", "Zoe@Example.com", "--name", "Zoé")
    conseiller("staff", "add", "zoe@example.com")
    assert conseiller("staff", "list").stdout == "zoe@example.com  Zoé\n"

    book(services)

    assert "staff/booked  zoe@example.com" in conseiller("outbox").stdout
    assert conseiller("staff", "remove", "zoe@example.com").returncode == 0
    assert conseiller("staff", "remove", "zoe@example.com").returncode == 1


def test_an_address_that_is_none_is_not_added(conseiller):
    done = conseiller("staff", "add", "zoe")

    assert done.returncode == 1
    assert "no e-mail address" in done.stderr


def test_hours_change_at_once(conseiller, services):
    conseiller("hours", "set", "thursday", "09:00-12:00", "14:00-17:00")

    assert "thursday   14:00-17:00" in conseiller("hours").stdout
    assert services.desk.refusal(datetime(2026, 11, 26, 12, 30, tzinfo=PARIS), services.now())


def test_a_closed_period_names_the_interviews_that_stand_in_it(conseiller, services):
    reference = book(services)

    closed = conseiller("hours", "close", "2026-11-26", "2026-11-27")

    assert reference in closed.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("hours", "set", "monday", "9-12"),
        ("hours", "set", "monday", "18:00-09:00"),
        ("hours", "set", "monday", "09:02-12:00"),
        ("hours", "close", "2026-12-24", "2026-12-20"),
        ("hours", "rules", "--slot", "7"),
        ("hours", "rules", "--notice", "-5"),
    ],
)
def test_hours_that_make_no_sense_are_refused(conseiller, words):
    done = conseiller(*words)

    assert done.returncode == 1
    assert done.stderr.startswith("conseiller: ")


def test_a_person_is_erased_once_the_interview_is_over(conseiller, services):
    book(services)

    refused = conseiller("erase", "ines@example.com")
    erased = conseiller("erase", "ines@example.com", CONSEILLER_NOW="2026-11-27T10:00:00+01:00")

    assert refused.returncode == 1
    assert "cancel it first" in refused.stderr
    assert "1 interviews" in erased.stdout
    assert json.loads(conseiller("bookings", "--json").stdout) == []


def test_what_is_older_than_promised_is_purged(conseiller, services):
    book(services)

    assert "0 interviews" in conseiller("purge").stdout
    late = conseiller("purge", CONSEILLER_NOW="2027-03-01T10:00:00+01:00")
    assert "1 interviews" in late.stdout


def test_questions_are_listed_answered_and_erased(conseiller, services):
    box = services.questions
    box.put("Combien coûte une année ?", "ines@example.com", "one", services.now())
    box.put("Y a-t-il un internat ?", None, "two", services.now())

    first, second = json.loads(conseiller("questions", "--json").stdout)
    marked = conseiller("questions", "answered", str(first["id"]))
    open_ones = conseiller("questions", "--open").stdout
    erased = conseiller("erase", "ines@example.com")

    assert (first["text"], first["email"]) == ("Combien coûte une année ?", "ines@example.com")
    assert first["created_at"] == "2026-11-25T10:05:00+01:00"
    assert (second["email"], second["answered_at"]) == (None, None)
    assert marked.returncode == 0
    assert "internat" in open_ones
    assert "année" not in open_ones
    assert "1 questions" in erased.stdout
    assert conseiller("questions", "answered", str(first["id"])).returncode == 1


def test_questions_are_purged_with_the_interviews(conseiller, services):
    services.questions.put("Y a-t-il un internat ?", None, "one", services.now())

    assert "0 questions" in conseiller("purge").stdout
    assert "1 questions" in conseiller("purge", CONSEILLER_NOW="2027-03-01T10:00:00+01:00").stdout


def test_the_doctor_says_what_to_mend(conseiller):
    done = conseiller("doctor")

    assert done.returncode == 1
    assert "ok       database" in done.stdout
    assert "to mend  rasa: does not answer" in done.stdout
    assert "make run" in done.stdout


def test_production_refuses_to_run_without_its_secrets(conseiller):
    done = conseiller("bookings", CONSEILLER_ENV="production")

    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr


def test_staff_move_and_cancel_an_interview_and_all_are_told(conseiller, services):
    reference = book(services)

    assert conseiller("move", reference, "2026-11-28T10:00").returncode == 1
    assert conseiller("move", reference, "2026-11-27T10:00").returncode == 0
    assert conseiller("cancel", reference).returncode == 0
    assert conseiller("cancel", reference).returncode == 1

    (booking,) = json.loads(conseiller("bookings", "--json").stdout)
    assert (booking["status"], booking["start"]) == ("cancelled", "2026-11-27T10:00:00+01:00")
    owed = conseiller("outbox").stdout
    assert all(f"visitor/{change}" in owed for change in ("booked", "moved", "cancelled"))


@pytest.mark.parametrize(
    ("name", "value"), [("STAFF_EMAIL", "a@b..fr"), ("SMTP_URL", "nonsense://x:y")]
)
def test_a_setting_that_is_wrong_is_named_and_no_secret_is_shown(conseiller, name, value):
    done = conseiller("bookings", **{name: value, "SECRET_KEY": "topsecret"})

    assert done.returncode == 1
    assert "topsecret" not in done.stderr
    assert "Traceback" not in done.stderr
