"""Entering an absence: what it changes is shown, then published with what was decided."""

from __future__ import annotations

import re
from html import unescape

import pytest

from booking import schedule_editing
from staff.accounts import Role
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words

EFFECT = "/equipe/absences/effet?du=2026-11-30&au=2026-12-04&motif=Examens"


@pytest.fixture
def week(server):
    """Three interviews in a week."""
    hours = ("2026-12-01T09:00", "2026-12-01T14:00", "2026-12-02T09:00")
    return [server.services.desk.book(request(at(h), h), NOW_THERE) for h in hours]


def chosen(page, **more):
    """What a browser sends of the effect's page: hidden fields, and the proposals chosen."""
    hidden = re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page.text)
    plans = re.findall(r'type="radio" name="([\w-]+)" value="([^"]*)" checked', page.text)
    return {name: unescape(value) for name, value in (*hidden, *plans)} | more


def periods(server):
    return schedule_editing.special_periods(server.services.engine, NOW_THERE)


def test_a_week_is_closed_and_its_interviews_are_planned_anew(server, desk, secretary, week):
    boss = desk(Role.ADMINISTRATION)
    page = secretary.get(EFFECT)
    assert "3 entretiens touchés" in words(page)
    assert "87 créneaux libres en moins" in words(page)
    assert periods(server) == []

    answer = secretary.client.post("/equipe/absences", data=chosen(page))

    assert answer.headers["Location"] == "/equipe/absences?fait=absence_prevenus"
    assert not any(
        at("2026-11-30T00:00") <= i.start < at("2026-12-05T00:00") for i in server.interviews()
    )
    listed = words(secretary.get("/equipe/absences"))
    entered = "du lundi 30 novembre 2026 au vendredi 4 décembre 2026 compris"
    assert f"Absence : Examens {entered.capitalize()}" in listed
    assert "sont prévenues" in words(secretary.get(answer.headers["Location"]))
    assert f"a fermé ou ouvert une période, {entered}" in words(boss.get("/equipe/journal"))
    shown = words(secretary.get(f"/equipe/entretien/{week[0].reference}"))
    assert "Secretariat a déplacé l’entretien" in shown


def test_what_changed_meanwhile_is_shown_and_nothing_is_published(server, secretary, week):
    form = chosen(secretary.get(EFFECT))
    server.services.desk.cancel(week[0].reference, NOW_THERE)

    answer = secretary.client.post("/equipe/absences", data=form)

    assert answer.status_code == 409
    assert "pris ou modifié entre-temps" in words(answer)
    assert "2 entretiens touchés" in words(answer)
    assert periods(server) == []


def test_an_interview_may_be_cancelled_or_kept(server, secretary, week):
    form = chosen(secretary.get(EFFECT))
    form[f"plan-{week[0].reference}"] = "annuler"
    form[f"plan-{week[1].reference}"] = "garder"

    secretary.client.post("/equipe/absences", data=form)

    by_reference = {i.reference: i for i in server.interviews()}
    assert by_reference[week[0].reference].status == "cancelled"
    assert by_reference[week[1].reference].start == week[1].start


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("du=", "Donnez le premier jour"),
        ("du=2026-12-04&au=2026-12-03", "La fin vient avant le début"),
        ("du=2026-12-04&de=14:00&a=13:00", "La fin vient avant le début"),
        ("du=2026-12-04&de=14h", "Ces heures ne se lisent pas"),
        ("du=2026-12-04&au=2029-12-04", "plus d’un an"),
        ("du=2026-12-04&qui=77", "Choisissez une personne"),
    ],
)
def test_bad_input_is_said_and_kept(secretary, typed, said):
    answer = secretary.get(f"/equipe/absences/effet?{typed}&motif=Ski")

    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="Ski"' in answer.text


@pytest.mark.parametrize(
    "plan", ["demain|1", "2026-12-10T09:00:00+01:00|x", "2026-12-05T09:00:00+01:00|1"]
)
def test_a_plan_that_makes_no_sense_changes_nothing(server, secretary, week, plan):
    form = chosen(secretary.get(EFFECT), **{f"plan-{week[0].reference}": plan})

    assert secretary.client.post("/equipe/absences", data=form).status_code == 409
    assert periods(server) == []


def test_part_of_a_day_is_closed(server, secretary):
    page = secretary.get("/equipe/absences/effet?du=2026-12-01&de=14:00&a=16:00")
    secretary.client.post("/equipe/absences", data=chosen(page))

    [(_, period, _)] = periods(server)
    assert (period.start, period.end) == (at("2026-12-01T14:00"), at("2026-12-01T16:00"))


def test_an_absence_that_hits_nobody_claims_no_message(server, secretary):
    answer = secretary.client.post("/equipe/absences", data=chosen(secretary.get(EFFECT)))

    said = words(secretary.get(answer.headers["Location"]))
    assert "L’absence est publiée." in said
    assert "prévenu" not in said.partition("Absences")[0]


def test_an_absence_is_taken_back_once(server, secretary):
    secretary.client.post("/equipe/absences", data=chosen(secretary.get(EFFECT)))
    [(number, *_)] = periods(server)

    taken = secretary.post(f"/equipe/absences/{number}/reprendre")
    again = secretary.post(f"/equipe/absences/{number}/reprendre")

    assert (taken.status_code, again.status_code) == (303, 409)
    assert periods(server) == []


def closed(server, secretary):
    secretary.client.post("/equipe/absences", data=chosen(secretary.get(EFFECT)))
    [(number, *_)] = periods(server)
    return number


def ticked(page):
    boxes = re.findall(r'type="checkbox" name="([\w-]+)" value="([^"]*)" checked', page.text)
    return dict(boxes) | dict(re.findall(r'name="(jeton)" value="([^"]*)"', page.text)[:1])


def test_taken_back_within_the_hour_who_did_not_answer_has_the_old_hour(server, secretary, week):
    number = closed(server, secretary)
    link = f"/equipe/absences/{number}/reprise"
    assert f'href="{link}"' in secretary.get("/equipe/absences").text
    accepted, chosen_again, _ = [server.services.desk.get(i.reference) for i in week]
    server.services.replies.accept(accepted.reference, accepted.sequence, NOW_THERE)

    page = secretary.get(link)
    shown = words(page)
    assert "2 entretiens à remettre à leur heure" in shown
    assert "Inès Marchetti : mardi 1er décembre 2026 à 14 h" in shown
    assert "La personne a accepté la nouvelle heure" in shown
    form = ticked(page)
    del form[f"remettre-{chosen_again.reference}"]
    answer = secretary.client.post(f"/equipe/absences/{number}/reprendre", data=form)

    assert answer.headers["Location"] == "/equipe/absences?fait=absence_reprise_remis"
    starts = {i.reference: i.start for i in server.interviews()}
    assert starts[week[0].reference] == accepted.start
    assert starts[week[1].reference] == chosen_again.start
    assert starts[week[2].reference] == week[2].start
    assert "ont retrouvé leur heure" in words(secretary.get(answer.headers["Location"]))


def test_who_answers_while_the_page_is_open_keeps_the_answer(server, secretary, week):
    number = closed(server, secretary)
    form = ticked(secretary.get(f"/equipe/absences/{number}/reprise"))
    moved = server.services.desk.get(week[0].reference)
    server.services.replies.accept(moved.reference, moved.sequence, NOW_THERE)

    answer = secretary.client.post(f"/equipe/absences/{number}/reprendre", data=form)

    assert answer.status_code == 409
    assert "une personne vient de répondre" in words(answer)
    assert "2 entretiens à remettre" in words(answer)
    assert len(periods(server)) == 1
    assert server.services.desk.get(moved.reference).start == moved.start


def test_only_what_the_absence_moved_can_be_put_back(server, secretary, week):
    number = closed(server, secretary)
    form = ticked(secretary.get(f"/equipe/absences/{number}/reprise"))
    schedule_editing.set_rules(server.services.engine, open_per_email=9)
    reference = server.services.desk.book(request(at("2026-12-18T09:00"), "x"), NOW_THERE).reference

    answer = secretary.client.post(
        f"/equipe/absences/{number}/reprendre", data=form | {f"remettre-{reference}": "oui"}
    )

    assert answer.status_code == 409
    assert len(periods(server)) == 1


def test_another_ones_absence_is_not_shown_nor_taken_back(server, desk, secretary, week):
    number = closed(server, secretary)
    own = desk(Role.INTERVENANT, interviewer_id=week[0].interviewer.id, name="own")

    assert own.get(f"/equipe/absences/{number}/reprise").status_code == 404
    listed = own.get("/equipe/absences")  # it concerns them nevertheless
    assert "Absence : Examens" in words(listed)
    assert "toute l’école" in words(listed)
    assert f"/equipe/absences/{number}/" not in listed.text
    assert secretary.get("/equipe/absences/99/reprise").status_code == 404


def test_an_interviewer_enters_only_their_own_absences(server, desk, week):
    interviewer = week[0].interviewer.id
    own = desk(Role.INTERVENANT, interviewer_id=interviewer, name="own")
    nobody = desk(Role.INTERVENANT, name="lea")

    own.client.post("/equipe/absences", data=chosen(own.get(EFFECT + "&qui=")))
    [(number, period, _)] = periods(server)
    assert period.interviewer_id == interviewer
    assert nobody.get(EFFECT).status_code == 422
    assert nobody.post(f"/equipe/absences/{number}/reprendre").status_code == 409
    assert len(periods(server)) == 1


def test_who_is_ill_today_has_one_link_to_what_that_changes(server, desk):
    server.services.desk.book(request(at("2026-11-25T14:30")), NOW_THERE)
    own = desk(Role.INTERVENANT, interviewer_id=1, name="own")
    link = unescape(re.search(r'href="([^"]*effet[^"]*)"', own.get("/equipe/absences").text)[1])

    page = own.get(link)

    assert "1 entretien touché" in words(page)
    assert own.client.post("/equipe/absences", data=chosen(page)).status_code == 303
    [interview] = server.interviews()
    assert interview.start >= at("2026-11-26T00:00")
