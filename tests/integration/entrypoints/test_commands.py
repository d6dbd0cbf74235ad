"""`./conseiller`, as an administrator types it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from testing.web_server import NOW
from tests.bookings import book


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
    added = conseiller("staff", "add", "Zoe@Example.com", "--name", "Zoé")
    assert "(STAFF_EMAIL) n’est plus prévenu" in added.stdout
    assert "STAFF_EMAIL" not in conseiller("staff", "add", "zoe@example.com").stdout
    assert conseiller("staff", "list").stdout == "zoe@example.com  Zoé\n"

    book(services)

    assert "Confirmation, à l’équipe  zoe@example.com" in conseiller("outbox").stdout
    assert conseiller("staff", "remove", "zoe@example.com").returncode == 0
    assert conseiller("staff", "remove", "zoe@example.com").returncode == 1


def test_an_address_that_is_none_is_not_added(conseiller):
    done = conseiller("staff", "add", "zoe")

    assert done.returncode == 1
    assert "pas une adresse e-mail" in done.stderr


def test_what_waits_and_what_failed_is_listed_for_programs_and_sent_again(conseiller, services):
    reference = book(services)
    with services.engine.begin() as connection:
        staff, visitor = services.outbox.claim(connection, services.now(), 10)
        services.outbox.mark_sent(connection, staff, services.now())
        services.outbox.mark_failed(connection, visitor, services.now(), "550 5.1.1: refused")

    failed, told = json.loads(conseiller("outbox", "--json").stdout)

    assert failed["reference"] == reference
    assert (failed["state"], failed["reason"]) == ("failed", "550 5.1.1: refused")
    assert (failed["kind"], failed["topic"], failed["channel"]) == ("visitor", "booked", "email")
    assert failed["due_at"] == NOW
    assert (told["kind"], told["topic"], told["state"]) == ("staff", "bounced", "waiting")
    assert "Confirmation, au visiteur  ines@example.com  Non parti" in conseiller("outbox").stdout
    assert "1 message n’est pas parti" in conseiller("doctor").stdout
    assert conseiller("outbox", "retry", str(failed["id"])).returncode == 0
    later = {"CONSEILLER_NOW": "2026-11-25T10:10:00+01:00"}
    again, _ = json.loads(conseiller("outbox", "--json", **later).stdout)
    assert again["state"] == "waiting"
    assert conseiller("outbox", "retry", "999").returncode == 1


def test_what_is_written_for_later_is_listed_when_asked_for(conseiller, services):
    book(services, "2026-12-01T14:30")

    soon = conseiller("outbox").stdout
    everything = conseiller("outbox", "--all").stdout.replace("\u00a0", " ")

    assert "Rappel" not in soon
    assert "2 sont prévus pour plus tard" in soon
    reminder = (
        "Rappel de la veille, au visiteur  ines@example.com  Prévu, pour lun. 30 nov., 14 h 30"
    )
    assert reminder in everything


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
    assert "0 entretien, 1 question, 0 conversation." in erased.stdout.replace("\u00a0", " ")
    assert conseiller("questions", "answered", str(first["id"])).returncode == 1


def test_the_doctor_says_what_to_mend(conseiller):
    done = conseiller("doctor")

    assert done.returncode == 1
    assert "va bien    Les entretiens et les comptes (database)" in done.stdout
    said = done.stdout.replace("\u00a0", " ")
    assert "à réparer  L’assistant, qui comprend (rasa) : ne répond pas" in said
    assert "Démarrez tout avec « make run »" in said


def test_the_doctor_advises_what_only_real_visitors_need_and_production_has_it_mended(conseiller):
    lacking = ("Qui est prévenu des entretiens (staff)", "La sauvegarde de la nuit (backup_check)")
    # Of an address that nobody reads, as STAFF_EMAIL's default is.
    production = {
        **dict.fromkeys(("SECRET_KEY", "RASA_TOKEN"), "of-a-test"),
        **{"CONSEILLER_ENV": "production", "STAFF_EMAIL": "admissions@example.org"},
        **{"SMTP_URL": "smtp://127.0.0.1:1", "PUBLIC_URL": "http://127.0.0.1"},
    }

    developed = conseiller("doctor", STAFF_EMAIL="admissions@example.org").stdout
    served = conseiller("doctor", **production).stdout
    known = conseiller("doctor", STAFF_EMAIL="a@ecole.fr", BACKUP_PASSPHRASE="six mots").stdout

    for subject in lacking:
        assert f"conseil    {subject}, avant d’ouvrir aux visiteurs" in developed
        assert f"à réparer  {subject}" in served
        assert f"va bien    {subject}" not in developed
    assert "\nconseil " not in served + known


def test_the_doctor_sees_a_proxy_that_is_not_trusted(conseiller):
    address = "https://conseiller.example.org"

    assert "Réglez TRUSTED_PROXIES" in conseiller("doctor", PUBLIC_URL=address).stdout
    trusted = conseiller("doctor", PUBLIC_URL=address, TRUSTED_PROXIES="1")
    assert "va bien    L’accès depuis Internet (proxies)" in trusted.stdout


def test_the_doctor_sees_messages_that_nobody_sends(conseiller, services):
    book(services)

    at_once = conseiller("doctor").stdout
    later = conseiller("doctor", CONSEILLER_NOW="2026-11-25T10:30:00+01:00").stdout

    assert "va bien    Les messages à envoyer (messages)" in at_once
    assert "2 messages attendent depuis longtemps" in later


def test_production_refuses_to_run_without_its_secrets(conseiller):
    done = conseiller("bookings", CONSEILLER_ENV="production")

    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr


def test_staff_move_and_cancel_an_interview_and_all_are_told(conseiller, services):
    reference = book(services)

    later, last = ({"CONSEILLER_NOW": f"2026-11-25T10:{minute}:00+01:00"} for minute in (10, 15))

    assert conseiller("move", reference, "2026-11-28T10:00", **later).returncode == 1
    assert conseiller("move", reference, "2026-11-27T10:00", **later).returncode == 0
    assert conseiller("cancel", reference, **last).returncode == 0
    assert conseiller("cancel", reference, **last).returncode == 1

    (booking,) = json.loads(conseiller("bookings", "--json").stdout)
    assert (booking["status"], booking["start"]) == ("cancelled", "2026-11-27T10:00:00+01:00")
    owed = conseiller("outbox", **last).stdout
    changes = "Confirmation", "Changement d’heure", "Annulation"
    assert all(f"{change}, au visiteur" in owed for change in changes)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STAFF_EMAIL", "a@b..fr"),
        ("MAIL_FROM", "HETIC"),
        ("SMTP_URL", "nonsense://x:y"),
        ("VIDEO_URL", "https://meet.example.org/the-same-for-all"),
        ("VIDEO_URL", "http://meet.example.org/{room}"),
        ("VIDEO_URL", "https://{room}"),
    ],
)
def test_a_setting_that_is_wrong_is_named_and_no_secret_is_shown(conseiller, name, value):
    done = conseiller("bookings", **{name: value, "SECRET_KEY": "topsecret"})

    assert done.returncode == 1
    assert name in done.stderr
    assert "topsecret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_files_are_for_nobody_else(conseiller, tmp_path):
    home = tmp_path / "new"
    assert conseiller("bookings", CONSEILLER_HOME=str(home)).returncode == 0

    made = [home, *home.iterdir()]
    assert len(made) > 1
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


def test_somebody_is_invited_with_a_link_even_while_mail_does_not_leave(conseiller, services):
    done = conseiller("staff", "invite", "Ada@Ecole.example", "--role", "administration")
    again = conseiller("staff", "invite", "ada@ecole.example")

    token = done.stdout.strip().rpartition("/lien/")[2]
    person = services.sign_in.by_link(token, services.now())
    assert (person.email, person.role.value) == ("ada@ecole.example", "administration")
    assert "/lien/" in again.stdout
    assert "administration" in again.stdout
    assert conseiller("staff", "invite", "ada").returncode == 1


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Secrétariat", "secretariat"),
        ("SECRETARIAT", "secretariat"),
        ("secre\u0301tariat", "secretariat"),  # as some keyboards write it
        (" Intervenant", "intervenant"),
        ("Administration", "administration"),
    ],
)
def test_a_role_is_understood_however_it_is_written(conseiller, services, written, role):
    done = conseiller("staff", "invite", "zoe@ecole.example", "--role", written)

    assert done.returncode == 0, done.stderr
    assert services.accounts.by_email("zoe@ecole.example").role.value == role
