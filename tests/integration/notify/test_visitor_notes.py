"""A visitor's note reaches whoever receives, and takes no reminder away."""

from __future__ import annotations

from tests.builders import NOON, STAFF_EMAIL, a_request, paris
from tests.integration.notify.test_reminders import VISITOR, deliver_until, subjects

DEAF = "Je suis sourd : par écrit, s’il vous plaît <merci>"


def test_the_staff_read_the_note_in_an_e_mail_and_in_their_calendar(house):
    interview = house.desk.book(a_request(), NOON)
    house.desk.write_note(interview.reference, DEAF, NOON)

    with house.serve():
        house.deliver_due()

    _, told = house.mailboxes.to(STAFF_EMAIL)
    text = told.get_body(("plain",)).get_content().replace("\u00a0", " ")
    (invitation,) = told.iter_attachments()
    assert told["Subject"].startswith("Un mot pour l’entretien")
    assert f"« {DEAF} »" in text
    assert "&lt;merci&gt;" in told.get_body(("html",)).get_content()
    assert b"Je suis sourd" in invitation.get_content()
    assert len(house.mailboxes.to(VISITOR)) == 1  # the confirmation


def test_a_note_is_told_once_and_taking_it_back_too(house):
    interview = house.desk.book(a_request(), NOON)
    house.desk.write_note(interview.reference, DEAF, NOON)
    house.desk.write_note(interview.reference, DEAF, NOON)
    house.desk.write_note(interview.reference, None, NOON)

    with house.serve():
        house.deliver_due()

    told = house.mailboxes.to(STAFF_EMAIL)
    assert len(told) == 3
    assert "a retiré son mot" in told[-1].get_body(("plain",)).get_content()


def test_a_note_written_hours_before_takes_no_reminder_away(house):
    interview = house.desk.book(a_request(), NOON)
    with house.serve():
        house.deliver_due()
        house.clock.set(paris(2026, 11, 30, 10))
        house.desk.write_note(interview.reference, DEAF, house.clock())
        house.deliver_due()
        deliver_until(house, paris(2026, 11, 30, 18))
        house.desk.write_note(interview.reference, None, paris(2026, 12, 1, 13))
        deliver_until(house, paris(2026, 12, 1, 15))

    reminders = [s for s in subjects(house) if "Rappel" in s or s.startswith("À")]
    assert len(reminders) == 2
