"""Hours and rules: what a change of them changes is shown, then published as decided."""

from __future__ import annotations

import re
from datetime import time, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from booking.model import Status
from booking.schedule import Rules
from booking.schedule_changes import NewRules, WeeklyHours
from staff import audit, changing
from staff.audit import COMMAND_LINE, Action
from staff.schema import audit_event
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words

MORNINGS = "/equipe/horaires/semaine/effet?" + "&".join(
    f"de-{day}-0=09:00&a-{day}-0=12:00" for day in range(5)
)
RULES = "/equipe/horaires/regles/effet?duree={}&pause=0&delai=2&horizon=60&par_adresse=3"
SATURDAY = "/equipe/horaires/ouverture/effet?jour=2026-11-28&de=10:00&a=12:00&motif=Salon"


@pytest.fixture(autouse=True)
def as_before(server):
    yield
    planning = server.services.planning_of(COMMAND_LINE)
    whole_days = {day: ((time(9), time(18)),) for day in range(5)}
    planning.publish(WeeklyHours(whole_days), {}, NOW_THERE)
    planning.publish(NewRules(Rules()), {}, NOW_THERE)


@pytest.fixture
def booked(server):
    hours = ("2026-12-01T09:00", "2026-12-01T14:00")
    return [server.services.desk.book(request(at(h), h), NOW_THERE) for h in hours]


def chosen(page, **more):
    """What a browser sends of the effect's page: hidden fields, and the proposals chosen."""
    hidden = re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page.text)
    plans = re.findall(r'type="radio" name="([\w-]+)" value="([^"]*)" checked', page.text)
    return {name: unescape(value) for name, value in (*hidden, *plans)} | more


def free_on(server, day):
    midnight = at(f"{day}T00:00")
    slots = server.services.free_slots.upcoming(NOW_THERE, midnight, midnight + timedelta(days=1))
    return [f"{slot.start:%H:%M}" for slot in slots]


def noted(server):
    with server.services.engine.connect() as connection:
        query = select(audit_event.c.action, audit_event.c.actor_name).order_by(audit_event.c.id)
        return connection.execute(query).all()[-3:]


def test_shorter_hours_are_shown_with_whom_they_hit_and_then_published(server, secretary, booked):
    page = secretary.get(MORNINGS)
    assert "1 entretien touché" in words(page)
    assert "créneaux libres en moins, aucun en plus" in words(page)
    assert free_on(server, "2026-12-02")[-1] == "17:30"

    answer = secretary.client.post("/equipe/horaires/semaine", data=chosen(page))

    assert answer.headers["Location"] == "/equipe/horaires?fait=horaires"
    assert free_on(server, "2026-12-02")[-1] == "11:30"
    first, second = (server.services.desk.get(each.reference) for each in booked)
    assert (first.sequence, second.sequence) == (0, 1)
    assert second.start.astimezone(NOW_THERE.tzinfo).hour < 12
    assert ("hours_changed", "Secretariat") in noted(server)


def test_an_interview_taken_meanwhile_is_shown_and_nothing_is_published(server, secretary):
    form = chosen(secretary.get(MORNINGS))
    server.services.desk.book(request(at("2026-12-03T16:00"), "late"), NOW_THERE)

    answer = secretary.client.post("/equipe/horaires/semaine", data=form)

    assert answer.status_code == 409
    assert "Rien n’a été changé" in words(answer)
    assert "1 entretien touché" in words(answer)
    assert free_on(server, "2026-12-02")[-1] == "17:30"


def test_what_is_hit_may_be_cancelled_or_kept(server, secretary, booked):
    page = secretary.get(MORNINGS)
    form = chosen(page, **{f"plan-{booked[1].reference}": "annuler"})

    secretary.client.post("/equipe/horaires/semaine", data=form)

    assert server.services.desk.get(booked[1].reference).status is Status.CANCELLED


def test_longer_interviews_hit_nobody(server, secretary, booked):
    page = secretary.get(RULES.format(60))
    assert "Aucun entretien touché" in words(page)

    secretary.client.post("/equipe/horaires/regles", data=chosen(page))

    assert free_on(server, "2026-12-02")[:2] == ["09:00", "10:00"]
    kept = server.services.desk.get(booked[0].reference)
    assert kept.end - kept.start == timedelta(minutes=30)


def test_an_extra_opening_gives_places_that_can_be_taken_back(server, secretary):
    page = secretary.get(SATURDAY)
    assert "4 en plus" in words(page)
    assert free_on(server, "2026-11-28") == []

    secretary.client.post("/equipe/horaires/ouverture", data=chosen(page))

    assert free_on(server, "2026-11-28") == ["10:00", "10:30", "11:00", "11:30"]
    assert "Ouverture : Salon" in words(secretary.get("/equipe/absences"))


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/equipe/horaires/semaine/effet?de-0-0=09:00", "Donnez un début et une fin"),
        ("/equipe/horaires/semaine/effet?de-0-0=12:00&a-0-0=09:00", "se chevauchent"),
        (RULES.format("trente"), "Donnez un nombre dans chaque case"),
        (RULES.format("7"), "multiples de cinq minutes"),
        (RULES.format("0"), "dure au moins cinq minutes"),
        (RULES.format("9999"), "trop grand"),
        ("/equipe/horaires/ouverture/effet?jour=2026-11-28&de=10:00", "un début et une fin"),
        ("/equipe/horaires/ouverture/effet?qui=77&jour=2026-11-28&de=10:00&a=11:00", "Choisissez"),
        ("/equipe/horaires/apercu?jour=demain", "Donnez un jour et une heure"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_typed_is_lost(secretary, path, sentence):
    page = secretary.get(path)

    assert page.status_code == 422
    assert sentence in words(page)
    for typed in re.findall(r"=([\w:-]{4,})", path):
        if "apercu" not in path:
            assert f'value="{typed}"' in page.text


def test_a_preview_shows_what_a_visitor_of_that_moment_would_be_offered(secretary):
    page = words(secretary.get("/equipe/horaires/apercu?jour=2026-12-24&heure=18:00"))

    assert "jeudi 24 décembre 2026 à 18 h" in page
    assert "Lundi 28 décembre 2026 9 h, 9 h 30" in page
    assert "25 décembre" not in page


@pytest.mark.parametrize(
    ("change", "kind", "changed", "action"),
    [
        (MORNINGS, "semaine", "11:30", Action.HOURS_CHANGED),
        (RULES.format(60), "regles", "17:00", Action.RULES_CHANGED),
    ],
)
def test_a_change_can_be_undone_for_an_hour(server, secretary, change, kind, changed, action):
    secretary.client.post(f"/equipe/horaires/{kind}", data=chosen(secretary.get(change)))
    assert free_on(server, "2026-12-02")[-1] == changed

    page = secretary.get("/equipe/horaires")
    assert "ont changé il y a" in words(page)
    back = unescape(re.search(rf'href="(/equipe/horaires/{kind}/effet[^"]*)"', page.text)[1])
    effect = secretary.get(back)
    assert "en plus" in words(effect)
    secretary.client.post(f"/equipe/horaires/{kind}", data=chosen(effect))

    assert free_on(server, "2026-12-02")[-1] == "17:30"
    event = audit.last(server.services.engine, action, NOW_THERE)
    later = event.at + changing.UNDONE_WITHIN + timedelta(seconds=1)
    assert changing.before_last(server.services.engine, event.action, later) is None


def test_hours_are_shown_as_they_are(secretary):
    page = secretary.get("/equipe/horaires").text

    assert page.count('value="09:00"') == 5
    assert 'name="duree" inputmode="decimal"' in page
