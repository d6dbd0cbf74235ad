"""Stock Rasa (spaCy and DIET) on our training data, to be asked the same messages.

Training it takes many minutes, so the model is kept in `models/stock/` under a digest of all that
it was made of.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from bench.systems import TOKEN, Stock
from bench.understanding.asking import Rasa, Results, ask_all
from bench.understanding.judging import Judge
from bench.understanding.messages import Labelled
from testing.running import ROOT

_KEPT = ROOT / "models" / "stock"
_REQUIREMENTS = ROOT / "requirements" / "rasa.txt"
_LOOK_SECONDS = 30


def ask_stock(folder: Path, epochs: int, judge: Judge, messages: list[Labelled]) -> Results:
    """Train stock Rasa where no model is kept, start it in a folder, and ask it everything."""
    stock = Stock("stock", folder)
    folder.mkdir(parents=True)
    stock.prepare(epochs)
    _provide_model(stock)
    try:
        stock.start()
        return ask_all(Rasa(stock.name, stock.url(""), TOKEN), judge, messages)
    finally:
        stock.stop()


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
