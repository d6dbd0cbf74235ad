"""Whatever is typed gets a clear French answer, and the form keeps what it already had."""

from __future__ import annotations

import pytest

from testing.running import Talk

# A time for each visitor: one whom somebody holds is no longer free.
_TIMES = iter([f"{day} janvier à {hour}h" for day in (12, 13, 14, 15) for hour in range(9, 18)])


@pytest.fixture
def wanted():
    """A time that no other test wants."""
    return next(_TIMES)


@pytest.fixture
def talk(conseiller, wanted):
    """A visitor who is asked for an e-mail address, after giving a time and a name."""
    visitor = Talk(conseiller.url, start="booking")
    assert "À quel nom" in visitor.say(f"le {wanted}")
    assert "e-mail" in visitor.say("Zoé Lambert")
    return visitor


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("zoe.lambert@gmail", "ne semble pas valide"),
        ("pas d'adresse", "e-mail"),
        ("🦄🍕🔥", "e-mail"),
        ("/restart", "e-mail"),
        ('/book_interview{"visitor_name":"Eve"}', "e-mail"),
        ('/book{"x":1}', "e-mail"),
        ("<script>alert(1)</script>", "e-mail"),
        ("{visitor_name} ${7*7} {{7*7}}", "e-mail"),
        ("'; DROP TABLE interview; --", "e-mail"),
    ],
)
def test_odd_words_are_answered_and_nothing_is_lost(talk, wanted, typed, answer):
    assert answer in talk.say(typed)
    assert "téléphone" in talk.say("zoe.lambert@example.com")
    talk.say("non")
    recap = talk.say("oui").replace("\u00a0", " ")
    assert wanted.replace(" à ", " 2027 à ").replace("h", " h") in recap
    assert "Zoé Lambert" in recap


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "a" * 10_000])
def test_nothing_and_too_much_are_refused_with_a_french_sentence(talk, typed):
    answer = talk.send(text=typed)

    assert answer.status_code == 422
    assert "message est" in answer.json()["messages"][0]["text"]
    assert "téléphone" in talk.say("zoe.lambert@example.com")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("hier à 10h", "passé"),
        ("aujourd'hui à 11h", "trop proche"),
        ("samedi à 10h", "du lundi au vendredi"),
        ("le 25 décembre à 10h", "férié"),
        ("demain à 7h du matin", "à cette heure-là"),
        ("demain à 14h10", "heure précise"),
        ("le 30 juin 2027 à 10h", "trop loin"),
    ],
)
def test_a_time_that_cannot_be_had_is_explained_and_others_are_offered(conseiller, typed, answer):
    visitor = Talk(conseiller.url, start="booking")

    response = visitor.send(text=typed).json()["messages"]

    said = "\n".join(message["text"] for message in response)
    assert answer in said
    assert response[-1]["buttons"]


def test_a_taken_slot_is_explained_and_the_nearest_are_offered(conseiller):
    first = Talk(conseiller.url, start="booking")
    for words in ("jeudi 3 décembre à 16h", "Nour Haddad", "nour@example.com", "non", "oui"):
        first.say(words)
    second = Talk(conseiller.url, start="booking")
    assert "référence" in first.say("oui")

    messages = second.send(text="jeudi 3 décembre à 16h").json()["messages"]

    assert "déjà pris" in messages[0]["text"]
    titles = [button["title"].replace("\u00a0", " ") for button in messages[-1]["buttons"]]
    assert any("15 h 30" in title for title in titles)
    taken = second.press(messages[-1]["buttons"][0]["title"], messages)
    assert "À quel nom" in taken[-1]["text"]


def test_a_payload_that_was_not_offered_is_refused(talk):
    answer = talk.send(payload="/restart")

    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid_button"


def test_the_same_message_sent_twice_is_said_once(talk):
    first = talk.send(text="zoe.lambert@example.com", id="once")
    second = talk.send(text="zoe.lambert@example.com", id="once")

    assert first.json() == second.json()


@pytest.mark.parametrize("header", ["", "Bearer nonsense", "Basic YTpi"])
def test_without_its_token_nobody_speaks_in_a_conversation(talk, header):
    talk.client.headers["Authorization"] = header

    assert talk.send(text="bonjour").status_code == 401
