"""The two assistants that are compared: Rasa as it comes, and this one. Each is trained and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.running import PYTHON, ROOT, free_ports, make_conseiller

RASA = ROOT / ".venvs" / "rasa" / "bin" / "python"
TOKEN = "bench"
_NOW = "2026-11-25T10:05:00+01:00"
_START_SECONDS = 1800  # stock Rasa takes minutes on a busy machine


@dataclass
class System:
    """An assistant: where its model is, and how its processes are told apart."""

    name: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    train_seconds: float | None = None
    start_seconds: float = 0.0

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.folder / "models" / "model.tar.gz"

    def train(self) -> None:
        """Train the model, and tell how long it took."""
        begun = time.monotonic()
        command = [RASA, "-W", "ignore", *self._training()]
        log = (self.folder / "train.log").open("w")
        subprocess.run(
            command, cwd=self._place(), env=_environment(), stdout=log, stderr=log, check=True
        )
        self.train_seconds = time.monotonic() - begun

    def start(self) -> None:
        """Start every process and wait for the first answer."""
        begun = time.monotonic()
        self._launch()
        while not self._answers():
            if time.monotonic() - begun > _START_SECONDS:
                sys.exit(f"{self.name} did not start; see {self.folder}")
            time.sleep(0.1)
        self.start_seconds = time.monotonic() - begun

    def memory(self) -> float:
        """Memory of all processes together, each shared page counted once, in MB."""
        marker = f"BENCH_SYSTEM={self.folder}".encode()
        return sum(_proportional_memory(pid) for pid in _processes_with(marker)) / 1024

    def url(self, path: str) -> str:
        """Where Rasa listens."""
        return f"http://127.0.0.1:{self.port}{path}"

    def _answers(self) -> bool:
        body = {"sender": "first", "message": "bonjour"}
        try:
            answer = httpx.post(self.url("/webhooks/rest/webhook"), json=body, timeout=30)
        except httpx.HTTPError:
            return False
        return bool(answer.is_success and answer.json())


class Stock(System):
    """Rasa as it comes: suggested French pipeline and policies, its own stores and server."""

    def prepare(self, epochs: int) -> None:
        """Lay out an ordinary Rasa project with our training data and domain."""
        shutil.copytree(ROOT / "data", self.folder / "data", dirs_exist_ok=True)
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
        """Stop both processes."""
        for process in self._processes:
            process.terminate()
            process.wait(60)

    def _training(self) -> list[str]:
        return ["-m", "rasa", "train", "--fixed-model-name", "model", "--out", "models"]

    def _place(self) -> Path:
        return self.folder

    def _launch(self) -> None:
        environment = {
            **_environment(),
            "BENCH_SYSTEM": str(self.folder),
            "CONSEILLER_HOME": str(self.folder / "home"),
            "CONSEILLER_NOW": _NOW,
            "CONSEILLER_NOW_SET_AT": str(time.time()),
            "ACTIONS_PORT": str(self._actions_port),
        }
        (self.folder / "home").mkdir(exist_ok=True)
        log = (self.folder / "log.txt").open("a")
        migrate = "from runtime.cli.common import services; services()"
        subprocess.run([PYTHON, "-c", migrate], cwd=ROOT, env=environment, check=True)
        rasa = [
            *("run", "--enable-api", "--auth-token", TOKEN, "--port", str(self.port)),
            *("--interface", "127.0.0.1", "--model", str(self.model)),
        ]
        commands: list[tuple[list[Any], Path]] = [
            ([RASA, "-W", "ignore", "-m", "rasa", *rasa], self.folder),
            ([PYTHON, "-m", "runtime.serve", "actions"], ROOT),
        ]
        self._processes = [
            subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=log)
            for command, place in commands
        ]


class Ours(System):
    """Our assistant with all of its processes."""

    def prepare(self) -> None:
        """Choose ports and a home of its own."""
        self._running = make_conseiller(
            self.folder / "home",
            **{
                "BENCH_SYSTEM": str(self.folder),
                "RASA_TOKEN": TOKEN,
                "RASA_MODEL": str(self.model),
                **self.settings,
            },
        )
        self.port = int(self._running.environment["RASA_PORT"])

    @property
    def web(self) -> str:
        """Where visitors are served."""
        return self._running.url

    def stop(self) -> None:
        """Stop every process."""
        self._running.stop()

    def process_of(self, words: str) -> int:
        """Find a process by words of its command line."""
        return self._running.process_of(words)

    def _training(self) -> list[str]:
        folder = str(self.model.parent)
        return ["-m", "nlu.train", "--fixed-model-name", "model", "--out", folder]

    def _place(self) -> Path:
        return ROOT

    def _launch(self) -> None:
        self._running.environment["CONSEILLER_NOW_SET_AT"] = str(time.time())
        self._running.start()


def _environment() -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("CONSEILLER_")},
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _processes_with(marker: bytes) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if marker in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
            except OSError:
                continue  # it has ended, or is somebody else's
    return found


def _proportional_memory(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    counted = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(counted[1]) if counted else 0
