"""Staff read one summary each working morning, however many processes could write it."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, insert

from booking import schema as booking_schema
from booking.questions import QuestionBox
from french.callback import CallBack
from notify import schema
from tests.builders import NOON, STAFF_EMAIL, a_request, paris
from tests.mailboxes import House

MORNING = paris(2026, 11, 26, 7)  # a Thursday


@pytest.fixture
def house(engine):
    """A house that has had its first day: from then on there is a summary."""
    house = House(engine)
    assert not summarize(house), "a new house has nothing to sum up"
    return house


def summarize(house):
    with house.engine.begin() as connection:
        return house.outbox.announce_summary(connection, house.clock())


def morning(house, moment):
    """Write and send the summary as it would be at a moment; gives those that arrived by now."""
    house.clock.set(moment)
    summarize(house)
    with house.serve():
        house.deliver_due()
    return summaries(house)


def summaries(house, address=STAFF_EMAIL):
    return [
        mail.get_body(("plain",)).get_content().replace("\N{NO-BREAK SPACE}", " ").replace("\r", "")
        for mail in house.mailboxes.to(address)
        if mail["Subject"].startswith("Entretiens du")
    ]


def a_visit(name, start):
    email = f"{name.split()[0].lower()}@visiteur.example"
    return a_request(name, email, start)


def test_the_morning_sums_up_the_day_the_next_one_and_what_is_new(house):
    house.desk.book(a_visit("Camille Martin", paris(2026, 11, 26, 10)), NOON)
    house.desk.book(a_visit("Omar Belkacem", paris(2026, 11, 27, 11)), NOON)
    moved = house.desk.book(a_visit("Zoe Y", paris(2026, 12, 2, 11)), NOON)
    gone = house.desk.book(a_visit("Lea Roux", paris(2026, 12, 1, 9)), NOON)
    house.desk.move(moved.reference, paris(2026, 12, 3, 11), NOON)
    house.desk.cancel(gone.reference, NOON)

    [text] = morning(house, MORNING)

    today, ahead, news = text.split("\n\n")[1:4]
    assert today.startswith("Aujourd’hui, jeudi 26 novembre 2026")
    assert "- 10 h : Camille Martin, camille@visiteur.example, 06 39 98 12 34" in today
    assert ahead.startswith("Prochain jour, vendredi 27 novembre 2026")
    assert "- 11 h : Omar Belkacem" in ahead
    assert "- Réservé : Zoe Y, jeu. 3 déc., 11 h" in news
    assert "- Annulé : Lea Roux, mar. 1er déc., 9 h" in news
    assert len(news.splitlines()) == 5


def test_each_of_the_staff_gets_one_with_several_processes(house):
    with house.engine.begin() as connection:
        for email in ("a@ecole.example", "b@ecole.example"):
            row = {"email": email, "created_at": NOON}
            connection.execute(insert(schema.staff).values(row))
    house.desk.book(a_visit("Camille Martin", paris(2026, 11, 26, 10)), NOON)
    house.clock.set(MORNING)
    start = threading.Barrier(4)

    def wake_up(_):
        start.wait()
        return summarize(house)

    async def deliver_together():
        await asyncio.gather(*(house.notifier().deliver_due() for _ in range(2)))

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(wake_up, range(4))) == [False, False, False, True]
    with house.serve():
        asyncio.run(deliver_together())

    assert len(summaries(house, "a@ecole.example")) == 1
    assert len(summaries(house, "b@ecole.example")) == 1


def test_before_seven_there_is_none_and_after_it_only_one(house):
    house.desk.book(a_visit("Camille Martin", paris(2026, 11, 26, 10)), NOON)

    assert len(morning(house, paris(2026, 11, 26, 6, 59))) == 0
    assert len(morning(house, MORNING)) == 1
    assert len(morning(house, paris(2026, 11, 26, 7, 1))) == 1
    assert len(morning(house, paris(2026, 11, 26, 18))) == 1


def test_who_was_away_at_seven_sends_it_later_that_day(house):
    house.desk.book(a_visit("Camille Martin", paris(2026, 11, 27, 10)), NOON)

    assert len(morning(house, paris(2026, 11, 26, 15))) == 1
    assert len(morning(house, paris(2026, 11, 26, 16))) == 1
    assert len(morning(house, paris(2026, 11, 27, 7))) == 2


def test_a_day_without_anything_to_say_has_none(house):
    assert morning(house, MORNING) == []


def test_on_closed_days_there_is_none_and_monday_tells_of_friday(house):
    house.desk.book(a_visit("Camille Martin", paris(2026, 12, 9, 10)), paris(2026, 11, 27, 15))
    morning(house, paris(2026, 11, 27, 7))

    assert morning(house, paris(2026, 11, 28, 7)) == []
    assert morning(house, paris(2026, 11, 29, 7)) == []
    [text] = morning(house, paris(2026, 11, 30, 7))

    assert "Réservé : Camille Martin" in text


def test_it_names_whom_a_message_did_not_reach(house):
    house.desk.book(a_visit("Camille Martin", paris(2026, 12, 9, 10)), NOON)
    house.mailboxes.recipient_answers["camille@visiteur.example"] = "550 5.1.1 unknown"
    with house.serve():
        house.deliver_due()

    [text] = morning(house, MORNING)

    assert "pas pu être remis :\n- camille@visiteur.example (" in text


def test_who_was_erased_meanwhile_is_in_no_summary(house):
    house.desk.book(a_visit("Camille Martin", paris(2026, 11, 26, 10)), NOON)
    house.clock.set(MORNING)
    summarize(house)
    with house.engine.begin() as connection:
        connection.execute(delete(booking_schema.interview))

    with house.serve():
        house.deliver_due()

    assert summaries(house) == []


def test_a_summary_that_could_not_leave_is_not_sent_the_next_day(house):
    house.desk.book(a_visit("Camille Martin", paris(2026, 11, 26, 10)), NOON)
    house.clock.set(MORNING)
    summarize(house)
    house.deliver_due()

    sent = morning(house, paris(2026, 11, 27, 7))

    assert sent == [], "the day is over, and the new one has nothing to say"


def test_the_morning_names_what_visitors_asked_and_the_open_questions(house):
    start = paris(2026, 11, 26, 10)
    asked = a_request("Camille Martin", "c@x.example", start, ("Quel salaire <au début> ?",))
    booked = house.desk.book(asked, NOON)
    house.desk.write_note(booked.reference, "Mon fils sera là", NOON)
    box = QuestionBox(house.engine, house.outbox.announce_question)
    box.put("Combien coûte une année ?", "lea@exemple.fr", "here", NOON)
    box.put("", None, "there", NOON, CallBack("+33639981234", "mardi après 17 h"))
    done = box.put("Où est l’école ?", None, "elsewhere", NOON)
    box.mark_answered(done.id, NOON)

    (summary,) = morning(house, MORNING)

    assert "A demandé : Quel salaire <au début> ?" in summary
    assert "Son mot : « Mon fils sera là »" in summary
    assert "- Combien coûte une année ? (mer. 25 nov., 12 h, lea@exemple.fr)" in summary
    assert "- À rappeler : 06 39 98 12 34, mardi après 17 h (mer. 25 nov., 12 h)" in summary
    assert "Où est l’école" not in summary


def test_it_leads_to_where_is_noted_who_came_of_the_day_and_of_no_other(house):
    for name, day in (("Camille Martin", 26), ("Omar Belkacem", 27)):
        house.desk.book(a_visit(name, paris(2026, 11, day, 10)), NOON)

    [text] = morning(house, MORNING)

    assert text.count("/equipe/par-e-mail/") == 1
