"""Hours and rules: what a change of them changes is shown, then published as decided."""

from __future__ import annotations

import re
from datetime import time, timedelta
from html import unescape

import pytest
from sqlalchemy import select, update

from booking import schedule_editing, schema
from booking.hours_changes import WeeklyHours
from booking.model import Status
from booking.rules import Rules
from booking.rules_changes import NewRules
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

    assert answer.headers["Location"] == "/equipe/horaires?fait=horaires_prevenus"
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


def test_what_rules_come_to_is_said_in_words_before_and_after(server, secretary):
    effect = "duree=45&pause=0&delai=24&horizon=30&par_adresse=1&preavis=2&par_jour=6"
    page = secretary.get(f"/equipe/horaires/regles/effet?{effect}")
    before = words(secretary.get("/equipe/horaires"))
    secretary.client.post("/equipe/horaires/regles", data=chosen(page))

    assert (
        "Un visiteur réserve un entretien de 30 minutes, au moins 2 heures et au plus 60 jours à "
        "l’avance, du lundi au vendredi, entre 9 h et 18 h. Il le déplace ou l’annule jusqu’au "
        "début. Une même adresse a 3 entretiens à venir au plus."
    ) in before
    for shown in (page, secretary.get("/equipe/horaires")):
        assert (
            "Un visiteur réserve un entretien de 45 minutes, au moins 1 jour et au plus 30 jours "
            "à l’avance, du lundi au vendredi, entre 9 h et 18 h. Il le déplace ou l’annule "
            "jusqu’à 2 heures avant. Une même adresse a 1 entretien à venir au plus, et une "
            "personne en reçoit 6 par jour au plus."
        ) in words(shown)


def test_an_extra_opening_gives_places_that_can_be_taken_back(server, secretary):
    page = secretary.get(SATURDAY)
    assert "4 en plus" in words(page)
    assert free_on(server, "2026-11-28") == []

    secretary.client.post("/equipe/horaires/ouverture", data=chosen(page))

    assert free_on(server, "2026-11-28") == ["10:00", "10:30", "11:00", "11:30"]
    assert "Ouverture : Salon" in words(secretary.get("/equipe/absences"))
    saturday = server.services.desk.book(request(at("2026-11-28T10:00"), "sat"), NOW_THERE)
    link = re.search(r"/equipe/absences/\d+/reprise", secretary.get("/equipe/absences").text)[0]
    back = secretary.get(link)
    assert "3 créneaux libres en moins" in words(back)
    assert "1 entretien touché" in words(back)
    answer = secretary.client.post(link.replace("reprise", "reprendre"), data=chosen(back))
    assert "C’est fermé de nouveau" in words(secretary.get(answer.headers["Location"]))
    assert free_on(server, "2026-11-28") == []
    assert server.services.desk.get(saturday.reference).start != saturday.start


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
    undo = {"semaine": "avant"}.get(kind, kind)
    back = unescape(re.search(rf'href="(/equipe/horaires/{undo}/effet[^"]*)"', page.text)[1])
    effect = secretary.get(back)
    assert "en plus" in words(effect)
    secretary.client.post(back.partition("/effet")[0], data=chosen(effect))

    assert free_on(server, "2026-12-02")[-1] == "17:30"
    event = audit.last(server.services.engine, action, NOW_THERE)
    later = event.at + changing.UNDONE_WITHIN + timedelta(seconds=1)
    assert changing.before_last(server.services.engine, event.action, later) is None


def way_back(secretary):
    page = secretary.get("/equipe/horaires")
    return unescape(re.search(r'href="(/equipe/horaires/avant/effet[^"]*)"', page.text)[1])


def test_gone_back_within_the_hour_who_did_not_answer_has_the_old_hour(server, secretary, booked):
    desk = server.services.desk
    third = desk.book(request(at("2026-12-03T16:00"), "third"), NOW_THERE)
    publish(secretary, MORNINGS)
    accepted, waits = desk.get(booked[1].reference), desk.get(third.reference)
    assert (accepted.sequence, waits.sequence) == (1, 1)
    assert "et 2 entretiens ont été déplacés" in words(secretary.get("/equipe/horaires"))
    server.services.replies.accept(accepted.reference, accepted.sequence, NOW_THERE)
    back = way_back(secretary)

    page = secretary.get(back)

    shown = words(page)
    assert "1 entretien à remettre à son heure" in shown
    assert "Inès Marchetti : jeudi 3 décembre 2026 à 16 h" in shown
    assert "1 entretien reste à sa nouvelle heure" in shown
    assert "La personne a accepté la nouvelle heure" in shown
    answer = secretary.client.post("/equipe/horaires/avant", data=sent(page))
    assert answer.headers["Location"] == "/equipe/horaires?fait=horaires_remis"
    assert "ont retrouvé leur heure" in words(secretary.get(answer.headers["Location"]))
    assert desk.get(accepted.reference).start == accepted.start
    assert (desk.get(third.reference).start, desk.get(third.reference).sequence) == (third.start, 2)
    assert free_on(server, "2026-12-02")[-1] == "17:30"


def sent(page):
    """What a browser sends: hidden fields, chosen plans, ticked boxes."""
    boxes = re.findall(r'type="checkbox" name="([\w-]+)" value="([^"]*)" checked', page.text)
    return chosen(page, **dict(boxes))


EVENINGS = "/equipe/horaires/semaine/effet?" + "&".join(
    f"de-{day}-0=18:00&a-{day}-0=21:00" for day in range(5)
)


def test_what_the_hours_of_before_hit_is_decided_once(server, secretary, booked):
    desk = server.services.desk
    publish(secretary, EVENINGS)
    accepted, waits = (desk.get(each.reference) for each in booked)
    server.services.replies.accept(accepted.reference, accepted.sequence, NOW_THERE)

    page = secretary.get(way_back(secretary))

    assert "1 entretien touché" in words(page)
    assert "reste à sa nouvelle heure" not in words(page)
    assert "La personne a accepté la nouvelle heure" in words(page)
    form = sent(page)
    assert form[f"plan-{accepted.reference}"] == "garder"
    del form[f"remettre-{waits.reference}"]
    secretary.client.post("/equipe/horaires/avant", data=form)
    for each in (accepted, waits):
        assert desk.get(each.reference).start == each.start
    assert free_on(server, "2026-12-02")[-1] == "17:30"


def test_who_answers_while_the_way_back_is_open_keeps_the_answer(server, secretary, booked):
    publish(secretary, MORNINGS)
    moved = server.services.desk.get(booked[1].reference)
    page = secretary.get(way_back(secretary))
    server.services.replies.accept(moved.reference, moved.sequence, NOW_THERE)

    answer = secretary.client.post("/equipe/horaires/avant", data=sent(page))

    assert answer.status_code == 409
    assert "Rien n’a été changé" in words(answer)
    assert server.services.desk.get(moved.reference).start == moved.start
    assert free_on(server, "2026-12-02")[-1] == "11:30"


def test_hours_are_shown_as_they_are(secretary):
    page = secretary.get("/equipe/horaires").text

    assert page.count('value="09:00"') == 5
    assert 'name="duree" inputmode="decimal"' in page


EVEN = "/equipe/horaires/semaine/effet?semaines=paires&" + "&".join(
    f"de-{day}-0=14:00&a-{day}-0=16:00" for day in range(5)
)


def publish(browser, path, **more):
    page = browser.get(path)
    return browser.client.post(path.partition("/effet")[0], data=chosen(page, **more))


def test_even_weeks_alone_are_changed_shown_and_undone(server, secretary, booked):
    page = words(secretary.get(EVEN))
    assert "nouveaux horaires des semaines paires" in page
    assert "Aucun entretien touché" in page  # they are on an odd week's Tuesday

    publish(secretary, EVEN)

    assert free_on(server, "2026-12-08")[0] == "14:00"
    assert free_on(server, "2026-12-02")[0] == "09:00"
    shown = secretary.get("/equipe/horaires").text
    assert '<option value="paires" selected>' in shown  # this week is an even one
    assert "Cette semaine est paire (numéro 48)" in words(secretary.get("/equipe/horaires"))
    assert 'value="09:00"' in secretary.get("/equipe/horaires?semaines=impaires").text

    back = unescape(re.search(r'href="(/equipe/horaires/avant/effet[^"]*)"', shown)[1])
    publish(secretary, back)
    assert free_on(server, "2026-12-08")[0] == "09:00"
    assert secretary.get(back).status_code == 422  # that change is not the last one any more


def test_a_limit_a_day_and_a_notice_are_rules(server, secretary, booked):
    page = secretary.get(RULES.format(30) + "&par_jour=2&preavis=24")
    assert "Aucun entretien touché" in words(page)
    assert "aucun en plus" in words(page)

    secretary.client.post("/equipe/horaires/regles", data=chosen(page))

    assert free_on(server, "2026-12-01") == []  # two are booked
    rules = server.services.free_slots.schedule().rules
    assert (rules.per_day, rules.change_notice) == (2, timedelta(hours=24))
    assert 'name="par_jour"' in secretary.get("/equipe/horaires").text


def test_the_visitor_of_an_interview_that_begins_soon_reads_whom_to_ask(server, secretary):
    publish(secretary, RULES.format(30) + "&preavis=24")
    soon = server.services.desk.book(request(at("2026-11-25T16:00"), "soon"), NOW_THERE)
    link = server.services.links.token(soon.uid, soon.visitor.email, soon.end)

    page = words(secretary.get(f"/entretien/{link}"))
    moved = secretary.get(f"/entretien/{link}/deplacer")

    assert "Il commence bientôt" in page
    assert "Répondez à l’e-mail de confirmation" in page
    assert moved.headers["Location"] == f"/entretien/{link}"
    assert server.services.desk_of(secretary.account.actor).can_change(soon, NOW_THERE)


@pytest.fixture
def nora(server):
    services = server.services
    schedule_editing.add_interviewer(services.engine, "Ada", None)
    who = schedule_editing.add_interviewer(services.engine, "Nora", None)
    yield who
    schedule_editing.retire_interviewer(services.engine, who)
    with services.engine.begin() as connection:
        connection.execute(update(schema.interviewer).values(name=None))


def test_one_person_has_rules_of_their_own_until_they_are_taken_back(server, secretary, nora):
    own = f"/equipe/horaires/personne/effet?qui={nora}&par_jour=1&pause=30&preavis="
    assert "nouvelles règles pour cette personne" in words(secretary.get(own))

    publish(secretary, own)

    schedule = server.services.free_slots.schedule()
    assert schedule.limits == {nora: 1}
    assert schedule.rules_of(nora).pause == timedelta(minutes=30)
    page = secretary.get(f"/equipe/horaires?qui={nora}")
    assert "Ont leurs propres règles" in words(page)
    back = unescape(re.search(r'href="(/equipe/horaires/personne/effet[^"]*)"', page.text)[1])
    publish(secretary, back)
    assert server.services.free_slots.schedule().limits == {}
    assert "Les règles d’une personne ont changé" in words(secretary.get("/equipe/horaires"))


def test_a_notice_and_a_horizon_of_ones_own_are_kept_shown_and_taken_back(server, secretary, nora):
    own = f"/equipe/horaires/personne/effet?qui={nora}&delai=1,5&horizon=90"
    shown = words(secretary.get(own))
    assert "Aucun créneau libre en moins" in shown
    assert re.search(r"[1-9]\d* en plus", shown)

    publish(secretary, own)

    rules = server.services.free_slots.schedule().rules_of(nora)
    assert (rules.notice, rules.horizon) == (timedelta(minutes=90), timedelta(days=90))
    page = secretary.get(f"/equipe/horaires?qui={nora}")
    assert re.search(r'id="personne-delai"[^>]* value="1,5"', page.text)
    assert re.search(r'id="personne-horizon"[^>]* value="90"', page.text)
    assert "au moins 1 heure et 30 minutes et au plus 90 jours à l’avance" in words(page)
    back = unescape(re.search(r'href="(/equipe/horaires/personne/effet[^"]*)"', page.text)[1])
    publish(secretary, back)
    assert server.services.free_slots.schedule().personal == {}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/equipe/horaires/personne/effet?qui=1&delai=bientot", "Donnez un nombre"),
        ("/equipe/horaires/personne/effet?qui=1&horizon=999", "trop grand"),
        (RULES.format(30) + "&par_jour=0", "au moins"),
        (RULES.format(30) + "&par_jour=beaucoup", "Donnez un nombre"),
        (RULES.format(30) + "&preavis=9999", "trop grand"),
        ("/equipe/horaires/personne/effet?qui=&par_jour=1", "Choisissez une personne"),
        ("/equipe/horaires/personne/effet?qui=1&par_jour=x", "Donnez un nombre"),
        ("/equipe/horaires/personne/effet?qui=1&pause=7", "multiples de cinq minutes"),
        ("/equipe/horaires/avant/effet?quand=hier", "plus rien à reprendre"),
    ],
)
def test_rules_that_make_no_sense_are_said(secretary, path, sentence):
    page = secretary.get(path)

    assert page.status_code == 422
    assert sentence in words(page)
