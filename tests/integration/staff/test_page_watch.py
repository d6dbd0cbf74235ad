"""The page changes under the assistant: within the hour nothing false is said."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select

from actions.answer_actions import ActionAnswer, ActionAnswerWhileBooking
from actions.answers import Answers
from entrypoints.checks import HOURLY, Checks
from knowledge import answer, faults, parse_page, reworded, wording_of
from notify import schema as notify_schema
from notify.outbox.message import Message, Topic
from runtime.settings import Settings
from runtime.wiring import Services
from staff import audit
from staff.audit import Actor, ActorKind
from staff.job_texts import mark_of
from staff.watches import Watched
from testing.sqlite import make_tables
from tests.builders import NOON, HandClock, a_composer
from tests.page_house import PageHouse, services_watching
from web.equipe.sentences import event_sentence

ZOE = Actor(ActorKind.PERSON, 7, "Zoé")
SALARY = "salary_range"


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def services(tmp_path, clock, page):
    """What the application works with, and a page that it watches on this machine."""
    made = services_watching(page, tmp_path, clock)
    yield made
    made.engine.dispose()


def told(services, clock) -> list[str]:
    """The e-mails to staff about the page."""
    with services.engine.connect() as connection:
        rows = connection.execute(
            select(notify_schema.outbox).where(notify_schema.outbox.c.topic == Topic.PAGE)
        ).all()
    messages = [Message.from_row(row) for row in rows]
    return [
        a_composer().compose(each, clock()).get_body(("plain",)).get_content() for each in messages
    ]


def noted(services) -> list[tuple[str, str]]:
    """Who took what down, and put it back."""
    events = audit.latest(services.engine, 20)
    return [(event.actor.kind.value, event.action.value) for event in reversed(events)]


def says(services) -> str:
    return services.answer("responsable-ecommerce", "salary", [SALARY])["answer"]


def test_what_the_page_no_longer_says_is_not_told_until_somebody_says_yes(
    services, clock, page, job, an_hour_later
):
    before = says(services)
    assert "40" in before
    page.body = page.body.replace(b"entre 40 et 80", b"entre 45 et 90")

    an_hour_later()

    assert "40" not in says(services)
    assert "vient de changer" in says(services)
    (letter,) = told(services, clock)
    plain = letter.replace("\u00a0", " ")
    assert "Avant : « Un cadre peut obtenir entre 40 et 80 k€" in plain
    assert "Maintenant : « Un cadre peut obtenir entre 45 et 90 k€" in plain
    (change,) = services.page_watch.changes(job.slug)
    assert SALARY in change.facts

    assert services.page_watch.keep(job.slug, change.facts, ZOE, clock())
    assert says(services) == before
    assert not services.page_watch.keep(job.slug, change.facts, ZOE, clock())
    assert noted(services) == [("system", "fact_withheld"), ("person", "fact_kept")]
    withheld = event_sentence(audit.latest(services.engine, 2)[1]).replace("\u00a0", " ")
    assert withheld.startswith("Le site, de lui-même, ne fait plus dire à l’assistant ce que la ")
    assert "« Un cadre peut obtenir entre 40 et 80 k€" in withheld


@pytest.mark.parametrize("points", [[], [SALARY], ["salary_status", SALARY]])
@pytest.mark.parametrize("action", [ActionAnswer, ActionAnswerWhileBooking])
def test_the_chat_says_that_the_page_has_just_changed(
    services, page, an_hour_later, action, points
):
    page.body = page.body.replace(b"entre 40 et 80", b"entre 45 et 90")
    an_hour_later()

    answers = said_by(action(Answers(services)), points)

    assert answers
    assert all("vient de changer" in answer for answer in answers)
    assert not any("40" in answer or "80" in answer for answer in answers)


def said_by(action, points) -> list[str]:
    intent = {"name": "ask_salary", "confidence": 0.95}
    asks = [{"intent": "ask_salary", "confidence": 0.95, "points": points}]
    message = {"text": "le salaire ?", "intent": intent, "asks": asks, "entities": []}
    events = [{"event": "user", "text": message["text"], "parse_data": message}]
    slots = {"job": "responsable-ecommerce", "told": None}
    tracker = Tracker("visitor", slots, message, events, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    action.run(dispatcher, tracker, {})
    return [said["answer"] for said in dispatcher.messages]


def test_a_page_that_stays_as_it_is_is_asked_for_politely_and_nobody_hears_of_it(
    services, clock, page, an_hour_later
):
    for _ in range(3):
        an_hour_later()
    Checks(services).do_due()  # not due

    assert page.answered == [200, 304, 304, 304]
    assert told(services, clock) == []
    assert services.watches.all()[Watched.PAGE].held_at == clock()


def test_what_is_back_is_told_again_and_staff_are_told_once(services, clock, page, an_hour_later):
    original = page.body
    page.body = original.replace(b"entre 40 et 80", b"entre 45 et 90")
    an_hour_later()
    an_hour_later()
    assert len(told(services, clock)) == 1

    page.body = original
    an_hour_later()

    assert "40" in says(services)
    assert services.page_watch.changes("responsable-ecommerce") == []
    assert noted(services) == [("system", "fact_withheld"), ("system", "fact_back")]


def test_a_word_given_holds_for_the_page_as_it_was_then(services, clock, page, job, an_hour_later):
    page.body = page.body.replace(b"nets par an", b"nets chaque an")
    an_hour_later()
    (change,) = services.page_watch.changes(job.slug)
    services.page_watch.keep(job.slug, change.facts, ZOE, clock())
    an_hour_later()
    assert "40" in says(services)

    page.body = page.body.replace(b"entre 40 et 80", b"entre 45 et 90")
    an_hour_later()

    assert "40" not in says(services)
    assert len(told(services, clock)) == 2


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_page_that_cannot_be_read_is_a_problem_and_no_change(
    services, clock, page, an_hour_later, status
):
    page.status = status

    an_hour_later()

    watch = services.watches.all()[Watched.PAGE]
    assert watch.problem == f"it answers {status}"
    assert watch.held_at < clock()
    assert "40" in says(services)
    page.status = 200
    an_hour_later()
    assert services.watches.all()[Watched.PAGE].problem is None


def test_of_several_processes_one_reads_the_page(services, page, clock):
    several = [Checks(services) for _ in range(5)]
    for each in several:
        each.do_due()
    clock.advance(seconds=HOURLY.total_seconds())
    for each in several:
        each.do_due()

    assert page.answered == [200, 304]


def test_facts_that_were_edited_are_compared_with_the_same_page(services, page, job, clock):
    services.page_watch.check(job, clock())
    edited = job.facts[SALARY].model_copy(update={"quote": "entre 45 et 90 k€"})
    facts = {**job.facts, SALARY: edited}

    services.page_watch.check(job.model_copy(update={"facts": facts}), clock())

    assert page.answered == [200, 200]
    assert services.page_watch.in_doubt(job.slug) == {SALARY}


def test_what_the_page_says_now_is_worded_and_computed_with(services, page, job, clock):
    page.body = page.body.replace(b"entre 40 et 80", b"entre 45 et 90")
    services.page_watch.check(job, clock())
    texts = {
        name: text.replace("40", "45").replace("80", "90")
        for name, text in wording_of(job, "salary").items()
    }
    changed = {name for name, text in wording_of(job).items() if texts.get(name, text) != text}
    now_said = reworded(job, texts)
    assert faults(now_said, changed, job.page).keys() == {n for n in changed if "quote" in n}

    assert faults(now_said, changed, services.page_as_it_is(job)) == {}
    services.job_texts.change(job, texts, mark_of(job), ZOE, clock())
    services.page_watch.check(services.worded("responsable-ecommerce"), clock())

    # What rests on the rest of that sentence still wants a person's word.
    assert services.page_watch.in_doubt(job.slug) == {"salary_variable"}
    assert services.page_watch.keep(job.slug, ["salary_variable"], ZOE, clock())
    assert "entre 45 et 90" in says(services)
    by_month = services.answer(job.slug, "salary", ["pay_by_month"])["answer"]
    assert "**3\u202f800 à 7\u202f500" in by_month


def test_no_address_no_watch(tmp_path):
    made = Services(Settings(_env_file=None, CONSEILLER_HOME=tmp_path), now=lambda: NOON)
    make_tables(made.engine)

    Checks(made).do_due()

    assert Watched.PAGE not in made.watches.all()
    assert made.page_watch.in_doubt("responsable-ecommerce") == frozenset()
    assert answer(made.job("responsable-ecommerce"), "salary", [SALARY]) == says(made)
    made.engine.dispose()


def test_while_the_database_is_away_what_is_in_doubt_stays_so(
    services, page, clock, an_hour_later, tmp_path
):
    page.body = page.body.replace(b"entre 40 et 80", b"entre 45 et 90")
    an_hour_later()
    assert "40" not in says(services)
    services.engine.dispose()
    for file in tmp_path.glob("conseiller.db*"):
        file.unlink()

    assert "40" not in says(services)


# ── Several jobs, each with a page of its own ────────────────────────────────────────────────────

WELDER = "soudeur"
WELDERS = """Soudeur
Il assemble des pièces de métal. Il travaille à l’atelier.
Le salaire
Un débutant gagne 1 900 € bruts par mois.
Découvrir le programme Je prends rendez-vous"""
OF_WELDERS = {0: "missions", 1: "missions", 2: "salary"}


@pytest.fixture
def welders():
    """The page of a job that was added in the console."""
    house = PageHouse("".join(f"<p>{line}</p>" for line in WELDERS.splitlines()))
    yield house
    house.stop()


def add_welder(services, welders) -> None:
    read = parse_page(WELDERS, "Soudeur", welders.url)
    services.added_jobs.add("Soudeur", "de soudeur", read, ZOE, NOON)
    for place, choice in OF_WELDERS.items():
        services.added_jobs.choose(WELDER, place, choice, ZOE, NOON)
    services.added_jobs.publish(WELDER, ZOE, NOON)
    services.jobs._read_at = -10.0  # another process published it


def welder_says(services, topic: str) -> str:
    return services.answer(WELDER, topic)["answer"]


def test_the_page_of_an_added_job_is_watched_too(services, clock, page, welders, an_hour_later):
    add_welder(services, welders)
    an_hour_later()
    assert "1 900" in welder_says(services, "salary")
    welders.body = welders.body.replace(b"1 900", b"2 100")

    an_hour_later()

    assert "1 900" not in welder_says(services, "salary")
    assert "vient de changer" in welder_says(services, "salary")
    assert "assemble des pièces" in welder_says(services, "missions")
    assert "40" in says(services)
    (letter,) = told(services, clock)
    assert welders.url in letter
    (change,) = services.page_watch.changes(*services.jobs)
    assert (change.job, change.nearest) == (WELDER, "Un débutant gagne 2 100 € bruts par mois.")
    assert services.page_watch.keep(WELDER, change.facts, ZOE, clock())
    assert "1 900" in welder_says(services, "salary")


def test_a_job_that_is_not_published_is_not_watched(services, welders, an_hour_later):
    add_welder(services, welders)
    services.added_jobs.withdraw(WELDER, ZOE, NOON)
    services.jobs._read_at = -10.0

    an_hour_later()

    assert welders.answered == []


def test_a_page_that_cannot_be_read_keeps_no_other_waiting(
    services, clock, page, welders, an_hour_later
):
    add_welder(services, welders)
    an_hour_later()
    welders.body = welders.body.replace(b"1 900", b"2 100")
    page.status = 404

    an_hour_later()

    problem = services.watches.all()[Watched.PAGE].problem
    assert problem == "responsable e-commerce: it answers 404"
    assert "1 900" not in welder_says(services, "salary")


def test_a_page_of_which_nothing_was_ever_there_is_a_problem_and_no_change(
    services, clock, page, welders, an_hour_later
):
    add_welder(services, welders)
    welders.shows("<p>Activez JavaScript pour lire cette page.</p>")

    an_hour_later()

    problem = services.watches.all()[Watched.PAGE].problem
    assert problem == "Soudeur: nothing of what the assistant tells is on it"
    assert "1 900" in welder_says(services, "salary")
    assert told(services, clock) == []


def test_a_page_of_which_nothing_is_left_has_changed(services, clock, page, welders, an_hour_later):
    add_welder(services, welders)
    an_hour_later()
    welders.shows("<p>La page a déménagé.</p>")

    an_hour_later()

    assert "vient de changer" in welder_says(services, "salary")
    assert "vient de changer" in welder_says(services, "missions")


def test_a_page_that_is_read_anew_is_believed(services, clock, page, welders, an_hour_later):
    add_welder(services, welders)
    an_hour_later()
    welders.body = welders.body.replace(b"1 900", b"2 100")
    an_hour_later()
    anew = parse_page(WELDERS.replace("1 900", "2 100"), "Soudeur", welders.url)

    services.added_jobs.read_again(WELDER, anew, ZOE, clock())

    services.jobs._read_at = -10.0
    assert services.page_watch.changes(WELDER) == []
    assert "assemble des pièces" in welder_says(services, "missions")
    assert services.answer(WELDER, "salary") is None  # nobody has decided of the new sentence
    services.added_jobs.choose(WELDER, 2, "salary", ZOE, NOON)
    services.jobs._read_at = -10.0
    an_hour_later()
    assert "2 100" in welder_says(services, "salary")


def test_a_job_of_a_folder_is_watched_where_its_file_has_an_address(services, page, job):
    whole = job.page.model_copy(update={"url": "https://ecole.example/metier"})
    files = {"technicien": job.model_copy(update={"slug": "technicien", "page": whole})}
    services.__dict__["jobs"] = {**services.jobs, **files}  # as if they were of knowledge/

    assert services.page_address("technicien") == "https://ecole.example/metier"
    assert services.page_address(job.slug) == page.url
    assert services.page_address("nothing") == ""
