"""The two assistants that are compared: Rasa as it comes, and this one. Each is trained and run."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bench.processes import command_line, cpu_seconds, processes_with, proportional_memory
from testing.running import PYTHON, ROOT, free_ports, make_conseiller, two_ports_in_a_row

RASA = ROOT / ".venvs" / "rasa" / "bin" / "python"
TOKEN = "bench"
_NOW = "2026-11-25T10:05:00+01:00"
_START_SECONDS = 600  # stock Rasa takes minutes on a busy machine
_SHORT_AND_FAR = ("rules", "--slot", "10", "--horizon", "365")
_WORKING_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_ALL_DAY = ("08:00-20:00",)
_PARTS = {
    "rasa": ("nlu.serving.serve", "-m rasa run"),
    "actions": ("entrypoints.serve actions",),
    "web": ("entrypoints.serve web",),
    "notifier": ("entrypoints.serve notifier",),
    "supervisor": ("entrypoints.supervisor",),
}
"""The parts of both systems, by words of their command lines."""


@dataclass
class System(ABC):
    """An assistant: where its model is, and how its processes are told apart."""

    name: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(init=False)
    train_seconds: float | None = None
    start_seconds: float | None = None
    loads: int = 0
    """How many it has been given: each has visitors of its own, alike for every system."""

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.folder / "models" / "model.tar.gz"

    @abstractmethod
    def stop(self) -> None:
        """Stop every process, if they run."""

    @abstractmethod
    def _training(self) -> list[str]: ...  # the words after `python` that train the model

    @abstractmethod
    def _place(self) -> Path: ...  # the folder to train in

    @abstractmethod
    def _launch(self) -> None: ...

    def train(self) -> None:
        """Train the model from nothing, and tell how long it took."""
        begun = time.monotonic()
        command = [str(RASA), "-W", "ignore", *self._training()]
        environment = {**_environment(), "RASA_CACHE_DIRECTORY": str(self.folder / "cache")}
        with (self.folder / "train.log").open("w") as log:
            subprocess.run(
                command, cwd=self._place(), env=environment, stdout=log, stderr=log, check=True
            )
        self.train_seconds = time.monotonic() - begun

    def start(self) -> None:
        """Start every process and wait for the first answer."""
        begun = time.monotonic()
        self._launch()
        while not self._answers():
            if time.monotonic() - begun > _START_SECONDS:
                raise TimeoutError(f"{self.name} did not start; see {self.folder}")
            time.sleep(0.1)
        self.start_seconds = time.monotonic() - begun

    def make_room(self) -> None:
        """Offer more places than the measurements book: else the later ones would find none."""
        environment = {**_environment(), "CONSEILLER_HOME": str(self.folder / "home")}
        for words in (_SHORT_AND_FAR, *(("set", day, *_ALL_DAY) for day in _WORKING_DAYS)):
            command = [str(ROOT / "conseiller"), "hours", *words]
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)

    def memory(self) -> float:
        """Memory of all processes together, each shared page counted once, in MB."""
        return sum(proportional_memory(pid) for pid in self._pids()) / 1024

    def cpu(self) -> dict[str, float]:
        """Seconds of processor time that each part has taken since it started."""
        taken: dict[str, float] = {}
        for pid in self._pids():
            words = command_line(pid)
            for part, marks in _PARTS.items():
                if any(mark in words for mark in marks):
                    taken[part] = taken.get(part, 0.0) + cpu_seconds(pid)
        return taken

    @property
    def urls(self) -> list[str]:
        """Where each of Rasa's processes listens."""
        return [self.url("")]

    def url(self, path: str) -> str:
        """Where Rasa listens."""
        return f"http://127.0.0.1:{self.port}{path}"

    def _pids(self) -> list[int]:
        return processes_with(f"BENCH_SYSTEM={self.folder}".encode())

    def _answers(self) -> bool:
        body = {"sender": "first", "message": "bonjour"}
        try:
            for url in self.urls:
                answer = httpx.post(f"{url}/webhooks/rest/webhook", json=body, timeout=30)
                if not (answer.is_success and answer.json()):
                    return False
        except httpx.HTTPError:
            return False
        return True


class Stock(System):
    """Rasa as it comes: suggested French pipeline and policies, its own stores and server."""

    def prepare(self, epochs: int) -> None:
        """Lay out an ordinary Rasa project with our training data and domain."""
        self._processes: list[subprocess.Popen[bytes]] = []
        shutil.copytree(ROOT / "data", self.folder / "data", dirs_exist_ok=True)
        for asks in ROOT.glob("knowledge/*/asks.yml"):
            shutil.copy(asks, self.folder / "data" / f"{asks.parent.name}.yml")
        shutil.copy(ROOT / "domain.yml", self.folder)
        config = (ROOT / "bench" / "stock.yml").read_text()
        (self.folder / "config.yml").write_text(config.replace("epochs: 100", f"epochs: {epochs}"))
        (self.folder / "credentials.yml").write_text("rest:\n")
        self.port, self._actions_port = free_ports(2)
        (self.folder / "endpoints.yml").write_text(
            f"action_endpoint:\n  url: http://127.0.0.1:{self._actions_port}/webhook\n"
            f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {self.folder / 'rasa.db'}\n"
        )

    def stop(self) -> None:
        """Stop both processes, if they run."""
        for process in self._processes:
            process.terminate()
            process.wait(60)

    def move_to(self, home: Path, now: str) -> dict[str, str]:
        """Let the actions go on in another home, at another time; returns their environment."""
        actions = self._processes.pop()
        actions.terminate()
        actions.wait(60)
        environment = self._launch_actions(home, now)
        begun = time.monotonic()
        while time.monotonic() - begun < _START_SECONDS:
            try:
                httpx.get(f"http://127.0.0.1:{self._actions_port}/")
            except httpx.ConnectError:
                time.sleep(0.1)
            else:
                return environment
        raise TimeoutError(f"the actions of {self.name} did not start; see {self.folder}")

    def _training(self) -> list[str]:
        return ["-m", "rasa", "train", "--fixed-model-name", "model", "--out", "models"]

    def _place(self) -> Path:
        return self.folder

    def _launch(self) -> None:
        rasa = [
            *("run", "--enable-api", "--auth-token", TOKEN, "--port", str(self.port)),
            *("--interface", "127.0.0.1", "--model", str(self.model)),
        ]
        environment = {**_environment(), "BENCH_SYSTEM": str(self.folder)}
        self._start([RASA, "-W", "ignore", "-m", "rasa", *rasa], self.folder, environment)
        self._launch_actions(self.folder / "home", _NOW)

    def _launch_actions(self, home: Path, now: str) -> dict[str, str]:
        environment = {
            **_environment(),
            "BENCH_SYSTEM": str(self.folder),
            "CONSEILLER_HOME": str(home),
            "CONFIRM_ADDRESSES": "never",  # hundreds of new visitors book in a minute
            "CONSEILLER_NOW": now,
            "CONSEILLER_NOW_SET_AT": str(time.time()),
            "ACTIONS_PORT": str(self._actions_port),
        }
        home.mkdir(exist_ok=True)
        migrate = "from entrypoints.cli.common import services; services()"
        subprocess.run([PYTHON, "-c", migrate], cwd=ROOT, env=environment, check=True)
        self._start([PYTHON, "-m", "entrypoints.serve", "actions"], ROOT, environment)
        return environment

    def _start(self, command: list[Any], place: Path, environment: dict[str, str]) -> None:
        with (self.folder / "log.txt").open("a") as log:
            process = subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=log)
        self._processes.append(process)


class Ours(System):
    """Our assistant with all of its processes."""

    def prepare(self) -> None:
        """Choose ports and a home of its own."""
        self._is_launched = False
        self._running = make_conseiller(
            self.folder / "home",
            **{
                "BENCH_SYSTEM": str(self.folder),
                "CONFIRM_ADDRESSES": "never",
                "RASA_TOKEN": TOKEN,
                "RASA_MODEL": str(self.model),
                "RASA_PORT": str(two_ports_in_a_row()),
                **self.settings,
            },
        )
        self.port = int(self._running.environment["RASA_PORT"])

    @property
    def web(self) -> str:
        """Where visitors are served."""
        return self._running.url

    @property
    def urls(self) -> list[str]:
        """Where each of Rasa's processes listens."""
        count = int(self.settings.get("RASA_WORKERS", "1"))
        return [f"http://127.0.0.1:{self.port + number}" for number in range(count)]

    def stop(self) -> None:
        """Stop every process, if they run."""
        if self._is_launched:
            self._running.stop()

    def process_of(self, words: str) -> int:
        """Find a process by words of its command line."""
        return self._running.process_of(words)

    def _training(self) -> list[str]:
        folder = str(self.model.parent)
        return ["-m", "nlu.serving.train", "--fixed-model-name", "model", "--out", folder]

    def _place(self) -> Path:
        return ROOT

    def _launch(self) -> None:
        self._running.environment["CONSEILLER_NOW_SET_AT"] = str(time.time())
        self._is_launched = True
        self._running.start()


def _environment() -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("CONSEILLER_")},
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
