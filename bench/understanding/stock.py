"""Stock Rasa (spaCy and DIET) on our training data, to be asked the same.

It reads each message alone; its context are its rules and stories, its forms and TED, which decide
what to do. The domain and the actions, which tell facts and book, are ours.

Training it takes many minutes, so the model is kept in `models/stock/` under a digest of all that
it was made of.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from bench.dialogues import Bookings, Send, play_all
from bench.endings import Ending
from bench.systems import TOKEN, Stock
from bench.understanding.asking import PATIENCE_SECONDS, Answers, Questions, Rasa, ask_all
from bench.understanding.judging import Judge
from testing.running import ROOT, Conseiller
from web.chat.user_text import inert

_KEPT = ROOT / "models" / "stock"
_REQUIREMENTS = ROOT / "requirements" / "rasa.txt"
_LOOK_SECONDS = 30


@dataclass(frozen=True)
class OfStock:
    """What became of everything that was said to stock Rasa."""

    answers: Answers
    dialogues: Sequence[Ending] | None


def ask_stock(
    folder: Path, epochs: int, judge: Judge, questions: Questions, dialogues: Sequence[Path] | None
) -> OfStock:
    """Train stock Rasa where no model is kept, start it in a folder, ask and play everything."""
    stock = Stock("stock", folder)
    folder.mkdir(parents=True)
    stock.prepare(epochs)
    _provide_model(stock)
    try:
        stock.start()
        answers = ask_all(Rasa(stock.name, stock.url(""), TOKEN), judge, questions)
        return OfStock(answers, None if dialogues is None else _play(stock, dialogues))
    finally:
        stock.stop()


def _play(stock: Stock, files: Sequence[Path]) -> list[Ending]:
    """Play every conversation, with a new home for its actions: what is booked is there."""

    @contextmanager
    def opening(now: datetime) -> Iterator[tuple[Send, Bookings]]:
        with tempfile.TemporaryDirectory(prefix="conseiller-stock-") as name:
            home = Path(name)
            environment = stock.move_to(home, now.isoformat())
            with httpx.Client(base_url=stock.url(""), timeout=PATIENCE_SECONDS) as http:
                yield _visitor(http), Conseiller(home, environment).bookings

    return play_all(stock.name, files, opening)


def _visitor(http: httpx.Client) -> Send:
    sender = f"evaluation-{uuid.uuid4()}"

    def send(text: str) -> list[str]:
        said = {"sender": sender, "message": inert(text)}
        answers = http.post("/webhooks/rest/webhook", json=said).raise_for_status().json()
        return [answer["text"] for answer in answers if answer.get("text")]

    return send


def _provide_model(stock: Stock) -> None:
    kept = _KEPT / f"{_digest(stock.folder)}.tar.gz"
    if not kept.exists():
        _train(stock)
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(".partial")
        shutil.copy(stock.model, partial)
        partial.replace(kept)
    stock.model.parent.mkdir(exist_ok=True)
    shutil.copy(kept, stock.model)


def _digest(project: Path) -> str:
    """Give the digest of all that a Rasa project's model is made of."""
    inputs = [project / "config.yml", project / "domain.yml", _REQUIREMENTS]
    inputs += sorted(path for path in (project / "data").rglob("*") if path.is_file())
    digests = (hashlib.sha256(path.read_bytes()).digest() for path in inputs)
    return hashlib.sha256(b"".join(digests)).hexdigest()[:16]


def _train(stock: Stock) -> None:
    """Train it, showing now and then how long it has taken and what Rasa said last."""
    begun = time.monotonic()
    with ThreadPoolExecutor() as pool:
        training = pool.submit(stock.train)
        while wait([training], _LOOK_SECONDS).not_done:
            minutes = (time.monotonic() - begun) / 60
            said = _last_line(stock.folder / "train.log")[:60]
            print(f"stock: training for {minutes:.1f} minutes; {said}", file=sys.stderr, flush=True)
    training.result()


def _last_line(log: Path) -> str:
    said = log.read_text(errors="replace").strip() if log.exists() else ""
    return said.splitlines()[-1] if said else ""  # a bar that moves ends its lines with \r
