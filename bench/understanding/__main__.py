"""Measure how well visitors are understood, on messages that training has never seen.

    python -m bench.understanding MESSAGES.tsv

Starts the assistant on free ports and says every message to it, each in a conversation of its own:
what is judged is what the visitor reads. Writes reports/understanding.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.understanding.judging import Judge, Reply
from bench.understanding.messages import Labelled, disturbances, disturbed, read_messages
from bench.understanding.report import write_report
from knowledge import load_jobs
from tests.running import ROOT, Conseiller, make_conseiller
from web.security import inert

JOB = "responsable-ecommerce"


@dataclass(frozen=True)
class Judged:
    """A message, the reply to it, and whether that is right."""

    message: Labelled
    reply: Reply
    is_right: bool


def ask(conseiller: Conseiller, message: Labelled, http: httpx.Client) -> Reply:
    """Say a message in a conversation of its own; returns what came of it."""
    token = (conseiller.home / "rasa_token").read_text()
    sender = f"evaluation-{uuid.uuid4()}"
    http.post(
        f"{conseiller.rasa_url}/webhooks/rest/webhook",
        json={"sender": sender, "message": inert(message.text)},
    ).raise_for_status()
    tracker = http.get(
        f"{conseiller.rasa_url}/conversations/{sender}/tracker", params={"token": token}
    )
    return Reply.of(tracker.raise_for_status().json())


def judged(
    conseiller: Conseiller, judge: Judge, name: str, messages: Sequence[Labelled]
) -> list[Judged]:
    """Say all messages and judge the replies, showing how far it is."""
    with httpx.Client(timeout=30) as http:
        results = []
        for number, message in enumerate(messages, 1):
            print(f"\r{name}: {number} of {len(messages)}", end="", file=sys.stderr, flush=True)
            reply = ask(conseiller, message, http)
            results.append(Judged(message, reply, judge.is_right(message, reply)))
    print(file=sys.stderr)
    return results


def main() -> None:
    """Measure, print the figures and write the report."""
    parser = argparse.ArgumentParser(description="Measure how well visitors are understood.")
    parser.add_argument("messages", type=Path, help="TSV with the columns label and text")
    parser.add_argument("--out", type=Path, default=ROOT / "reports" / "understanding.md")
    options = parser.parse_args()
    messages = read_messages(options.messages)
    judge = Judge(load_jobs(ROOT / "knowledge")[JOB])
    conseiller = make_conseiller(Path(tempfile.mkdtemp(prefix="conseiller-")))
    conseiller.start()
    try:
        results = {
            name: judged(conseiller, judge, name, disturbed(messages, how))
            for name, how in disturbances().items()
        }
    finally:
        conseiller.stop()
    invented = Counter(
        name
        for name, each in results.items()
        for result in each
        if result.message.labels == ("inconnu_ecole",) and judge.states_a_fact(result.reply)
    )
    write_report(options.out, options.messages.name, results, invented)
    for name, each in results.items():
        right = sum(result.is_right for result in each)
        print(f"{name:<20} {right} of {len(each)} answered rightly ({right / len(each):.1%})")
    print(f"evaluate: the report is {options.out}")


if __name__ == "__main__":
    main()
