"""What came of the simulated conversations: rates with intervals, faults, and what failed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.understanding.shares import Share
from bench.visitors.checks import (
    BOOKED_WRONG,
    FAULTS,
    MISREAD,
    NOT_REACHED,
    Fault,
    Played,
    answered_at_once,
)
from bench.visitors.points import Points
from bench.visitors.seen import Turn, plain

_EXAMPLES = 3


@dataclass(frozen=True)
class Judged:
    """A conversation, what is wrong with it, and which questions were answered at once."""

    played: Played
    faults: tuple[Fault, ...]
    at_once: tuple[bool, ...]

    @classmethod
    def of(cls, played: Played, faults: Sequence[Fault], points: Points) -> Judged:
        """Put together what was found."""
        return cls(played, tuple(faults), tuple(answered_at_once(played.turns, points)))

    @property
    def failed(self) -> bool:
        """Whether anything but a detail that was put right went wrong."""
        return any(fault.kind in FAULTS for fault in self.faults)

    @property
    def booked_wrong(self) -> bool:
        """Whether the books differ from what the visitor meant."""
        return self.has(BOOKED_WRONG)

    @property
    def reached(self) -> bool:
        """Whether the visitor got what he came for, and the books say so."""
        return not self.has(NOT_REACHED) and not self.booked_wrong

    def has(self, kind: str) -> bool:
        """Tell whether a kind of fault occurs."""
        return any(fault.kind == kind for fault in self.faults)


def write_report(path: Path, judged: Sequence[Judged], seed: int, voices: str) -> None:
    """Write the report, in Markdown."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(judged, seed, voices)) + "\n", encoding="utf-8")


def keep(judged: Sequence[Judged], path: Path) -> None:
    """Keep every conversation's outcome as JSON, and those with any fault in full."""
    kept = [
        {
            "number": each.played.plan.number,
            "goal": each.played.plan.goal,
            "temper": each.played.plan.temper.name,
            "voice": each.played.plan.voice.name,
            "is_kept": each.played.plan.voice.is_kept,
            "reached": each.reached,
            "faults": [[fault.kind, fault.what, fault.turn] for fault in each.faults],
            **({"turns": list(map(_kept_turn, each.played.turns))} if each.faults else {}),
        }
        for each in judged
    ]
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def _kept_turn(turn: Turn) -> dict[str, Any]:
    return {
        "asked": turn.asked,
        "acts": turn.acts,
        "said": turn.said,
        "seen": [plain(bubble.text) for bubble in turn.seen.bubbles],
        "asked_then": turn.seen.asked,
    }


def told_whole(each: Judged) -> str:
    """Write a conversation in full, with what is wrong with it."""
    plan = each.played.plan
    who = f"{plan.goal}, {plan.temper.name}, voice {plan.voice.name}"
    meant = each.played.intended
    phone = meant.person.phone if meant.gives_phone else "no phone"
    means = f"{meant.person.name}, {meant.person.email}, {phone}, {meant.start:%A %Y-%m-%d %H:%M}"
    wrong = [f"- **{fault.kind}**: {fault.what}" for fault in each.faults]
    head = [f"### {plan.number}: {who}", "", f"Means: {means}", "", *wrong, ""]
    return "\n".join([*head, *_turns(each.played.turns)])


def _lines(judged: Sequence[Judged], seed: int, voices: str) -> Iterator[str]:
    yield "# Simulated visitors"
    yield ""
    yield f"{len(judged)} conversations, seed {seed}, voices: {voices}."
    yield "Shares are shown with their 95 % intervals (Wilson)."
    yield ""
    yield from _table("", {"all": judged})
    yield ""
    at_once = Share.of(answer for each in judged for answer in each.at_once)
    yield f"Questions answered at the first asking: {_shown(at_once)}."
    yield ""
    for what, key in _GROUPS.items():
        yield f"## By {what}"
        yield ""
        yield from _table(what, _grouped(judged, key))
        yield ""
    yield "## Kinds of faults"
    yield ""
    yield from _kinds(judged)
    yield ""
    yield "## The conversations that failed"
    for each in judged:
        if each.failed:
            yield ""
            yield told_whole(each)


_GROUPS: dict[str, Callable[[Judged], str]] = {
    "goal": lambda each: each.played.plan.goal,
    "temper": lambda each: each.played.plan.temper.name,
    "voice": lambda each: each.played.plan.voice.name + " (kept)" * each.played.plan.voice.is_kept,
}


def _grouped(judged: Sequence[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups = defaultdict(list)
    for each in judged:
        groups[key(each)].append(each)
    return dict(sorted(groups.items()))


def _table(what: str, groups: Mapping[str, Sequence[Judged]]) -> Iterator[str]:
    yield f"| {what} | conversations | goal reached | booked wrong | nothing wrong at all |"
    yield "|---|---|---|---|---|"
    for name, group in groups.items():
        reached = _shown(Share.of(each.reached for each in group))
        wrong = sum(each.booked_wrong for each in group)
        clean = _shown(Share.of(not each.failed for each in group))
        yield f"| {name} | {len(group)} | {reached} | {wrong} | {clean} |"


def _kinds(judged: Sequence[Judged]) -> Iterator[str]:
    yield "| kind | conversations | most often | such as |"
    yield "|---|---|---|---|"
    for kind in (*FAULTS, MISREAD):
        found = [(each, fault) for each in judged for fault in each.faults if fault.kind == kind]
        who = list(dict.fromkeys(each.played.plan.number for each, _ in found))
        most = Counter(fault.what for _, fault in found).most_common(8)
        often = "; ".join(f"{what} ({times})" for what, times in most).replace("|", "/")
        yield f"| {kind} | {len(who)} | {often} | {', '.join(map(str, who[:_EXAMPLES]))} |"


def _turns(turns: Sequence[Turn]) -> Iterator[str]:
    for number, turn in enumerate(turns):
        said = turn.said or "(comes back in a new conversation)"
        yield f"> {number}. {said}  [{', '.join(turn.acts)}]"
        for bubble in turn.seen.bubbles:
            yield "    " + plain(bubble.text).replace("\n", "\n    ")
            if bubble.buttons:
                yield f"    [{' | '.join(plain(title) for title in bubble.buttons)}]"


def _shown(share: Share) -> str:
    low, high = share.interval
    return f"{share.right} of {share.total} ({share.percent:.1f} %, {low:.1f} to {high:.1f})"
