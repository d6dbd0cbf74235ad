"""Another hour given by the school: the visitor's page and e-mail, and what staff see of it."""

from __future__ import annotations

import asyncio
import email
import re
from datetime import timedelta
from email.policy import default

import httpx
import pytest
from sqlalchemy import update

from booking import schema
from staff.accounts import Role
from testing.pages import hidden_fields
from tests.bookings import INES, at, request
from tests.equipe import NOW_THERE, words
from tests.mails import html_of, links_of, text_of

THERE = at("2026-11-25T16:00")  # today
WAITING = "N’a pas encore répondu"


@pytest.fixture
def booked(server):
    return server.services.desk.book(request(at("2026-11-26T14:30")), NOW_THERE)


@pytest.fixture
def moved(server, secretary, booked):
    move(secretary, booked, THERE)
    return server.services.desk.get(booked.reference)


@pytest.fixture
def page(server, moved):
    with page_of(server, moved) as client:
        yield client


def page_of(server, interview):
    token = server.services.links.token(interview.uid, interview.visitor.email, interview.end)
    return httpx.Client(base_url=f"{server.url}/entretien/{token}", timeout=30)


def move(browser, interview, start, **telling):
    path = f"/equipe/entretien/{interview.reference}/deplacer"
    form = hidden_fields(browser.get(path).text) | {"creneau": start.isoformat()} | telling
    assert browser.client.post(path, data=form).status_code == 303


def accept(page):
    return page.post("/accepter", data=hidden_fields(page.get("/accepter").text))


def test_the_e_mail_carries_the_three_answers_and_the_link_accepts(server, moved, secretary):
    asyncio.run(server.services.notifiers[0].deliver_due())
    files = server.services.mail_folder.glob("*.eml")
    mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in files]
    [mail] = [m for m in mails if "Nouvelle date" in m["Subject"] and "ines@" in m["To"]]
    offered = re.findall(r"- (J’accepte|Une autre heure|J’annule) : (\S+)", text_of(mail))

    assert len(offered) == 3
    assert {link for _, link in offered} <= set(links_of(html_of(mail)))
    for _, link in offered:
        path = link[link.index("/entretien/") :]
        assert httpx.get(server.url + path).status_code == 200
    assert server.services.desk.get(moved.reference).awaits_answer


def test_opening_the_link_accepts_nothing_and_the_button_does(server, moved, page):
    shown = words(page.get("/accepter"))
    assert "prévu mercredi 25 novembre 2026 à 16 h (heure de Paris)" in shown
    assert all(word in shown for word in ("J’accepte", "Une autre heure", "J’annule"))
    assert server.services.desk.get(moved.reference).awaits_answer

    answer = accept(page)

    assert answer.status_code == 303
    thanks = words(httpx.get(server.url + answer.headers["Location"]))
    assert "Merci, c’est accepté" in thanks
    assert "mercredi 25 novembre 2026 à 16 h" in thanks
    assert server.services.desk.get(moved.reference).accepted_at is not None


def test_accepted_again_the_page_thanks_again(server, secretary, moved, page):
    form = hidden_fields(page.get("/accepter").text)
    answers = [page.post("/accepter", data=form) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {303}
    assert "Merci, c’est accepté" in words(page.get("/accepter"))
    history = words(secretary.get(f"/equipe/entretien/{moved.reference}"))
    assert history.count("Le visiteur a accepté l’heure que l’école lui a donnée") == 1


def test_staff_see_who_has_not_answered_with_the_telephone_and_then_who_has(secretary, moved, page):
    own = f"/equipe/entretien/{moved.reference}"
    views = ("/equipe/agenda?date=2026-11-25", "/equipe/agenda?vue=jour&date=2026-11-25")
    listed = "/equipe/agenda?vue=liste&date=2026-11-25"

    today = secretary.get("/equipe")
    assert "Déplacés, sans réponse 1" in words(today)
    assert 'href="tel:+33639981122"' in today.text
    for view in views:
        assert "n’a pas encore répondu, 06 39 98 11 22" in words(secretary.get(view))
    for shown in (own, listed):
        assert WAITING in words(secretary.get(shown))

    accept(page)

    assert "sans réponse" not in words(secretary.get("/equipe"))
    for shown in ("/equipe", own, listed, *views):
        assert "pas encore répondu" not in words(secretary.get(shown))
    assert "Accepté par le visiteur" in words(secretary.get(own))
    assert "Le visiteur a accepté" in words(secretary.get(own))


def test_an_interviewer_sees_only_their_own_who_have_not_answered(desk, moved):
    own = desk(Role.INTERVENANT, interviewer_id=moved.interviewer.id, name="own")
    other = desk(Role.INTERVENANT, name="other")

    assert "Déplacés, sans réponse" in words(own.get("/equipe"))
    assert "Déplacés, sans réponse" not in words(other.get("/equipe"))


def test_staff_note_what_they_heard_on_the_telephone(server, secretary, moved):
    own = f"/equipe/entretien/{moved.reference}"
    answer = secretary.post(f"{own}/accepte", seen_on=own, version=str(moved.sequence))

    assert answer.headers["Location"] == f"{own}?fait=accepte"
    assert "Secretariat a noté l’accord du visiteur" in words(secretary.get(own))
    assert server.services.desk.get(moved.reference).accepted_at is not None


@pytest.mark.parametrize("version", ["0", "x", ""])
def test_an_agreement_to_another_hour_is_not_noted(server, secretary, moved, version):
    own = f"/equipe/entretien/{moved.reference}"

    refused = secretary.post(f"{own}/accepte", seen_on=own, version=version)

    assert refused.status_code == 409
    assert "quelqu’un l’a modifié entre-temps" in words(refused)
    assert server.services.desk.get(moved.reference).awaits_answer


def test_moved_since_the_link_shows_the_hour_that_counts(server, secretary, moved, page):
    form = hidden_fields(page.get("/accepter").text)
    move(secretary, moved, at("2026-11-27T09:00"))

    late = page.post("/accepter", data=form)

    assert late.status_code == 409
    assert server.services.desk.get(moved.reference).awaits_answer
    shown = words(page.get("/accepter"))
    assert "a encore changé depuis l’e-mail" in shown
    assert "vendredi 27 novembre 2026 à 9 h" in shown
    assert accept(page).status_code == 303


def test_moved_by_the_visitor_since_there_is_nothing_to_accept(server, moved, page):
    server.services.desk.move(moved.reference, at("2026-11-27T09:00"), NOW_THERE)

    shown = page.get("/accepter")

    assert "Il n’y a rien à accepter" in words(shown)
    assert "vendredi 27 novembre 2026 à 9 h" in words(shown)
    assert "<form" not in shown.text


def test_cancelled_since_the_page_says_so_and_where_to_book(server, moved, page):
    form = hidden_fields(page.get("/accepter").text)
    server.services.desk.cancel(moved.reference, NOW_THERE)

    shown, late = page.get("/accepter"), page.post("/accepter", data=form)

    for answer in (shown, late):
        assert "annulé" in words(answer)
        assert "Prendre un autre rendez-vous" in words(answer)
    assert server.services.desk.get(moved.reference).accepted_at is None


def test_an_expired_or_forged_link_says_what_to_do(server, moved):
    links, past = server.services.links, moved.end - timedelta(days=9)
    expired = links.token(moved.uid, moved.visitor.email, past)

    old = httpx.get(f"{server.url}/entretien/{expired}/accepter")
    forged = httpx.get(f"{server.url}/entretien/forged/accepter")

    assert (old.status_code, forged.status_code) == (410, 404)
    assert "Ouvrez le lien du dernier e-mail" in words(old)
    assert "ouvrez le lien du dernier e-mail" in words(forged)


def test_a_forged_form_accepts_nothing(server, moved, page):
    assert page.post("/accepter", data={"sceau": "forged"}).status_code == 409
    assert server.services.desk.get(moved.reference).awaits_answer


@pytest.fixture
def to_confirm(server, moved):
    """One that the school moved, whose visitor then gave an address that is to be confirmed."""
    until = at("2026-11-25T10:40")
    with server.services.engine.begin() as connection:
        connection.execute(update(schema.interview).values(confirm_by=until))
    return server.services.desk.get(moved.reference)


def test_what_is_accepted_and_still_to_be_confirmed_is_not_said_to_be_settled(
    server, page, to_confirm
):
    before = words(page.get("/accepter"))
    accept(page)
    after = page.get("/accepter")

    left = f"Il reste à confirmer cet entretien , par le lien de l’e-mail envoyé à {INES.email}"
    for shown in (before, words(after), words(page.get("/je-viens"))):
        assert left in shown
        assert "avant 10 h 40" in shown
    assert "L’école sait que vous acceptez mercredi 25 novembre 2026 à 16 h" in words(after)
    assert "c’est accepté" not in after.text.replace("C’est", "c’est")
    assert server.services.desk.get(to_confirm.reference).accepted_at is not None


def test_where_nothing_was_moved_what_is_to_be_confirmed_is_not_nothing(server, page, to_confirm):
    server.services.desk.move(to_confirm.reference, at("2026-11-27T09:00"), NOW_THERE)

    shown = words(page.get("/accepter"))

    assert "Il n’y a rien à accepter" in shown
    assert "Il reste à confirmer cet entretien" in shown
    assert "vous n’avez rien à faire" not in shown


def test_staff_who_note_an_agreement_read_what_is_still_to_be_confirmed(secretary, to_confirm):
    own = f"/equipe/entretien/{to_confirm.reference}"

    answer = secretary.post(f"{own}/accepte", seen_on=own, version=str(to_confirm.sequence))

    assert answer.headers["Location"] == f"{own}?fait=accepte_a_confirmer"
    shown = words(secretary.get(answer.headers["Location"]))
    assert "par « Confirmer pour la personne »" in shown
    assert "À confirmer avant 10 h 40" in shown


def test_who_knows_already_is_asked_nothing(server, secretary, booked):
    move(secretary, booked, THERE, prevenir="non", raison="vu au téléphone")

    assert not server.services.desk.get(booked.reference).awaits_answer
    assert "sans réponse" not in words(secretary.get("/equipe"))


def test_whom_an_absence_moves_is_asked_too(server, secretary, booked):
    page = secretary.get("/equipe/absences/effet?du=2026-11-26&au=2026-11-26")
    assert "des liens pour accepter" in words(page)
    plan = re.search(r'name="(plan-\S+)" value="([^"]+)" checked', page.text)
    form = hidden_fields(page.text) | {plan[1]: plan[2]}
    form |= {f"version-{booked.reference}": str(booked.sequence)}

    assert secretary.client.post("/equipe/absences", data=form).status_code == 303

    assert server.services.desk.get(booked.reference).awaits_answer


def test_the_page_of_the_interview_asks_as_long_as_nobody_answered(page):
    assert "L’école a déplacé votre entretien" in words(page.get(""))

    accept(page)

    assert "L’école a déplacé votre entretien" not in words(page.get(""))


def test_the_e_mail_that_is_read_again_before_asks_for_an_answer(secretary, booked):
    path = f"/equipe/entretien/{booked.reference}/deplacer"
    form = hidden_fields(secretary.get(path).text) | {"creneau": THERE.isoformat()}

    read = words(secretary.client.post(path, data=form | {"relire": "oui"}))

    assert "Cette heure vous convient ? - J’accepte :" in read
