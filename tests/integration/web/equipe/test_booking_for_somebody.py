"""Booking, moving, cancelling and correcting for somebody; and finding them in the agenda."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import time
from html import unescape

import pytest
from sqlalchemy import update

from booking import schedule_editing, schema
from booking.hours_changes import WeeklyHours
from notify import Audience, Topic, list_entries
from staff import audit
from staff.accounts import Role
from staff.audit import COMMAND_LINE, Action
from tests.bookings import at, request
from tests.equipe import NOW_THERE, nearest_of, words

NEW = "/equipe/entretiens/nouveau"
SLOT = "2026-11-26T14:30:00+01:00"
PERSON = {
    "nom": "Inès Marchetti",
    "email": "ines@example.com",
    "telephone": "06 39 98 11 22",
    "creneau": SLOT,
    "accord": "oui",
    "prevenir": "oui",
}


def send(browser, path, **typed):
    """Open a form, and send it as a browser does."""
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', browser.get(path).text)
    form = {n: unescape(v) for n, v in hidden} | typed
    return browser.client.post(path, data={n: v for n, v in form.items() if v is not None})


@pytest.fixture
def booked(server):
    return server.services.desk.book(request(at("2026-11-26T14:30")), NOW_THERE)


def page_of(interview) -> str:
    return f"/equipe/entretien/{interview.reference}"


def owed(server, topic):
    with server.services.engine.connect() as connection:
        entries = list_entries(connection, NOW_THERE)
    return sorted(e.audience.value for e in entries if e.topic is topic)


def test_a_caller_is_booked_and_told(server, secretary):
    answer = send(secretary, NEW, **PERSON)

    [interview] = server.interviews()
    assert answer.headers["Location"] == f"{page_of(interview)}?fait=reserve"
    assert interview.visitor.phone == "+33639981122"
    assert owed(server, Topic.BOOKED) == ["staff", "visitor"]
    assert "Secretariat a réservé" in words(secretary.get(page_of(interview)))


def test_the_same_form_sent_many_times_books_once(server, secretary):
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', secretary.get(NEW).text)
    form = {n: unescape(v) for n, v in hidden} | PERSON

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: secretary.client.post(NEW, data=form), range(4)))

    assert {answer.status_code for answer in answers} == {303}
    assert len(server.interviews()) == 1


def test_of_many_who_take_one_slot_at_once_one_wins_and_the_others_see_near_ones(server, desk):
    browsers = [desk(Role.SECRETARIAT), desk(Role.ADMINISTRATION), desk(Role.SECRETARIAT)]

    def take(pair):
        number, browser = pair
        return send(browser, NEW, **{**PERSON, "email": f"v{number}@example.com"})

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(take, enumerate(browsers)))

    assert sorted(answer.status_code for answer in answers) == [303, 409, 409]
    assert len(server.interviews()) == 1
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "créneaux libres les plus proches" in words(lost)
    assert nearest_of(lost) == [
        f"2026-11-26T{hour}:00+01:00" for hour in ("13:30", "14:00", "15:00")
    ]
    assert 'value="Inès Marchetti"' in lost.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"nom": ""}, "probleme-name"),
        ({"email": "ines@"}, "probleme-email"),
        ({"telephone": "06 39"}, "probleme-phone"),
        ({"accord": None}, "probleme-consent"),
        ({"creneau": ""}, "probleme-slot"),
        ({"prevenir": "non"}, "probleme-reason"),
        ({"cle": "forged"}, None),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_is_lost(server, secretary, typed, said):
    answer = send(secretary, NEW, **{**PERSON, "nom": "Inès <b>", **typed})

    assert answer.status_code == 422
    assert "<title>Erreur" in answer.text
    assert said is None or f'id="{said}"' in answer.text
    assert "<b>" not in answer.text
    assert server.interviews() == []


def test_who_knows_already_is_not_told_and_why_is_kept(server, secretary):
    send(secretary, NEW, **{**PERSON, "prevenir": "non", "raison": "vu au téléphone"})

    [interview] = server.interviews()
    assert owed(server, Topic.BOOKED) == ["staff"]
    history = audit.history(server.services.engine, interview.reference)
    assert [event.action for event in history] == [Action.BOOKED, Action.NOT_TOLD]
    assert "vu au téléphone" in words(secretary.get(page_of(interview)))


def test_an_interview_is_moved_and_the_visitor_told(server, secretary, booked):
    answer = send(secretary, f"{page_of(booked)}/deplacer", creneau="2026-11-27T09:00:00+01:00")

    assert answer.headers["Location"] == f"{page_of(booked)}?fait=deplace"
    assert server.interviews()[0].start == at("2026-11-27T09:00")
    assert owed(server, Topic.MOVED) == ["staff", "visitor"]


def test_it_is_said_who_receives_and_how_one_chooses(server, secretary, booked):
    to_move = f"{page_of(booked)}/deplacer"
    assert "Pour quelqu’un en particulier" not in words(secretary.get(to_move))
    with two_people(server) as nora:
        for what in ("deplacer", "annuler"):
            assert ", avec Ada." in words(secretary.get(f"{page_of(booked)}/{what}"))
        assert "Pour quelqu’un en particulier" in words(secretary.get(to_move))
        chosen = {"creneau": "autre", "jour": "2026-11-27", "heure": "10:00", "avec": str(nora)}
        answer = send(secretary, to_move, prevenir="oui", **chosen)
        assert answer.headers["Location"] == f"{page_of(booked)}?fait=deplace"
        assert server.services.desk.get(booked.reference).interviewer.id == nora


@contextmanager
def two_people(server):
    """Ada, who receives already, and Nora, in the mornings alone; gives Nora's number."""
    engine = server.services.engine
    with engine.begin() as connection:
        connection.execute(update(schema.interviewer).values(name="Ada"))
    nora = schedule_editing.add_interviewer(engine, "Nora", None)
    mornings = WeeklyHours({day: [(time(9), time(12))] for day in range(5)}, nora)
    server.services.planning_of(COMMAND_LINE).publish(mornings, {}, NOW_THERE)
    try:
        yield nora
    finally:
        schedule_editing.retire_interviewer(engine, nora)
        with engine.begin() as connection:
            connection.execute(update(schema.interviewer).values(name=None))


def slots_on(page) -> set[str]:
    """The hours of the slots that a page offers."""
    return {
        found[1] for found in re.finditer(r'name="creneau" value="[^"T]*T(\d\d:\d\d)', page.text)
    }


def test_a_caller_may_wish_for_one_person(server, secretary):
    with two_people(server) as nora:
        hers = secretary.get(f"{NEW}?chez={nora}")
        assert "16:00" in slots_on(secretary.get(NEW))
        assert "11:30" in slots_on(hers)
        assert max(slots_on(hers)) < "12:00"
        assert "Ce sont les créneaux de Nora" in words(hers)

        morning = {**PERSON, "creneau": "2026-11-27T10:00:00+01:00", "chez": str(nora)}
        assert "Avec : Nora" in words(send(secretary, NEW, **morning, relire="oui"))
        for number in range(2):  # who is wished for is taken, however many she has already
            slot = f"2026-11-27T1{number}:00:00+01:00"
            email = f"v{number}@example.com"
            answer = send(secretary, NEW, **{**morning, "creneau": slot, "email": email})
            assert "?fait=reserve" in answer.headers["Location"]
        assert {each.interviewer.id for each in server.interviews()} == {nora}

        again = send(secretary, NEW, **{**morning, "email": "late@example.com"})
        assert again.status_code == 409
        assert nearest_of(again) == [
            f"2026-11-27T{h}:00+01:00" for h in ("09:00", "09:30", "10:30")
        ]

        away = send(secretary, NEW, **{**morning, "creneau": SLOT, "email": "away@example.com"})
        assert away.status_code == 409
        assert "Nora ne reçoit pas à cette heure" in words(away)
        assert max(nearest_of(away)) < "2026-11-26T12"
        assert len(server.interviews()) == 2


def test_a_free_cell_of_one_persons_books_with_that_person(server, secretary):
    with two_people(server) as nora:
        for shown in ("vue=jour&date=2026-11-27", f"vue=semaine&date=2026-11-27&qui={nora}"):
            page = secretary.get(f"/equipe/agenda?{shown}")
            assert f"creneau=2026-11-27T10%3A00%3A00%2B01%3A00&amp;chez={nora}" in page.text
        both = secretary.get("/equipe/agenda?vue=semaine&date=2026-11-27")
        assert "&amp;chez=" not in both.text


def test_of_two_who_change_one_interview_the_second_reads_why(server, desk, booked):
    zoe, ada = desk(Role.SECRETARIAT), desk(Role.ADMINISTRATION)
    forms = {}
    for browser in (zoe, ada):
        page = browser.get(f"{page_of(booked)}/deplacer").text
        hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
        forms[browser] = {n: unescape(v) for n, v in hidden}

    def move(pair):
        browser, hour = pair
        slot = {"creneau": f"2026-11-27T{hour}:00:00+01:00"}
        return browser.client.post(f"{page_of(booked)}/deplacer", data=forms[browser] | slot)

    first, second = move((zoe, "09")), move((ada, "10"))

    assert (first.status_code, second.status_code) == (303, 409)
    assert "quelqu’un l’a modifié entre-temps" in words(second)
    assert server.interviews()[0].start == at("2026-11-27T09:00")


def test_two_who_move_two_interviews_to_one_slot_at_once_do_not_share_it(server, desk, booked):
    other = server.services.desk.book(request(at("2026-11-26T15:00"), "b"), NOW_THERE)
    pairs = [(desk(Role.SECRETARIAT), booked), (desk(Role.ADMINISTRATION), other)]

    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda p: send(
                    p[0], f"{page_of(p[1])}/deplacer", creneau="2026-11-27T09:00:00+01:00"
                ),
                pairs,
            )
        )

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "déjà pris" in words(lost)
    assert len(nearest_of(lost)) == 3


def test_an_address_that_booked_and_cancelled_all_day_is_said_with_what_to_do(server, secretary):
    for number in range(6):
        taken = server.services.desk.book(
            request(at(f"2026-11-26T{10 + number}:00"), f"{number}"), NOW_THERE
        )
        server.services.desk.cancel(taken.reference, NOW_THERE)

    refused = send(secretary, NEW, **PERSON)

    assert refused.status_code == 409
    assert 'id="probleme-email"' in refused.text
    assert "a servi à 6 réservations depuis hier, même annulées" in words(refused)
    assert "demandez-lui une autre adresse, ou réservez demain" in words(refused)
    assert "à venir : c’est le maximum" not in words(refused)


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("2026-11-28T10:00:00+01:00", "vous ne recevez pas : vos entretiens ont lieu du lundi au"),
        ("2026-11-26T20:00:00+01:00", "hors de vos horaires : ils vont de 9 h à 18 h"),
        ("2026-11-25T11:00:00+01:00", "plus proche que votre délai de 2 heures"),
        ("2027-03-02T10:00:00+01:00", "plus loin que vos 60 jours de réservation"),
        ("2026-12-25T10:00:00+01:00", "c’est un jour férié. Pour réserver quand même"),
    ],
)
def test_a_time_that_is_refused_is_said_to_staff_with_what_they_can_do(
    server, secretary, booked, slot, said
):
    person = {**PERSON, "email": "paul@example.com"}
    for page, form in ((NEW, person), (f"{page_of(booked)}/deplacer", {})):
        refused = send(secretary, page, **{**form, "creneau": slot})

        assert refused.status_code == 409
        assert said in words(refused)
        assert "écrivez cette heure sous" in words(refused)
    assert [i.start for i in server.interviews()] == [booked.start]


def test_an_interview_is_cancelled_and_cannot_be_changed_any_more(server, secretary, booked):
    send(secretary, f"{page_of(booked)}/annuler", prevenir="oui")

    assert server.interviews()[0].status == "cancelled"
    assert owed(server, Topic.CANCELLED) == ["staff", "visitor"]
    assert secretary.get(f"{page_of(booked)}/deplacer").status_code == 409


def test_a_wrong_address_is_corrected_and_written_to(server, secretary, booked):
    answer = send(
        secretary,
        f"{page_of(booked)}/corriger",
        nom="Inès Marchetti",
        email="ines.m@example.com",
        telephone="",
    )

    assert answer.status_code == 303
    visitor = server.interviews()[0].visitor
    assert (visitor.email, visitor.phone) == ("ines.m@example.com", None)
    with server.services.engine.connect() as connection:
        entries = list_entries(connection, NOW_THERE)
    corrected = [
        e for e in entries if e.topic is Topic.CORRECTED and e.audience is Audience.VISITOR
    ]
    assert [entry.recipient for entry in corrected] == ["ines.m@example.com"]


def test_the_week_shows_interviews_and_free_slots_that_can_be_booked(secretary, booked):
    page = secretary.get("/equipe/agenda?vue=semaine&date=2026-11-26")

    assert "Inès Marchetti" in words(page)
    assert f"{NEW}?creneau=2026-11-26T15%3A00%3A00%2B01%3A00" in page.text
    assert "réserver jeudi 26 novembre 2026 à 15 h" in words(page)
    assert "creneau=2026-11-26T14%3A30" not in page.text
    assert 'scope="row"' in page.text
    assert "vue=semaine&amp;date=2026-12-03" in page.text


@pytest.mark.parametrize("view", ["jour", "semaine", "liste"])
def test_every_view_shows_the_interview_and_one_person_alone(server, secretary, booked, view):
    address = f"/equipe/agenda?vue={view}&date=2026-11-26"

    assert "Inès Marchetti" in words(secretary.get(address))
    assert "Inès Marchetti" in words(secretary.get(f"{address}&qui={booked.interviewer.id}"))
    assert "Inès Marchetti" not in words(secretary.get(f"{address}&qui=99"))


@pytest.mark.parametrize("nonsense", ["vue=x&date=hier&qui=moi", "date=9999-13-01", "qui=-1"])
def test_an_address_that_makes_no_sense_shows_this_week(secretary, nonsense):
    assert "Du lundi 23 novembre 2026" in words(secretary.get(f"/equipe/agenda?{nonsense}"))


@pytest.mark.parametrize(
    "asked", ["ines", "MARCHETTI inès", "ines@exam", "0639981122", "+33 6 39 98 11 22", "reference"]
)
def test_an_interview_is_found_by_what_people_know(secretary, booked, asked):
    asked = booked.reference.lower() if asked == "reference" else asked

    assert page_of(booked) in secretary.client.get("/equipe/recherche", params={"q": asked}).text


@pytest.mark.parametrize("asked", ["zoe", "", "%", "12", "ines dupont"])
def test_nothing_else_is_found(secretary, booked, asked):
    page = secretary.client.get("/equipe/recherche", params={"q": asked})
    assert page_of(booked) not in page.text


def test_an_interviewer_cannot_change_what_the_office_does(server, desk, booked):
    own = desk(Role.INTERVENANT, interviewer_id=booked.interviewer.id, name="own")

    for what in ("deplacer", "annuler", "corriger"):
        assert own.get(f"{page_of(booked)}/{what}").status_code == 403
    assert "Inès" in words(own.get("/equipe/agenda?date=2026-11-26"))
    assert NEW not in own.get("/equipe/agenda?date=2026-11-26").text
