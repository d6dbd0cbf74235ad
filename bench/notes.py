"""What the figures of `make bench` are of: the conditions and by-products, in words."""

from __future__ import annotations

import argparse
import os

from bench.goals import Measured


def notes_of(ours: Measured, options: argparse.Namespace) -> list[str]:
    """Say what the figures are of."""
    notes = [
        f"Turns are those of Rasa's REST channel, for {options.seconds:.0f} s each, with the "
        "conversations of `bench/conversations.py`; the load came from the same machine.",
        f"Accuracy, on `{options.accuracy.name}`, is the share of messages whose intent is one of "
        "those labelled.",
        f"The long conversation has {options.turns} turns for ours, {options.stock_turns} for "
        "stock.",
        "Memory is each process's proportional share (PSS); ours counts web, notifier and "
        "supervisor too, which stock does not have.",
    ]
    if not options.ours_only:
        notes.append(
            f"Stock was trained for {options.epochs} of the 100 epochs that Rasa suggests for DIET "
            "and TED: with all of them its training takes several times as long, and its accuracy "
            "may be higher (`--epochs 100`). Nothing else depends on it."
        )
    if ours.web and ours.two_on_the_web:
        notes.append(
            f"Through the public API, 16 visitors: {ours.web.per_second:.0f} turns a second, "
            f"median {ours.web.median:.0f} ms; with two of Rasa's and of the web's processes "
            f"{ours.two_on_the_web.per_second:.0f}, median {ours.two_on_the_web.median:.0f} ms."
        )
    if ours.two and ours.two_asked:
        notes.append(
            f"With two of Rasa's processes {ours.two.busy_cores:.2f} of "
            f"{len(os.sched_getaffinity(0))} cores were busy, {ours.two_asked.busy_cores:.2f} with "
            "visitors who only ask (Redis not counted)."
        )
    if ours.steady:
        notes.append(
            f"Steady load: {ours.steady.said} messages in {options.steady_minutes:g} minutes; "
            f"{ours.steady.refused} asked to wait, and the longest wait, when a process was "
            f"killed, was {ours.steady.longest_seconds:.1f} s."
        )
    return notes
