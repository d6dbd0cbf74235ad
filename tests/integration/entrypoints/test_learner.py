"""Models are learnt aside, tried, published to Rasa and taken back."""

from __future__ import annotations

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import insert

from conversations.schema import phrase
from entrypoints.learner import Learner
from runtime import models, training
from runtime.models import Models, PublishingFailed, digest
from runtime.settings import ROOT, Settings
from runtime.training import TrainingFailed
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from staff.corrections import kept
from staff.learning import State, Versions
from staff.meanings import Meaning
from staff.phrases import Decision, Phrases


class Rasa:
    """Takes models as Rasa's HTTP API does."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refuses = False
        rasa = self

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self):
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if not rasa.refuses:
                    rasa.taken.append(said["model_file"])
                self.send_response(500 if rasa.refuses else 204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server.server_address[1]


@pytest.fixture
def rasa():
    house = Rasa()
    yield house
    house.server.shutdown()


@pytest.fixture
def base(tmp_path, monkeypatch):
    """A base that a test may change."""
    file = tmp_path / "base.tar.gz"
    file.write_bytes(b"the base")
    monkeypatch.setattr(models, "BASE", file)
    return file


@pytest.fixture
def house(tmp_path, rasa, base):
    return Models(Settings(_env_file=None, CONSEILLER_HOME=tmp_path, rasa_port=rasa.port))


def learn(house, version):
    (house.folder(version) / "model.tar.gz").write_bytes(b"learnt")
    house.adopt(version, digest())


def test_the_base_is_served_first(house, base):
    assert house.served().resolve() == base
    assert house.published() == 0


def test_a_version_is_published_and_served_after_a_start_too(house, rasa, base):
    learn(house, 3)
    house.publish(3)

    assert rasa.taken == [str(house.file(3))]
    assert house.served().resolve() == house.file(3)
    house.publish(0)
    assert (house.published(), house.served().resolve()) == (0, base)


def test_what_rasa_does_not_take_changes_nothing(house, rasa, base):
    learn(house, 3)
    rasa.refuses = True

    with pytest.raises(PublishingFailed):
        house.publish(3)
    assert house.served().resolve() == base


def test_a_version_of_another_base_is_not_served_any_more(house, base):
    learn(house, 3)
    house.publish(3)
    base.write_bytes(b"another base, of the next release")

    assert house.published() == 0
    assert house.served().resolve() == base
    with pytest.raises(PublishingFailed):
        house.publish(3)


def test_old_versions_are_deleted_but_for_the_one_that_is_served(house):
    for version in (1, 2, 3, 4):
        learn(house, version)
    house.publish(1)

    house.keep_only([4])

    assert [v for v in (1, 2, 3, 4) if house.file(v).exists()] == [1, 4]


@pytest.fixture
def asked(services, base, now):
    """A secretary corrected a phrase, and asked the assistant to learn."""
    row = {"id": "a", "digest": "a", "job": "responsable-ecommerce", "said": "", "text": "le blé ?"}
    read = {"intent": "ask_missions", "points": [], "confidence": 0.4, "margin": 0.1}
    with services.engine.begin() as connection:
        also = {"outcome": "told", "asked": 1, "last_on": now.date()}
        connection.execute(insert(phrase).values(**row, **read, **also))
    zoe = services.accounts.invite("zoe@x.example", "Zoé", Role.SECRETARIAT, COMMAND_LINE, now)
    Phrases(services.engine).decide("a", Decision.OTHER, Meaning("ask_salary"), zoe, now)
    return Versions(services.engine).ask(digest(), zoe, now)


@pytest.fixture
def readings(services, monkeypatch):
    """Says how the base and the candidate read the correction; the kept ones are read rightly."""
    rightly = {
        each.text: {"intent": each.meant.intent, "points": list(each.meant.points)}
        for each in kept(services.jobs, ROOT / "knowledge")
    }

    def say(base: str, candidate: str) -> None:
        async def read(model, phrases):
            intent = candidate if model.parent.name.isdigit() else base
            return [rightly.get(p["text"], {"intent": intent, "points": []}) for p in phrases]

        async def learn(folder, examples):
            assert "le blé ?" in examples.read_text()
            (folder / "model.tar.gz").write_bytes(b"learnt")
            return folder / "model.tar.gz"

        monkeypatch.setattr(training, "read", read)
        monkeypatch.setattr(training, "learn", learn)

    return say


def test_a_correction_that_is_learnt_makes_a_version_ready(services, asked, readings):
    readings("ask_missions", "ask_salary")

    asyncio.run(Learner(services).learn_what_is_asked())

    [version] = Versions(services.engine).latest(5)
    assert (version.id, version.state) == (asked, State.READY)
    assert [change.text for change in version.trial.gained] == ["le blé ?"]
    assert version.trial.kept_after == version.trial.kept > 100
    Models(services.settings)._point_to(Models(services.settings).file(asked))
    assert Models(services.settings).published() == asked


def test_one_that_is_forgotten_is_refused_by_name(services, asked, readings):
    readings("ask_salary", "ask_missions")

    asyncio.run(Learner(services).learn_what_is_asked())

    [version] = Versions(services.engine).latest(5)
    assert version.state is State.REFUSED
    assert [(change.text, change.is_correction) for change in version.trial.lost] == [
        ("le blé ?", True)
    ]


def test_learning_that_fails_says_so(services, asked, monkeypatch):
    async def fail(*_):
        raise TrainingFailed("there is no model")

    monkeypatch.setattr(training, "learn", fail)

    asyncio.run(Learner(services).learn_what_is_asked())

    [version] = Versions(services.engine).latest(5)
    assert (version.state, version.why) == (State.FAILED, "there is no model")


def test_real_models_read_phrases_in_a_process_of_their_own():
    said = [
        {"text": "quel est le salaire ?", "said": "", "job": "responsable-ecommerce"},
        {"text": "et en net ?", "said": "told:salary", "job": "responsable-ecommerce"},
    ]

    readings = asyncio.run(training.read(models.BASE, said))

    assert [each["intent"] for each in readings] == ["ask_salary", "ask_salary"]
    with pytest.raises(TrainingFailed):
        asyncio.run(training.read(models.BASE.with_name("nothing.tar.gz"), said))
