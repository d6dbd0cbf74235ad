"""What an interviewer reads beforehand: what was answered with its quote, and what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.transcript import ASSISTANT, VISITOR, Bubble
from conversations.turns import Outcome, Step, Turn
from knowledge import answer
from staff.accounts import Role
from tests.bookings import at, request
from tests.equipe import NOW_THERE, words

DIPLOMA, PRICE, CALENDAR = "Faut-il savoir manager ?", "Et ça coûte <combien> ?", "Et la rentrée ?"
TOPIC, MUTTERED, LENGTH = "Ses missions ?", "grmbl ?", "Ça dure combien de temps ?"
LEFT_OPEN = "Je n’ai pas cette information."


@pytest.fixture
def job(server):
    return server.services.default_job


@pytest.fixture
def talk(server, job):
    """Has a visitor ask things in the chat, then book; gives the address of the interview."""

    def have(*exchanges: tuple[str, Outcome, str], topic: str = "ask_skills") -> tuple[str, str]:
        services, now = server.services, NOW_THERE
        talked = services.transcript.open(now, job.slug)

        def say(turn: str, text: str, bubble: Bubble, counted: Turn) -> None:
            nonlocal now
            now += timedelta(minutes=1)
            services.transcript.add(talked, turn, [Bubble(VISITOR, text)], now)
            now += timedelta(seconds=2)
            services.transcript.add(talked, turn, [bubble], now, counted)

        for number, (asked, outcome, told) in enumerate(exchanges):
            say(str(number), asked, Bubble(ASSISTANT, told), Turn(outcome, topic))
        questions = tuple(dict.fromkeys(asked for asked, *_ in exchanges))
        asked = replace(request(at("2026-11-26T10:00"), talked), questions=questions)
        booked = services.desk.book(asked, now)
        carried = {"kind": "booked", "reference": booked.reference}
        say(
            "booking", "oui", Bubble(ASSISTANT, "C’est noté.", data=carried), Turn(step=Step.BOOKED)
        )
        return talked, f"/equipe/entretien/{booked.reference}"

    return have


def test_an_answer_is_shown_with_the_words_of_the_page(secretary, talk, job):
    _, page = talk(
        (DIPLOMA, Outcome.TOLD, answer(job, "skills", ["management"])),
        (TOPIC, Outcome.TOLD, answer(job, "missions")),
    )

    seen = words(secretary.get(page))

    fact = job.facts["management"]
    assert f"{DIPLOMA} {fact.says}".replace("\u00a0", " ") in seen
    assert f"La page : « {fact.quote} » Répondu".replace("\u00a0", " ") in seen
    assert "Les missions, en entier" in seen
    assert job.facts["recruiting"].quote in seen
    assert "Reste ouvert" not in seen


def test_a_topic_of_few_sentences_is_quoted_at_once_and_no_sentence_twice(secretary, talk, job):
    _, page = talk((DIPLOMA, Outcome.TOLD, answer(job, "degrees")))

    shown = secretary.get(page)

    assert "<details><summary>Les études" not in shown.text
    assert words(shown).count("HETIC vous propose son programme Grande école") == 1


def test_what_is_still_open_says_how_it_can_be_answered(secretary, talk):
    _, page = talk((PRICE, Outcome.LEFT_OPEN, LEFT_OPEN), (MUTTERED, Outcome.NOT_UNDERSTOOD, "?"))

    shown = secretary.get(page)

    assert f"{PRICE} À dire pendant l’entretien, ou par e-mail" in words(shown)
    assert f"{MUTTERED} L’assistant n’a pas compris." in words(shown)
    assert words(shown).count("Reste ouvert") == 2
    assert "<combien>" not in shown.text


def test_a_silence_of_the_page_stays_open_with_what_the_page_does_say(secretary, talk, job):
    name, silence = next(iter(job.silences.items()))
    _, page = talk((DIPLOMA, Outcome.TOLD, answer(job, silence.topic, [name])))

    seen = words(secretary.get(page))

    assert silence.says.replace("\u00a0", " ") in seen
    assert "Reste ouvert" in seen


def test_what_the_school_was_asked_is_answered_there_and_then_no_longer_open(
    server, desk, secretary, talk
):
    talked, page = talk(
        (PRICE, Outcome.LEFT_OPEN, LEFT_OPEN), (CALENDAR, Outcome.LEFT_OPEN, LEFT_OPEN)
    )
    services = server.services
    put = services.questions.put(f"{PRICE} / {CALENDAR}", "i@example.com", talked, NOW_THERE)

    assert f'href="/equipe/questions#question-{put.id}"' in secretary.get(page).text
    services.answers.send(put.id, "7 500 € par an.", secretary.account, NOW_THERE)

    seen = words(secretary.get(page))
    assert f"{PRICE} 7 500 € par an. Répondu par l’équipe" in seen
    assert "Reste ouvert" not in seen


def test_an_interviewer_reads_it_too_and_is_sent_to_no_page_of_the_office(server, desk, talk):
    talked, page = talk((PRICE, Outcome.LEFT_OPEN, LEFT_OPEN))
    server.services.questions.put(PRICE, None, talked, NOW_THERE)
    booked = server.services.desk.get(page.rpartition("/")[2])
    theirs = desk(Role.INTERVENANT, interviewer_id=booked.interviewer.id, name="Ada")

    shown = theirs.get(page)

    assert "n’a pas encore répondu" in words(shown)
    assert "/equipe/questions" not in shown.text


def test_asked_again_a_question_is_as_it_was_answered_last(secretary, talk, job):
    told = answer(job, "skills", ["management"])
    _, page = talk((DIPLOMA, Outcome.LEFT_OPEN, LEFT_OPEN), (DIPLOMA, Outcome.TOLD, told))

    assert "Reste ouvert" not in words(secretary.get(page))


def test_what_is_not_of_the_page_is_told_without_a_quote(secretary, talk):
    _, page = talk((LENGTH, Outcome.TOLD, "Trente minutes."), topic="ask_interview")

    assert f"{LENGTH} D’après vos règles de rendez-vous. Répondu" in words(secretary.get(page))


def test_only_the_questions_stay_when_the_conversation_is_erased(server, secretary, talk, job):
    talked, page = talk((DIPLOMA, Outcome.TOLD, answer(job, "skills", ["management"])))

    server.services.conversation_eraser.erase(talked)

    seen = words(secretary.get(page))
    assert DIPLOMA in seen
    assert job.facts["management"].quote not in seen
    assert "la conversation n’est plus gardée" in seen


def test_another_visitors_booking_of_the_same_minute_is_not_mixed_up(server, secretary, talk, job):
    _, page = talk((DIPLOMA, Outcome.TOLD, answer(job, "skills", ["management"])))
    server.services.desk.cancel(page.rpartition("/")[2], NOW_THERE)
    _, other = talk((DIPLOMA, Outcome.LEFT_OPEN, LEFT_OPEN))

    assert "Reste ouvert" not in words(secretary.get(page))
    assert "Reste ouvert" in words(secretary.get(other))
