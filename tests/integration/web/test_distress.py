"""Somebody in distress is told who helps, and the school hears nothing of it."""

from __future__ import annotations

import httpx
import pytest

from testing.web_server import WebServer
from tests.conftest import a_database
from web.chat.tokens import Signer


@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    nobody = {"RASA_PORT": "1"}  # so that whatever is answered was answered without Rasa
    with WebServer(home, a_database("sqlite", request, home), **nobody).running() as started:
        yield started


@pytest.fixture
def visitor(server):
    now = server.services.now()
    conversation_id = server.services.transcript.open(now, "responsable-ecommerce")
    token = Signer(server.services.settings.signing_key).token(conversation_id)
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {token}"}) as opened:
        yield opened


def said(visitor, text, turn="1"):
    return visitor.post("/api/chat/messages", json={"id": turn, "text": text})


@pytest.mark.parametrize(
    "text", ["j'ai envie de mourir", "Je suis harcelé", "mon fils veut mourir"]
)
def test_who_helps_is_named_and_nothing_is_sold(visitor, text):
    (answer,) = said(visitor, text).json()["messages"]

    for number in ("3114", "3018", "15", "112"):
        assert f"[{number}](tel:{number})" in answer["text"]
    assert "entretien" not in answer["text"]
    assert answer["buttons"] == []
    assert "data" not in answer


@pytest.mark.parametrize(
    "text",
    [
        "je veux mourir *pleure* [snif]",
        "je veux me tuer && en finir",
        "{{ je veux mourir }}",
        "<script>je veux mourir</script>",
    ],
)
def test_distress_is_answered_whatever_signs_are_around_it(visitor, text):
    (answer,) = said(visitor, text).json()["messages"]

    assert "[3114](tel:3114)" in answer["text"]


def test_a_repeated_message_is_answered_once(visitor):
    first = said(visitor, "je veux mourir").json()
    again = said(visitor, "je veux mourir").json()

    assert first == again
    assert len(visitor.get("/api/chat/messages").json()["messages"]) == 2


def test_the_school_hears_nothing_of_it(server, visitor):
    said(visitor, "j'ai envie de mourir")

    with server.services.engine.begin() as connection:
        assert server.services.outbox.claim(connection, server.services.now(), 10) == []
    assert "mourir" not in server.log()


def test_the_copy_to_keep_has_the_numbers_as_they_are_read(visitor):
    said(visitor, "j'ai envie de mourir")

    copy = visitor.get("/api/chat/transcript").text
    assert "– 3114, jour et nuit" in copy
    assert "tel:" not in copy
