"""The report of a simulated month."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.month.calendar import MONTH
from bench.month.trial import Found

_MOST = 200


def write_report(path: Path, found: Found, seed: int, voices: str) -> None:
    """Write it, in Markdown."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(found, seed, voices)) + "\n", encoding="utf-8")


def _lines(found: Found, seed: int, voices: str) -> list[str]:
    return [
        "# A simulated month",
        "",
        f"{MONTH.first:%B %Y}, seed {seed}, voices: {voices}. {found.conversations} conversations, "
        f"{found.messages} messages, {found.booked} interviews booked, {found.cancelled} cancelled "
        f"by visitors; {found.gave_up} visitors gave up, {found.unanswered} of them because no "
        f"answer came. {found.minutes:.0f} minutes.",
        "",
        "| what must hold | looked at | wrong |",
        "|---|---|---|",
        f"| nightly totals are what happened; page, picture and file of each figure say it | "
        f"{found.compared} numbers, {found.figures} figures | {len(found.untrue)} |",
        f"| erasing everybody changes no figure | {found.figures} figures | {len(found.changed)} |",
        "| no name, address or number in phrases, turns, totals, journal and logs | "
        f"{found.phrases} phrases | {len(found.traces_before)} |",
        "| nor anywhere once everybody is erased | every table, every file (before: "
        f"{found.in_the_books} in the books) | "
        f"{len(found.traces)} |",
        *_list("Not what happened", found.untrue),
        *_list("Changed by erasing", found.changed),
        *_list("Found before erasing", map(str, found.traces_before)),
        *_list("Found after erasing", map(str, found.traces)),
    ]


def _list(title: str, wrong: Iterable[str]) -> list[str]:
    told = list(wrong)
    more = [f"- and {len(told) - _MOST} more"] if len(told) > _MOST else []
    return ["", f"## {title}", "", *(f"- {each}" for each in told[:_MOST]), *more] if told else []
