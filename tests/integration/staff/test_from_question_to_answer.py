"""What visitors ask goes onto the page, comes back as a fact, and those who asked are told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from booking import privacy
from conversations.schema import phrase
from knowledge import NewFact
from notify import schema as notify_schema
from notify.outbox.message import Message, Topic
from staff import totals
from staff.accounts import Role
from staff.additions import AdditionGone, Proposed
from staff.audit import COMMAND_LINE
from staff.figure import Count, Name, Percent, Period
from staff.figures import Figures
from staff.job_texts import mark_of
from staff.meanings import Meaning
from staff.paragraph_draft import drafted
from staff.phrases import Phrases
from tests.builders import HandClock, a_composer
from tests.page_house import services_watching

JOB = "responsable-ecommerce"
PRICE = "Les frais sont de 9 000 € par an."
ASKED = "combien coûte l'année ?"
OPENING = "La page ne dit pas tout du prix des études. Voici ce qu’on y lit :"
ON_PRICE = Meaning("ask_not_on_page", ("school_price",))


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def services(tmp_path, clock, page):
    """What the application works with, and a page that it watches on this machine."""
    made = services_watching(page, tmp_path, clock)
    yield made
    made.engine.dispose()


@pytest.fixture
def zoe(services, clock):
    return services.accounts.invite("zoe@x.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, clock())


@pytest.fixture
def asked(services, clock):
    """Four visitors asked the price, in two ways; three put it to the school."""
    read = {"intent": "ask_not_on_page", "points": ["school_price"], "outcome": "left_open"}
    also = {"job": JOB, "said": "", "confidence": 0.9, "margin": 0.8, "last_on": clock().date()}
    first = clock().date() - timedelta(days=3)
    with services.engine.begin() as connection:
        for number, (text, times) in enumerate([(ASKED, 3), ("c'est payant l'année ?", 1)]):
            row = {"id": str(number), "digest": str(number), "text": text, "asked": times}
            connection.execute(insert(phrase).values(**read, **also, **row, first_on=first))
    for number, email in enumerate(
        ("lea@example.org", "hugo@example.org", None, "lea@example.org")
    ):
        services.questions.put(ASKED, email, f"conversation {number}", clock())
    return services.questions.questions()


def mails(services, clock, topic: Topic) -> list[Message]:
    outbox = notify_schema.outbox
    query = select(outbox).where(outbox.c.topic == topic).order_by(outbox.c.id)
    with services.engine.begin() as connection:
        return [Message.from_row(row) for row in connection.execute(query)]


def text_of(message: Message, clock) -> str:
    mail = a_composer().compose(message, clock())
    return f"{mail['Subject']}\n{mail.get_body(('plain',)).get_content()}".replace("\u00a0", " ")


def propose(services, zoe, clock, text=PRICE) -> int:
    [group] = services.left_opens.all()
    proposed = Proposed(
        JOB,
        "Combien coûte l’année ?",
        text,
        "school_price",
        group.phrases,
        group.open.asked,
        group.since,
    )
    return services.additions.propose(proposed, "web@ecole.example", zoe, clock())


def publish(services, zoe, clock, number, quote=PRICE, tell=None) -> None:
    fact = NewFact(f"page_{number}", "programme", "school_price", quote, quote, OPENING)
    everybody = services.left_opens.asking(JOB, services.additions.get(number).proposed.phrases)
    told = [each for each in everybody if each.question.email] if tell is None else tell
    ways = [(text, ON_PRICE) for text in services.additions.get(number).proposed.phrases]
    files = services.default_job
    services.additions.publish(number, files, fact, ways, told, zoe, clock())
    services.job_texts.current(files)


def says(services) -> str | None:
    if services.job(JOB).topic_of("school_price") is None:
        return None
    return services.answer(JOB, "programme", ["school_price"])["answer"]


def test_what_was_asked_is_gathered_with_the_answers_and_drafted(services, zoe, clock, asked):
    services.answers.send(asked[0].id, f"Bonjour Léa,\n{PRICE}\nCordialement,\nZoé", zoe, clock())

    [group] = services.left_opens.all()

    assert group.phrases == (ASKED, "c'est payant l'année ?")
    assert (group.open.asked, len(group.asked)) == (4, 4)
    assert group.since == clock().date() - timedelta(days=3)
    assert drafted(group.answers) == PRICE


def test_a_question_that_came_without_the_chat_is_asked_once(services, clock):
    services.questions.put("Y a-t-il une cantine ?", None, "a form", clock())

    [group] = services.left_opens.all()

    assert (group.open.text, group.open.asked) == ("Y a-t-il une cantine ?", 1)
    assert group.since == clock().date()


def test_what_would_tell_who_asked_is_masked_and_calls_are_not_questions(services, clock):
    text = "Je m'appelle Rose Martin, y a-t-il une cantine ?"
    services.questions.put(text, "rose.martin@example.org", "a form", clock())

    [group] = services.left_opens.all()

    assert "Rose" not in group.open.text
    assert "Martin" not in group.open.text
    assert "cantine" in group.open.text


def test_the_webmaster_reads_the_paragraph_but_not_how_few_asked(services, zoe, clock, asked):
    propose(services, zoe, clock)

    [message] = mails(services, clock, Topic.PARAGRAPH)
    assert message.recipient == "web@ecole.example"
    letter = text_of(message, clock)
    assert "Combien coûte l’année ?" in letter
    assert PRICE in letter
    assert "(moins de 5 fois)" in letter
    assert a_composer().compose(message, clock())["Reply-To"] == "Zoé <zoe@x.example>"

    for number in range(5, 7):
        services.questions.put(f"{ASKED} svp {number}", None, f"conversation {number}", clock())
    propose(services, zoe, clock)
    assert "(6 fois)" in text_of(mails(services, clock, Topic.PARAGRAPH)[-1], clock)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (PRICE, PRICE),
        ("Les frais sont de 9 500 € par an.", "Les frais sont de 9 500 € par an."),
        (f"{PRICE} Le dossier est gratuit.", f"{PRICE} Le dossier est gratuit."),
        ("Nous recrutons des professeurs.", None),
    ],
)
def test_the_page_says_it_in_its_own_words(
    services, zoe, clock, page, asked, an_hour_later, written, found
):
    number = propose(services, zoe, clock, f"{PRICE} Le dossier est gratuit. Oui.")
    an_hour_later()
    assert services.additions.get(number).found is None

    page.shows(page.body.decode() + f"<h2>Les frais</h2><p>{written}</p>")
    an_hour_later()

    assert services.additions.get(number).found == found
    assert says(services) is None  # until a person says so


def test_what_the_page_has_already_comes_back_within_the_hour(
    services, zoe, clock, page, asked, an_hour_later
):
    page.shows(page.body.decode() + f"<p>{PRICE}</p>")
    an_hour_later()

    number = propose(services, zoe, clock)
    an_hour_later()

    assert services.additions.get(number).found == PRICE
    an_hour_later()
    an_hour_later()
    assert page.answered[-1] == 304


def test_the_whole_way(services, zoe, clock, page, asked, an_hour_later):
    services.answers.send(asked[0].id, PRICE, zoe, clock())
    number = propose(services, zoe, clock)
    page.shows(page.body.decode() + f"<p>{PRICE}</p>")
    an_hour_later()
    clock.advance(days=2)
    late = services.questions.put(ASKED, "tom@example.org", "conversation 9", clock())

    publish(services, zoe, clock, number)

    # The assistant tells it, in place of « la page n'en parle pas »; the page is watched for it.
    assert says(services).startswith(f"{OPENING}\n\n{PRICE}")
    ways = {(each.text, each.meant) for each in Phrases(services.engine).approved()}
    assert ways == {(ASKED, ON_PRICE), ("c'est payant l'année ?", ON_PRICE)}
    # Everybody who left an address is told, once, whoever asked last too; nobody else.
    messages = mails(services, clock, Topic.ON_PAGE)
    assert sorted(each.recipient for each in messages) == [
        "hugo@example.org",
        "lea@example.org",
        "tom@example.org",
    ]
    letter = text_of(messages[0], clock)
    assert f"« {ASKED} »" in letter
    assert f"« {PRICE} »" in letter
    assert page.url in letter
    open_ones = {each.id for each in services.questions.questions(only_open=True)}
    assert open_ones == {asked[2].id}  # who left no address is not told, and stays to be read
    assert late.id not in open_ones
    with pytest.raises(AdditionGone):
        publish(services, zoe, clock, number)
    with pytest.raises(AdditionGone):
        services.additions.leave(number, zoe, clock())
    again = propose(services, zoe, clock)
    publish(services, zoe, clock, again, tell=services.left_opens.asking(JOB, [ASKED]))
    assert len(mails(services, clock, Topic.ON_PAGE)) == 3

    # How long it took: three days before the question was put, and two after.
    clock.advance(days=1)
    totals.write(services.engine, clock())
    day = (clock() - timedelta(days=1)).date()
    figure = Figures(services.engine).read(Name.LOOP, Period(day, day))
    assert [row.values for row in figure.rows] == [(Count(None), Count(5))]
    before = Figures(services.engine).read(Name.LOOP, Period(day - timedelta(days=1), day))
    assert before.rows[0].values == (Count(0), Percent(None))


def test_what_the_page_takes_back_is_not_told_any_more(
    services, zoe, clock, page, asked, an_hour_later
):
    before = page.body.decode()
    page.shows(before + f"<p>{PRICE}</p>")
    publish(services, zoe, clock, propose(services, zoe, clock))
    an_hour_later()
    assert PRICE in says(services)

    page.shows(before)
    an_hour_later()

    assert "9 000" not in says(services)
    assert "vient de changer" in says(services)


def test_it_is_undone_as_any_change_of_the_sheet_is(services, zoe, clock, asked):
    publish(services, zoe, clock, propose(services, zoe, clock))
    files = services.default_job
    job = services.job_texts.current(files)
    texts = {"fact/page_1/says": "Comptez 9 000 € par an."}
    services.job_texts.change(files, texts, mark_of(job), zoe.actor, clock())
    services.job_texts.current(files)
    assert "Comptez" in says(services)

    seen = mark_of(services.job_texts.current(files))
    services.job_texts.take_back(files, seen, zoe.actor, clock())
    services.job_texts.current(files)
    assert PRICE in says(services)


def test_publishing_itself_is_undone(services, zoe, clock, asked):
    publish(services, zoe, clock, propose(services, zoe, clock))
    files = services.default_job

    seen = mark_of(services.job_texts.current(files))
    services.job_texts.take_back(files, seen, zoe.actor, clock())
    services.job_texts.current(files)

    assert says(services) is None


def test_who_was_erased_is_not_told(services, zoe, clock, asked):
    number = propose(services, zoe, clock)
    privacy.erase_questions(services.engine, "lea@example.org")

    publish(services, zoe, clock, number)

    assert [each.recipient for each in mails(services, clock, Topic.ON_PAGE)] == [
        "hugo@example.org"
    ]
    privacy.erase_questions(services.engine, "hugo@example.org")
    assert mails(services, clock, Topic.ON_PAGE) == []


def test_nothing_is_published_where_one_part_fails(services, zoe, clock, asked, monkeypatch):
    number = propose(services, zoe, clock)

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr(services.outbox, "put", fail)
    with pytest.raises(RuntimeError):
        publish(services, zoe, clock, number)

    assert says(services) is None
    assert services.additions.get(number).is_open
    assert Phrases(services.engine).approved() == []
