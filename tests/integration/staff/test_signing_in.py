"""Who gets in, by which link or code, and for how long."""

from __future__ import annotations

import asyncio
import email
import re
from concurrent.futures import ThreadPoolExecutor
from email.policy import default

import pytest

from runtime.wiring import Services
from staff.accounts import AddressTaken, LastAdministrator, Role
from staff.audit import COMMAND_LINE, Action, latest
from staff.sessions import IDLE, LONGEST
from staff.sign_in import INVITATION, MOST_AN_HOUR, MOST_TRIES, VALID, NotSignedIn
from tests.builders import HandClock


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def house(open_services, database_url, clock) -> Services:
    return open_services(clock, database_url)


@pytest.fixture
def zoe(house, clock):
    return house.accounts.invite(
        "zoe@ecole.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, clock()
    )


def mails(house):
    asyncio.run(house.notifiers[0].deliver_due())
    written = sorted(house.mail_folder.glob("*.eml"))
    return [email.message_from_bytes(f.read_bytes(), policy=default) for f in written]


def token_and_code(mail) -> tuple[str, str]:
    text = mail.get_body(("plain",)).get_content()
    return re.search(r"/lien/(\S+)", text)[1], re.search(r"connecter\s:\s(\d{6})", text)[1]


def test_the_link_of_the_e_mail_lets_in_once(house, zoe, clock):
    house.sign_in.begin("Zoe@Ecole.example", clock())
    [mail] = mails(house)
    token, _ = token_and_code(mail)

    house.sign_in.check_link(token, clock())
    assert house.sign_in.by_link(token, clock()).name == "Zoé"
    with pytest.raises(NotSignedIn):
        house.sign_in.by_link(token, clock())
    assert mail["To"] == "Zoé <zoe@ecole.example>"


def test_the_code_of_the_e_mail_lets_in_once_and_ends_the_link(house, zoe, clock):
    attempt = house.sign_in.begin("zoe@ecole.example", clock())
    token, code = token_and_code(mails(house)[0])

    assert house.sign_in.by_code(attempt, code, clock()).id == zoe.id
    for again in (
        lambda: house.sign_in.by_code(attempt, code, clock()),
        lambda: house.sign_in.by_link(token, clock()),
    ):
        with pytest.raises(NotSignedIn):
            again()


def test_who_is_invited_reads_an_invitation_and_no_answer_to_what_was_not_asked(house, zoe, clock):
    link = house.sign_in.invite(zoe, clock())

    [mail] = mails(house)
    text = mail.get_body(("plain",)).get_content()
    assert "invitation" in mail["Subject"]
    assert link in text
    assert "d’ici 7\u00a0jours" in text
    assert "rien demandé" not in text
    assert "code" not in text


def test_an_address_without_an_account_gets_nothing_and_cannot_tell(house, zoe, clock):
    attempt = house.sign_in.begin("nobody@ecole.example", clock())

    assert len(attempt) == len(house.sign_in.begin("zoe@ecole.example", clock()))
    assert len(mails(house)) == 1
    with pytest.raises(NotSignedIn):
        house.sign_in.by_code(attempt, house.sign_in_secrets.code(attempt), clock())


def test_a_code_cannot_be_guessed_by_trying(house, zoe, clock):
    attempt = house.sign_in.begin("zoe@ecole.example", clock())
    code = house.sign_in_secrets.code(attempt)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    def guess(_):
        with pytest.raises(NotSignedIn):
            house.sign_in.by_code(attempt, wrong, clock())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(guess, range(MOST_TRIES)))
    with pytest.raises(NotSignedIn):
        house.sign_in.by_code(attempt, code, clock())


def test_of_many_who_use_one_link_at_once_one_gets_in(house, zoe, clock):
    house.sign_in.begin("zoe@ecole.example", clock())
    token, _ = token_and_code(mails(house)[0])

    def follow(_):
        try:
            return house.sign_in.by_link(token, clock()).id
        except NotSignedIn:
            return None

    with ThreadPoolExecutor(6) as pool:
        assert sorted(filter(None, pool.map(follow, range(6)))) == [zoe.id]


def test_links_and_codes_end(house, zoe, clock):
    attempt = house.sign_in.begin("zoe@ecole.example", clock())
    invitation = house.sign_in.invite(zoe, clock()).rpartition("/")[2]
    clock.advance(seconds=VALID.total_seconds())

    with pytest.raises(NotSignedIn):
        house.sign_in.by_code(attempt, house.sign_in_secrets.code(attempt), clock())
    house.sign_in.check_link(invitation, clock())
    clock.advance(seconds=INVITATION.total_seconds())
    with pytest.raises(NotSignedIn):
        house.sign_in.by_link(invitation, clock())


def test_an_address_is_not_flooded(house, zoe, clock):
    for _ in range(MOST_AN_HOUR + 3):
        house.sign_in.begin("zoe@ecole.example", clock())

    assert len(mails(house)) == MOST_AN_HOUR


def test_a_forged_link_lets_nobody_in(house, clock):
    with pytest.raises(NotSignedIn):
        house.sign_in.by_link("forged", clock())


def test_neither_the_database_nor_the_outbox_gives_a_way_in(house, zoe, clock):
    attempt = house.sign_in.begin("zoe@ecole.example", clock())
    with house.engine.connect() as connection:
        kept = "".join(
            str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            for table in ("outbox", "sign_in", "staff_session")
        )

    assert house.sign_in_secrets.code(attempt) not in kept
    assert house.sign_in_secrets.link(attempt).rpartition("/")[2] not in kept


def test_a_session_ends_when_it_is_idle_and_after_a_week(house, zoe, clock):
    token = house.sessions.open(zoe, "Firefox", clock())

    for _ in range(int(LONGEST / IDLE) * 2 - 1):
        clock.advance(seconds=IDLE.total_seconds() / 2)
        assert house.sessions.read(token, clock()).account.id == zoe.id
    clock.advance(seconds=IDLE.total_seconds() / 2)
    assert house.sessions.read(token, clock()) is None

    fresh = house.sessions.open(zoe, "Firefox", clock())
    clock.advance(seconds=IDLE.total_seconds())
    assert house.sessions.read(fresh, clock()) is None
    assert house.sessions.forget(clock()) >= 0


def test_a_session_is_ended_from_another_device_but_not_by_another_person(house, zoe, clock):
    eve = house.accounts.invite("eve@ecole.example", "Ève", Role.SECRETARIAT, COMMAND_LINE, clock())
    lost = house.sessions.open(zoe, "Safari", clock())
    member = house.sessions.read(house.sessions.open(zoe, "Firefox", clock()), clock())
    stranger = house.sessions.read(house.sessions.open(eve, "Edge", clock()), clock())
    number = house.sessions.read(lost, clock()).session.id

    assert not house.sessions.end(stranger, number, clock())
    assert house.sessions.end(member, number, clock())
    assert house.sessions.read(lost, clock()) is None
    assert [session.device for session in house.sessions.of(zoe.id, clock())] == ["Firefox"]


def test_signing_in_again_ends_the_session_before(house, zoe, clock):
    old = house.sessions.open(zoe, "Firefox", clock())
    house.sessions.open(zoe, "Firefox", clock(), instead_of=old)

    assert house.sessions.read(old, clock()) is None


def test_who_leaves_is_out_at_once_and_may_be_taken_back(house, zoe, clock):
    token = house.sessions.open(zoe, "Firefox", clock())
    invitation = house.sign_in.invite(zoe, clock()).rpartition("/")[2]
    house.accounts.leave(zoe.id, COMMAND_LINE, clock())

    assert house.sessions.read(token, clock()) is None
    assert house.accounts.everybody() == []
    with pytest.raises(NotSignedIn):
        house.sign_in.by_link(invitation, clock())
    back = house.accounts.invite(
        "zoe@ecole.example", "Zoé", Role.INTERVENANT, COMMAND_LINE, clock()
    )
    assert (back.id, back.role) == (zoe.id, Role.INTERVENANT)


def test_an_address_has_one_account(house, zoe, clock):
    with pytest.raises(AddressTaken):
        house.accounts.invite("ZOE@ecole.example", "Z", Role.SECRETARIAT, COMMAND_LINE, clock())


def test_one_administrator_stays(house, zoe, clock):
    ada = house.accounts.invite(
        "a@ecole.example", "Ada", Role.ADMINISTRATION, COMMAND_LINE, clock()
    )

    with pytest.raises(LastAdministrator):
        house.accounts.leave(ada.id, COMMAND_LINE, clock())
    with pytest.raises(LastAdministrator):
        house.accounts.change(ada.id, Role.SECRETARIAT, COMMAND_LINE, clock())
    house.accounts.change(zoe.id, Role.ADMINISTRATION, COMMAND_LINE, clock())
    house.accounts.leave(ada.id, COMMAND_LINE, clock())
    assert [person.name for person in house.accounts.everybody()] == ["Zoé"]


def test_what_is_done_is_noted_with_who_did_it(house, zoe, clock):
    house.sessions.open(zoe, "Firefox", clock())

    signed_in, invited = latest(house.engine, 10)
    assert (signed_in.action, signed_in.actor.name) == (Action.SIGNED_IN, "Zoé")
    assert (invited.action, invited.actor) == (Action.ACCOUNT_INVITED, COMMAND_LINE)
    assert invited.details == {"name": "Zoé", "role": "secretariat"}
