"""What hangs is started again; what no start would help ends everything, and says why."""

from __future__ import annotations

import os
import signal
import time

import httpx
import pytest

from testing.running import Talk, make_conseiller

_PARTS = {
    "rasa": "nlu.serving.serve",
    "actions": "entrypoints.serve actions",
    "web": "entrypoints.serve web",
    "notifier": "entrypoints.serve notifier",
}


@pytest.fixture
def running(tmp_path):
    started = make_conseiller(tmp_path / "home")
    started.start()
    yield started
    started.stop()


@pytest.mark.timeout(600)
def test_every_process_that_hangs_is_started_again_and_visitors_go_on(running):
    visitor = Talk(running.url, start="booking")
    visitor.say("mardi à 10h")
    before = {part: running.process_of(words) for part, words in _PARTS.items()}
    for pid in before.values():
        os.kill(pid, signal.SIGSTOP)

    wait_until(lambda: all(f"{part} hangs" in running.log() for part in _PARTS), running)
    wait_until(lambda: is_ready(running), running)

    after = {part: running.process_of(words) for part, words in _PARTS.items()}
    assert all(after[part] != before[part] for part in _PARTS)
    assert "À quelle adresse e-mail" in visitor.say("Zoé Lambert")


@pytest.mark.parametrize("model", [b"no archive at all", None], ids=["corrupt", "missing"])
def test_without_a_model_that_can_be_read_everything_ends_at_once_with_the_cause(tmp_path, model):
    file = tmp_path / "model.tar.gz"
    if model:
        file.write_bytes(model)
    conseiller = make_conseiller(tmp_path / "home", RASA_MODEL=str(file))

    with pytest.raises(AssertionError):
        conseiller.start()

    assert conseiller.process.wait(30) == 1
    assert f"{file} cannot be used" in conseiller.log()
    assert "rasa cannot start" in conseiller.log()
    assert "make train" in conseiller.log()


def wait_until(happened, running) -> None:
    deadline = time.monotonic() + 240
    while not happened():
        assert time.monotonic() < deadline, running.log()[-3000:]
        time.sleep(0.5)


def is_ready(running) -> bool:
    try:
        return httpx.get(f"{running.url}/readyz", timeout=5).is_success
    except httpx.HTTPError:
        return False
