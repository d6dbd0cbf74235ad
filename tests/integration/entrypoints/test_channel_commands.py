"""`./conseiller webhooks`, `feed` and `calendar`, as an administrator types them."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest

from french.paris import PARIS
from notify.calendars.accounts import Account
from notify.calendars.feed import Feed
from notify.webhooks.sender import new_secret
from staff import audit
from staff.audit import Action
from tests.builders import a_request, paris
from tests.radicale import PASSWORD, USER
from tests.receiver import Receiver


@pytest.fixture
def server(radicale):
    return radicale


def test_a_webhook_is_added_tested_listed_and_removed(conseiller, services):
    receiver = Receiver()

    added = conseiller("webhooks", "add", receiver.url).stdout
    services.desk.book(a_request(), services.now())
    with receiver.serve():
        tested = conseiller("webhooks", "test", "1")
    listed = conseiller("webhooks", "list").stdout
    owed = conseiller("outbox").stdout

    [secret] = re.findall(r"whsec_\S+", added)
    assert secret not in listed + owed + tested.stdout
    url = f"http://127.0.0.1:{receiver.port}/…iens"
    since = "depuis le mercredi 25 novembre 2026"
    assert listed == f"outil nº\u00a01\u00a0: {url} {since}\n"
    assert "L’outil nº\u00a01 a bien reçu" in tested.stdout
    assert len(receiver.received) == 1
    assert "Confirmation, à l’équipe  webhook 1  En attente" in owed
    assert conseiller("webhooks", "remove", "1").returncode == 0
    assert services.endpoints.everything() == []


def test_what_cannot_be_done_with_webhooks_is_explained(conseiller, services):
    receiver = Receiver()  # which nobody has started
    services.endpoints.add(receiver.url, new_secret(), services.now())

    for words, reason in {
        ("add", "http://ecole.example/entretiens"): "il faut https://",
        ("add", receiver.url): "y est déjà, sous le nº\u00a01",
        ("test", "1"): "ucune connexion avec l’outil",
        ("remove", "7"): "l’outil nº\u00a07 n’existe pas",
    }.items():
        done = conseiller("webhooks", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert reason in done.stderr


def test_the_feed_has_an_address_that_can_be_renewed(conseiller, services):
    first = conseiller("feed").stdout.strip()
    mine = conseiller("feed", "--interviewer", "1").stdout.strip()
    renewed = conseiller("feed", "renew").stdout.strip()

    assert re.fullmatch(r"http://127\.0\.0\.1:1/agenda/[\w-]{43}\.ics", first)
    assert len({first, mine, renewed}) == 3
    assert renewed.endswith(httpx.URL(services.feeds.url(Feed(None))).path)
    assert mine.endswith(httpx.URL(services.feeds.url(Feed(1))).path)


def test_a_calendar_is_set_checked_listed_and_removed(conseiller, services, server):
    services.desk.book(a_request(), services.now())

    done = conseiller("calendar", "set", "1", server.url, "--user", USER, typed=f"{PASSWORD}\n")
    listed = conseiller("calendar", "list").stdout

    assert done.returncode == 0, done.stderr
    assert "1 entretien à venir" in done.stdout
    read = r"lu le mercredi 25 novembre 2026 à 10\xa0h\xa00\d"
    assert re.search(rf"personne nº\xa01\xa0: http://\S+ pour {USER}, {read}\n", listed)
    assert PASSWORD not in done.stdout + listed
    assert "Confirmation, à l’équipe  calendar 1  En attente" in conseiller("outbox").stdout
    assert conseiller("calendar", "check").stdout == "personne nº\u00a01\u00a0: répond\n"
    assert [event.action for event in audit.latest(services.engine, 1)] == [Action.CALENDAR_SET]
    assert conseiller("calendar", "remove", "1").returncode == 0
    assert services.calendars.everything() == []


def test_busy_times_block_slots_as_soon_as_a_calendar_is_set(conseiller, services, server):
    start = paris(2026, 12, 1, 9).astimezone(PARIS)
    server.put(
        "cours",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//un agenda//FR\r\nBEGIN:VEVENT\r\n"
        "UID:cours\r\nDTSTAMP:20261101T080000Z\r\n"
        f"DTSTART;TZID=Europe/Paris:{start:%Y%m%dT%H%M%S}\r\nDURATION:PT1H\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    assert services.free_slots.refusal(start, services.now()) is None

    conseiller("calendar", "set", "1", server.url, "--user", USER, typed=f"{PASSWORD}\n")

    assert services.free_slots.refusal(start, services.now()) is not None


def test_a_calendar_that_does_not_answer_is_not_set(conseiller, services, server):
    for number, url, typed, reason in (
        ("1", server.url, "faux\n", "401, l’identifiant ou le mot de passe est refusé"),
        ("1", server.url.removesuffix("agenda/"), f"{PASSWORD}\n", "n’est pas celle d’un agenda"),
        ("7", server.url, f"{PASSWORD}\n", "la personne nº\u00a07 n’existe pas"),
    ):
        done = conseiller("calendar", "set", number, url, "--user", USER, typed=typed)
        assert (done.returncode, done.stdout) == (1, "")
        assert reason in done.stderr
    assert services.calendars.everything() == []


def test_the_doctor_tells_of_endpoints_and_calendars_and_of_no_secret(conseiller, services, server):
    services.calendar_sync.adopt(1, Account(server.url, USER, PASSWORD))
    well = conseiller("doctor").stdout
    secret = new_secret()
    services.endpoints.add(Receiver().url, secret, services.now())
    asyncio.run(services.endpoints.close(1, services.now()))
    server.stop()

    ill = conseiller("doctor").stdout

    assert "va bien    Les autres outils prévenus (webhooks)" in well
    assert "va bien    Les agendas des personnes qui reçoivent (calendars)" in well
    assert "plus rien à l’adresse de l’outil nº\u00a01" in ill
    assert "personne nº\u00a01\u00a0: aucune connexion avec le serveur de l’agenda" in ill
    assert secret not in ill
    assert PASSWORD not in ill
