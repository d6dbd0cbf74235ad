"""Texts are read by Rasa's HTTP API, without a conversation; what goes wrong is said to be."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from runtime.reading import NotRead, TextReader
from runtime.settings import Settings

TOKEN = "a token of Rasa's"
TWO_ASKS = {
    "intent": {"name": "ask_not_on_page", "confidence": 0.98},
    "asks": [
        {"intent": "ask_not_on_page", "confidence": 0.98, "points": ["school_price"]},
        {"intent": "ask_salary", "confidence": 0.9, "points": ["beginner_pay"]},
        {"intent": "ask_not_on_page", "confidence": 0.97, "points": ["school_place"]},
    ],
}


class Rasa:
    """Answers what it is told to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.status, self.answer = 200, json.dumps(TWO_ASKS)
        self.asked: list[tuple[str, bytes]] = []
        self.unreadable: set[str] = set()
        rasa = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                rasa.asked.append((self.path, body))
                is_readable = json.loads(body)["text"] not in rasa.unreadable
                self.send_response(rasa.status if is_readable else 500)
                self.end_headers()
                self.wfile.write(rasa.answer.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def rasa():
    house = Rasa()
    yield house
    house.server.shutdown()


@pytest.fixture
def reader(tmp_path, rasa):
    port = rasa.server.server_address[1]
    return TextReader(
        Settings(_env_file=None, CONSEILLER_HOME=tmp_path, rasa_port=port, rasa_token=TOKEN)
    )


def test_the_points_are_those_of_what_is_asked_first(rasa, reader):
    assert reader.read("le prix, le logement ?") == (
        "ask_not_on_page",
        ["school_place", "school_price"],
    )
    [(path, body)] = rasa.asked
    assert path == "/model/parse?token=a+token+of+Rasa%27s"
    assert json.loads(body) == {"text": "le prix, le logement ?"}


@pytest.mark.parametrize(
    ("status", "answer"),
    [(401, "{}"), (409, "{}"), (200, "no JSON"), (200, "{}"), (200, "[]"), (200, '{"intent": 1}')],
)
def test_what_is_no_reading_is_said_to_be_none(rasa, reader, status, answer):
    rasa.status, rasa.answer = status, answer

    with pytest.raises(NotRead):
        reader.read("le prix ?")


def test_a_text_that_rasa_cannot_read_means_nothing_and_keeps_no_other_waiting(rasa, reader):
    rasa.unreadable = {""}

    assert reader.read("") == ("", ())
    assert reader.read(" / ") == ("", ())


@pytest.mark.parametrize("status", [400, 500])
def test_rasa_that_can_read_nothing_is_asked_another_time(rasa, reader, status):
    rasa.status, rasa.answer = status, '{"reason": "ParsingError"}'

    with pytest.raises(NotRead):
        reader.read("le prix ?")


def test_what_begins_like_a_command_is_read_as_text(rasa, reader):
    """Rasa would do it, or write it to its log with whatever it holds."""
    reader.read("\u00a0/ /ines@example.org, le prix ?")

    assert [json.loads(body)["text"] for _, body in rasa.asked] == ["ines@example.org, le prix ?"]


def test_rasa_that_is_away_reads_nothing(rasa, reader):
    rasa.server.shutdown()
    rasa.server.server_close()

    with pytest.raises(NotRead):
        reader.read("le prix ?")
