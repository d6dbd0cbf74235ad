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
from runtime.training import Readings, TrainingFailed
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from staff.corrections import kept, known_lessons
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
    """Says how the base and the candidate read the correction; the others are read rightly."""

    def say(before: str, after: str, against: bool = False) -> None:
        async def teach(base, served, new, what):
            assert [each["text"] for each in what["lessons"]] == ["le blé ?"]
            new.write_bytes(b"learnt")
            kept_ones = kept(services.jobs, ROOT / "knowledge")
            rightly = [
                {"intent": each["intent"], "points": [p.split("/")[-1] for p in each["points"]]}
                for each in (*known_lessons(kept_ones), *what["known"])
            ]
            assert len(rightly) + 1 == len(what["phrases"])
            return Readings(
                *([{"intent": read, "points": []}, *rightly] for read in (before, after)),
                [against],
            )

        monkeypatch.setattr(training, "teach", teach)

    return say


def test_a_correction_that_is_learnt_makes_a_version_ready(services, asked, readings):
    readings("ask_missions", "ask_salary")

    asyncio.run(Learner(services).learn_what_is_asked())

    [version] = Versions(services.engine).latest(5)
    assert (version.id, version.state) == (asked, State.READY)
    assert [change.text for change in version.trial.gained] == ["le blé ?"]
    assert version.trial.kept_after == version.trial.kept > 100
    data = json.loads((Models(services.settings).folder(asked) / "data.json").read_text())
    assert [(each["text"], each["intent"]) for each in data["lessons"]] == [
        ("le blé ?", "ask_salary")
    ]
    assert len(data["phrases"]) == 1 + version.trial.kept
    Models(services.settings)._point_to(Models(services.settings).file(asked))
    assert Models(services.settings).published() == asked


def test_one_that_is_forgotten_is_refused_by_name(services, asked, readings):
    readings("ask_salary", "ask_missions", against=True)

    asyncio.run(Learner(services).learn_what_is_asked())

    [version] = Versions(services.engine).latest(5)
    assert version.state is State.REFUSED
    assert [(change.text, change.is_correction) for change in version.trial.lost] == [
        ("le blé ?", True)
    ]
    assert version.trial.hard == ("le blé ?",)


def test_learning_that_fails_says_so(services, asked, monkeypatch):
    async def fail(*_):
        raise TrainingFailed("there is no model")

    monkeypatch.setattr(training, "teach", fail)

    asyncio.run(Learner(services).learn_what_is_asked())

    [version] = Versions(services.engine).latest(5)
    assert (version.state, version.why) == (State.FAILED, "there is no model")


JOB = "responsable-ecommerce"


def lesson(text, intent, *points, said=""):
    points = [f"{JOB}/{point}" for point in points]
    return {"text": text, "said": said, "job": JOB, "intent": intent, "points": points}


def taught(tmp_path, lessons, known, texts):
    new = tmp_path / "model.tar.gz"
    phrases = [{"text": text, "said": said, "job": JOB} for text, said in texts]
    what = {"lessons": lessons, "known": known, "phrases": phrases}
    return asyncio.run(training.teach(models.BASE, models.BASE, new, what))


@pytest.mark.timeout(300)
def test_a_real_model_learns_what_it_is_taught_and_reads_the_rest_as_before(tmp_path):
    learnt = [("le zlaribou, il en faut ?", ""), ("il faut du bagou pour ça ?", "")]
    rest = [("quel est le salaire ?", ""), ("et en net ?", "told:salary"), ("c'est quoi ça", "")]
    lessons = [
        lesson(learnt[0][0], "ask_qualities"),
        lesson(learnt[1][0], "ask_skills", "negotiation"),
    ]

    read = taught(tmp_path, lessons, [], [*learnt, *rest])

    assert read.before[0]["intent"] != "ask_qualities"
    assert [(r["intent"], r["points"]) for r in read.after[:2]] == [
        ("ask_qualities", []),
        ("ask_skills", ["negotiation"]),
    ]
    for before, after in zip(read.before[2:], read.after[2:], strict=True):
        assert (after["intent"], after["points"]) == (before["intent"], before["points"])
        assert after["confidence"] == pytest.approx(before["confidence"], abs=0.05)
    assert read.against == [False, False]


@pytest.mark.timeout(300)
def test_what_goes_against_all_that_is_known_is_hard_to_teach_and_seen_in_the_trial(tmp_path):
    lessons = [lesson("c'est quoi les missions", "ask_salary")]

    read = taught(tmp_path, lessons, [], [("c koi les missions", "")])

    assert read.against == [True]
    assert [each["intent"] for each in (*read.before, *read.after)] == [
        "ask_missions",
        "ask_salary",
    ]


def test_what_is_no_model_teaches_nothing(tmp_path):
    nothing = tmp_path / "nothing.tar.gz"

    with pytest.raises(TrainingFailed):
        asyncio.run(training.teach(nothing, nothing, tmp_path / "new.tar.gz", {}))
