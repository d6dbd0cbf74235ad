"""Questions in the console: whose they are, only one's own, and several answered at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from french.callback import CallBack
from notify import Topic
from staff.accounts import Role
from tests.equipe import NOW_THERE, words

PAGE = "/equipe/questions"
BEFORE = NOW_THERE - timedelta(days=2)


@pytest.fixture
def ask(server):
    def put(name: str, text: str = "Y a-t-il un parking ?", callback=None):
        email = f"{name}@example.com" if name else None
        return server.services.questions.put(text, email, f"{name} {text}", BEFORE, callback)

    return put


@pytest.fixture
def zoe(desk):
    return desk(Role.SECRETARIAT, name="Zoé")


@pytest.fixture
def max_(server, desk):
    yield desk(Role.SECRETARIAT, name="Max")


def give(browser, question, to, before="", **more):
    page = f"{PAGE}/{question.id}/confier"
    return browser.post(page, seen_on=PAGE, a=str(to), etait=str(before), **more)


def answer_all(browser, questions, text="Oui, rue Verte.", **more):
    numbers = [str(question.id) for question in questions]
    return browser.post(f"{PAGE}/repondre", seen_on=PAGE, question=numbers, reponse=text, **more)


def answers_owed(server):
    with server.services.engine.begin() as connection:
        owed = server.services.outbox.claim(connection, NOW_THERE + timedelta(hours=1), 50)
    return [message for message in owed if message.topic is Topic.ANSWER]


def sheet(page, question):
    """What stands on a question's card."""
    return re.search(rf'<section[^>]*id="question-{question.id}".*?</section>', page.text, re.S)[0]


def test_a_question_shows_its_age_and_whose_it_is(server, zoe, max_, ask):
    question = ask("lea")

    taken = give(zoe, question, zoe.account.id)

    assert taken.headers["Location"] == f"{PAGE}?fait=question_prise"
    assert "Vous vous en chargez" in words(zoe.get(taken.headers["Location"]))
    assert "Posée il y a 2 jours" in words(max_.get(PAGE))
    assert "À Zoé" in sheet(max_.get(PAGE), question)
    assert "À vous" in sheet(zoe.get(PAGE), question)
    assert "à Zoé" in words(max_.get("/equipe"))
    assert "à vous" in words(zoe.get("/equipe"))


def test_a_question_is_given_to_a_colleague_and_back_and_the_journal_says_so(
    server, desk, zoe, max_, ask
):
    question = ask("lea")
    give(zoe, question, max_.account.id)
    give(max_, question, "tous", before=max_.account.id)

    journal = words(desk(Role.ADMINISTRATION).get("/equipe/journal"))
    assert "Zoé a confié une question à Max." in journal
    assert "Max a laissé une question à toute l’équipe." in journal
    assert server.services.assignments.all() == {}


def test_one_sees_only_ones_own_and_stays_there(server, zoe, max_, ask):
    own, other = ask("lea", "Un parking ?"), ask("max", "Une cantine ?")
    call = ask("", "Le prix", CallBack("+33639981234", "mardi"))
    for question in (own, call):
        give(zoe, question, zoe.account.id)

    mine = zoe.get(f"{PAGE}?pour=moi")

    assert "Un parking ?" in mine.text
    assert "06 39 98 12 34" in words(mine)
    assert "Une cantine ?" not in mine.text
    assert "Toutes (3)" in words(mine)
    assert "Les miennes (2)" in words(mine)
    assert "Aucune question n’est à vous" in words(max_.get(f"{PAGE}?pour=moi"))
    closed = zoe.post(f"{PAGE}/{own.id}/classer", seen_on=PAGE, pour="moi")
    assert closed.headers["Location"] == f"{PAGE}?pour=moi&fait=classee"
    assert server.services.questions.questions(only_open=True) == [other, call]


def test_nobody_takes_a_colleagues_question_unseen(server, zoe, max_, ask):
    question = ask("lea")
    give(zoe, question, zoe.account.id)

    late = give(max_, question, max_.account.id)

    assert late.status_code == 409
    assert f'id="probleme-{question.id}"' in late.text
    assert "un collègue l’a prise ou confiée entre-temps" in words(late)
    assert "À Zoé" in sheet(late, question)
    assert give(max_, question, max_.account.id, before=zoe.account.id).status_code == 303


@pytest.mark.parametrize(
    ("to", "status", "said"),
    [
        ("", 422, "Choisissez à qui confier"),
        ("x", 422, "Choisissez à qui confier"),
        ("999999", 409, "n’a plus d’accès aux questions"),
        ("9" * 40, 422, "Choisissez à qui confier"),
    ],
)
def test_a_wrong_choice_is_said_beside_the_list(zoe, ask, to, status, said):
    question = ask("lea")

    answer = give(zoe, question, to)

    assert answer.status_code == status
    assert said in words(answer)
    assert f'aria-describedby="probleme-{question.id}"' in answer.text
    assert '<details class="edit" open>' in answer.text


def test_a_question_that_is_closed_is_not_given_away(server, zoe, ask):
    question = ask("lea")
    server.services.answers.close(question.id, zoe.account.actor, NOW_THERE)

    answer = give(zoe, question, zoe.account.id)

    assert answer.status_code == 409
    assert "quelqu’un vient de clore cette question" in words(answer)


def test_who_leaves_is_told_of_before_and_their_questions_are_everybodys(server, desk, ask):
    ada, leaver = desk(Role.ADMINISTRATION), desk(Role.SECRETARIAT, name="Remi")
    question = ask("lea")
    give(leaver, question, leaver.account.id)
    page = f"/equipe/personnes/{leaver.account.id}/retirer"

    assert "Une question lui est confiée" in words(ada.get(page))
    ada.post(page, seen_on=page)

    assert server.services.assignments.all() == {}
    assert "À Remi" not in sheet(ada.get(PAGE), question)


def test_several_are_answered_at_once_and_replies_come_to_who_answered(server, zoe, ask):
    alike = [ask("lea"), ask("max", "Où se garer ?"), ask("lea", "Le parking est-il gratuit ?")]
    other = ask("ines", "Une cantine ?")

    sent = answer_all(zoe, alike)

    assert sent.headers["Location"] == f"{PAGE}?fait=reponses"
    assert "un e-mail par personne" in words(zoe.get(sent.headers["Location"]))
    owed = answers_owed(server)
    assert sorted(m.recipient for m in owed) == ["lea@example.com", "max@example.com"]
    for message in owed:
        mail = server.services.composer.compose(message, NOW_THERE)
        assert mail["Reply-To"].addresses[0].addr_spec == zoe.account.email
    assert server.services.questions.questions(only_open=True) == [other]


def test_what_a_colleague_closed_is_left_out_and_that_is_said(server, zoe, max_, ask):
    first, second = ask("lea"), ask("max", "Où se garer ?")
    server.services.answers.close(second.id, max_.account.actor, NOW_THERE)

    sent = answer_all(zoe, [first, second])

    shown = words(zoe.get(sent.headers["Location"]))
    assert "Laissé de côté, car quelqu’un l’avait clos entre-temps : « Où se garer ? »." in shown
    assert [message.recipient for message in answers_owed(server)] == ["lea@example.com"]


def test_where_all_are_closed_nothing_leaves_and_the_text_is_kept(server, zoe, ask):
    both = [ask("lea"), ask("max")]
    assert answer_all(zoe, both).status_code == 303

    again = answer_all(zoe, both, "Oui <tout>")

    assert again.status_code == 409
    assert "ces questions sont déjà closes" in words(again)
    assert "Oui &lt;tout&gt;" in again.text
    assert len(answers_owed(server)) == 2


@pytest.mark.parametrize(
    ("text", "ticked", "said"),
    [
        ("  ", 2, "Écrivez la réponse"),
        ("x" * 5001, 2, "trop longue"),
        ("Oui, rue Verte.", 0, "Cochez au moins une question"),
    ],
)
def test_what_is_wrong_is_said_beside_the_common_answer_and_nothing_is_lost(
    server, zoe, ask, text, ticked, said
):
    both = [ask("lea"), ask("max")]

    refused = answer_all(zoe, both[:ticked], text)

    assert refused.status_code == 422
    assert said in words(refused)
    assert 'id="probleme-ensemble"' in refused.text
    assert text.strip() in refused.text
    assert refused.text.count(" checked") == ticked
    assert len(server.services.questions.questions(only_open=True)) == 2


def test_only_who_can_be_answered_by_e_mail_is_offered(zoe, ask):
    ask("lea")
    ask("")
    ask("max", "Le prix", CallBack("+33639981234", None))

    assert 'name="question"' not in zoe.get(PAGE).text
    ask("ines")
    assert zoe.get(PAGE).text.count('name="question"') == 2
