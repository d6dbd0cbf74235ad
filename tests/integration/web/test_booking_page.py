"""Booking and changing an interview on pages without JavaScript, through the real web process."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import delete

from booking import schema
from booking.links import InterviewLinks
from tests.booking_page import SLOT, book, fields, hidden, text


@pytest.fixture
def server(running):
    yield running
    with running.services.engine.begin() as connection:
        connection.execute(delete(schema.interview))


@pytest.fixture
def visitor(server):
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


def test_a_visitor_books_reads_the_reference_and_takes_the_file(server, visitor):
    booked = book(visitor)
    page = visitor.get(booked.headers["Location"])
    file = visitor.get(re.search(r'href="([^"]*\.ics)"', page.text)[1])

    (interview,) = server.interviews()
    assert booked.status_code == 303
    assert interview.reference in page.text
    assert "C’est réservé" in text(page)
    assert interview.visitor.phone == "+33639981122"
    assert f"UID:{interview.uid}" in file.text
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"


def test_what_was_typed_is_read_back_before_it_is_booked(server, visitor):
    form = fields(visitor.get("/rendez-vous"), email="o'connor@example.com")
    shown = visitor.post("/rendez-vous/", data=form)

    assert shown.status_code == 200
    assert "o'connor@example.com" in text(shown)
    assert "06 39 98 11 22" in text(shown)
    assert server.interviews() == []

    changed = visitor.post("/rendez-vous/", data={**hidden(shown), "email": "connor@example.com"})
    assert server.interviews() == []
    assert "Est-ce bien cela" in text(changed)

    visitor.post("/rendez-vous/", data=hidden(shown))
    assert [each.visitor.email for each in server.interviews()] == ["o'connor@example.com"]


@pytest.mark.parametrize(
    "address",
    ["r&d@example.com", "a#b@example.com", "a/b@example.com", "a=b@example.com", "!a@example.com"],
)
def test_an_address_with_rare_signs_is_kept_whole(server, visitor, address):
    assert book(visitor, email=address).status_code == 303

    assert server.interviews()[0].visitor.email == address


@pytest.mark.parametrize("name", ["Papa Diop", "Thi O", "प्रिया शर्मा", "J. R. R. Tolkien"])
def test_whoever_gives_a_name_may_book(server, visitor, name):
    assert book(visitor, nom=name).status_code == 303

    assert server.interviews()[0].visitor.name == name


@pytest.mark.parametrize(
    "written",
    ["Inès, ines@example.com", "a,b@example.com", "a@example.com b@example.com",
     "x" * 250 + "@example.com", "ines@example.com" + "m" * 300],
)  # fmt: skip
def test_a_field_that_is_no_address_is_refused_and_kept(server, visitor, written):
    answer = book(visitor, email=written)

    assert answer.status_code == 422
    assert written in text(answer)
    assert server.interviews() == []


def test_nothing_typed_is_lost_when_something_is_wrong(server, visitor):
    answer = book(visitor, email="ines@example", nom="Inès <Marchetti>")

    assert answer.status_code == 422
    assert "ne semble pas valide" in text(answer)
    assert "Inès <Marchetti>" in text(answer)
    assert "<Marchetti>" not in answer.text
    assert f'value="{SLOT}" checked' in answer.text
    assert server.interviews() == []


def test_what_is_wrong_is_named_first_and_leads_to_its_place(visitor):
    answer = book(visitor, email="ines@example", accord="")

    assert "<title>Erreur" in answer.text
    places = re.findall(r'<li><a href="#(\w+)">', answer.text)
    assert places == ["email", "accord"]
    assert all(f'id="{place}"' in answer.text for place in places)


def test_a_missing_slot_is_tied_to_the_hours_to_choose_from(visitor):
    answer = book(visitor, creneau="")

    assert '<fieldset class="day" aria-describedby="probleme-slot">' in answer.text
    assert 'id="probleme-slot"' in answer.text


def test_who_comes_too_late_is_offered_the_nearest_slots_and_keeps_the_rest(server, visitor):
    book(visitor, email="first@example.com")

    late = book(visitor, nom="Paul Petit", email="paul@example.com")

    assert late.status_code == 409
    assert "le créneau est déjà pris" in text(late)
    assert "2026-11-26T14:00:00+01:00" in late.text
    assert 'value="Paul Petit"' in late.text


def test_sending_the_same_form_many_times_books_once(server, visitor):
    form = hidden(visitor.post("/rendez-vous/", data=fields(visitor.get("/rendez-vous"))))

    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: httpx.post(f"{server.url}/rendez-vous/", data=form), range(8))
        )

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(server.interviews()) == 1


def test_an_address_cannot_hoard_interviews(server, visitor):
    for hour in (9, 10, 11):
        assert book(visitor, creneau=f"2026-11-26T{hour:02}:00:00+01:00").status_code == 303

    fourth = book(visitor, creneau="2026-11-26T12:00:00+01:00")

    assert fourth.status_code == 409
    assert "maximum est de 3" in text(fourth)
    assert len(server.interviews()) == 3


def test_looking_at_later_days_keeps_what_was_typed(server, visitor):
    form = fields(visitor.get("/rendez-vous"), depuis="2026-12-15")

    later = visitor.post("/rendez-vous/", data=form)

    assert later.status_code == 200
    assert "mardi 15 décembre 2026" in text(later)
    assert 'value="ines@example.com"' in later.text
    assert f'value="{SLOT}" checked' in later.text
    assert server.interviews() == []


def test_the_buttons_that_go_back_book_nothing(server, visitor):
    form = fields(visitor.get("/rendez-vous?depuis=2026-12-08"))
    pages = [
        visitor.get("/rendez-vous?depuis=2026-12-08"),
        visitor.post("/rendez-vous/", data=form),
    ]

    for page in pages:
        button = re.search(
            r'name="depuis" value="([^"]*)"[^>]*>(?:Les premiers|Corriger)', page.text
        )
        back = visitor.post("/rendez-vous/", data={**fields(page), "depuis": button[1]})
        assert back.status_code == 200
        assert "Est-ce bien cela" not in text(back)

    assert server.interviews() == []


def test_a_forged_form_books_nothing(server, visitor):
    answer = book(visitor, cle="forged", nom="Inès M", email="i@example.com", creneau=SLOT)

    assert answer.status_code == 422
    assert server.interviews() == []


def test_a_visitor_moves_and_cancels_by_the_signed_link(server, visitor):
    page = book(visitor).headers["Location"].split("?")[0]
    choice = visitor.get(f"{page}/deplacer")
    moved = visitor.post(
        f"{page}/deplacer",
        data={"sceau": fields(choice)["sceau"], "creneau": "2026-11-27T09:00:00+01:00"},
    )
    page = moved.headers["Location"].split("?")[0]

    assert "27 novembre 2026" in text(visitor.get(moved.headers["Location"]))

    seal = fields(visitor.get(f"{page}/annuler"))["sceau"]
    cancelled = visitor.post(f"{page}/annuler", data={"sceau": seal})
    again = visitor.post(f"{page}/annuler", data={"sceau": seal})

    assert "est annulé" in text(visitor.get(cancelled.headers["Location"]))
    assert again.status_code == 409
    (interview,) = server.interviews()
    assert interview.status == "cancelled"


def test_looking_changes_nothing_and_a_form_from_elsewhere_neither(server, visitor):
    page = book(visitor).headers["Location"].split("?")[0]

    visitor.get(f"{page}/annuler")
    forged = visitor.post(f"{page}/annuler", data={"sceau": "forged"})

    assert forged.status_code == 409
    assert server.interviews()[0].status == "confirmed"


def test_moving_to_a_taken_slot_says_so_and_changes_nothing(server, visitor):
    book(visitor, email="other@example.com", creneau="2026-11-27T09:00:00+01:00")
    page = book(visitor).headers["Location"].split("?")[0]
    seal = fields(visitor.get(f"{page}/deplacer"))["sceau"]

    answer = visitor.post(
        f"{page}/deplacer", data={"sceau": seal, "creneau": "2026-11-27T09:00:00+01:00"}
    )

    assert answer.status_code == 409
    assert "déjà pris" in text(answer)
    assert "2026-11-27T09:30:00+01:00" in answer.text


def test_a_link_of_another_or_too_old_says_kindly_what_to_do(server, visitor):
    book(visitor)
    (interview,) = server.interviews()
    links = InterviewLinks(server.url, server.signing_key)
    forged = InterviewLinks(server.url, "another key")

    old = visitor.get(
        links.url(interview.uid, interview.visitor.email, interview.end.replace(year=2025))
    )
    foreign = visitor.get(links.url(interview.uid, "other@example.com", interview.end))
    wrong = visitor.get(forged.url(interview.uid, interview.visitor.email, interview.end))

    assert old.status_code == 410
    assert "dernier e-mail" in text(old)
    assert (foreign.status_code, wrong.status_code) == (404, 404)
    assert interview.reference not in foreign.text + wrong.text


def test_after_an_error_the_chosen_hour_is_seen(server, visitor):
    later = "2026-12-01T10:00:00+01:00"
    answer = visitor.post(
        "/rendez-vous/", data=fields(visitor.get("/rendez-vous"), creneau=later, nom="")
    )

    (day,) = [part for part in answer.text.split("<details")[1:] if f'"{later}" checked' in part]
    assert day.startswith(" open")


def test_each_day_says_how_many_slots_are_free(visitor):
    shown = text(visitor.get("/rendez-vous"))

    assert re.search(r"26 novembre(?: 2026)?<span class=\"places\"> – 18 créneaux libres", shown)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("email", "ines@example.com ou i.marchetti@example.org", "plusieurs adresses"),
        ("email", "ines@example.com, i.marchetti@example.org", "plusieurs adresses"),
        ("telephone", "06 39 98 11 22 ou 06 39 98 11 23", "plusieurs numéros"),
        ("telephone", "0639981122 0639981123", "plusieurs numéros"),
        ("telephone", "0639981122/0639981123", "plusieurs numéros"),
        ("telephone", "06 39 98 11 22 33", "n’est pas reconnu"),
    ],
)
def test_of_two_addresses_or_numbers_none_is_taken_without_a_word(
    server, visitor, field, typed, told
):
    answer = visitor.post(
        "/rendez-vous/", data=fields(visitor.get("/rendez-vous"), **{field: typed})
    )

    assert answer.status_code == 422
    assert told in text(answer)
    assert server.interviews() == []


def test_a_missing_consent_is_asked_for_as_a_page_does(visitor):
    form = fields(visitor.get("/rendez-vous"))
    form.pop("accord")

    assert "Cochez cette case" in text(visitor.post("/rendez-vous/", data=form))


def test_a_slip_in_an_address_is_asked_about_and_stops_nothing(server, visitor):
    form = fields(visitor.get("/rendez-vous"), email="ines@gmial.com")
    shown = visitor.post("/rendez-vous/", data=form)

    assert "Vouliez-vous dire ines@gmail.com ?" in text(shown)
    assert visitor.post("/rendez-vous/", data=hidden(shown)).status_code == 303


def test_the_hour_chosen_is_named_after_an_error_elsewhere(visitor):
    answer = book(visitor, nom="")

    assert answer.status_code == 422
    assert "Vous avez choisi : <strong>jeudi 26 novembre 2026 à 14 h 30" in text(answer)
