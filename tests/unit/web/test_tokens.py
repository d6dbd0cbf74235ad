import pytest

from conversations.transcript import Button
from web.chat.tokens import InvalidButton, InvalidToken, Signer
from web.chat.user_text import EmptyText, TextTooLong, inert

BUTTON = Button("Le salaire", "/ask_salary")


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        " /restart",
        "\u200b/restart",
        "\u200b \u00ad/book_interview",
        "//restart",
        '/book{"x":1}',
        "\x00/restart",
        "\ufeff/restart",
    ],
)
def test_typed_text_is_never_a_command(typed):
    said = inert(typed)

    assert not said.strip().startswith("/")
    assert "/" not in said[:2]


def test_a_slash_inside_a_sentence_is_left_alone():
    assert inert("un rdv le 3/12 à 14h ?") == "un rdv le 3/12 à 14h ?"


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200b", "\u00a0"])
def test_nothing_said_is_empty(typed):
    with pytest.raises(EmptyText):
        inert(typed)


def test_ten_thousand_characters_are_too_long():
    with pytest.raises(TextTooLong):
        inert("a" * 10_000)


def test_emojis_and_accents_come_through():
    assert inert("été 🦄") == "été 🦄"


def test_a_token_opens_its_own_conversation():
    signer = Signer("key")

    assert signer.conversation(signer.token("abc")) == "abc"


@pytest.mark.parametrize("token", ["", "abc", "WyJhYmMiXQ.x.y"])
def test_a_forged_token_opens_nothing(token):
    with pytest.raises(InvalidToken):
        Signer("key").conversation(token)


def test_a_token_of_another_key_opens_nothing():
    with pytest.raises(InvalidToken):
        Signer("key").conversation(Signer("other").token("abc"))


def test_a_button_that_was_offered_comes_back_as_it_was():
    signer = Signer("key")

    assert signer.unseal("abc", signer.seal("abc", BUTTON)) == BUTTON


@pytest.mark.parametrize("payload", ["/ask_salary", "", "x.y"])
def test_a_payload_that_was_not_offered_is_refused(payload):
    with pytest.raises(InvalidButton):
        Signer("key").unseal("abc", payload)


def test_a_button_of_another_conversation_is_refused():
    signer = Signer("key")

    with pytest.raises(InvalidButton):
        signer.unseal("other", signer.seal("abc", BUTTON))


def test_a_session_token_is_no_button():
    signer = Signer("key")

    with pytest.raises(InvalidButton):
        signer.unseal("abc", signer.token("abc"))
