"""The console's sentences, from its templates: what was done by whom, what a message says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from babel.dates import format_datetime

from booking.rules import Rule
from french import speak
from french.paris import PARIS
from notify import Entry
from staff.audit import Event
from web.machine_words import in_french
from web.sentences import sentences

_RULES = [rule.value for rule in Rule]
_NOTED = {Rule.ABSENCE.value: "absence_noted"}
_CODE = re.compile(r"^(?P<code>\d{3}(?: \d\.\d{1,3}\.\d{1,3})?): ")


def event_sentence(event: Event) -> str:
    """Say who did what: « Zoé Lambert l’a déplacé à mardi 1er décembre 2026 à 9 h »."""
    texts = sentences("equipe/history")
    who = event.actor.name or texts[f"actor_{event.actor.kind.value}"]
    name = event.action.value if event.words is None else f"{event.action.value}_in_words"
    return texts[name].format(who=who, words=event.words, **_in_words(event.details))


def problem_sentence(name: str) -> str:
    """Say what went wrong."""
    return sentences("equipe/problems")[name]


def message_words(entry: Entry) -> dict[str, str]:
    """Say what a message is about, to whom, how it stands, and why it failed."""
    texts = sentences("equipe/messages")
    return {
        "topic": texts[f"topic_{entry.topic.value}"],
        "audience": texts[f"to_{entry.audience.value}"],
        "channel": texts[f"by_{entry.channel.value}"],
        "state": texts[f"state_{entry.state.value}"],
        "reason": reason_sentence(entry.reason) if entry.reason else "",
    }


def departures_in_words(left: Iterable[tuple[str, str | None]], start: datetime) -> str:
    """Say which rules a time leaves: « hors de vos horaires du mardi, et pendant … »."""
    said = [
        (rule if name or rule != Rule.ABSENCE else "absence_unnamed", rule, name)
        for rule, name in left
    ]
    return _joined(said, start)


def rules_left_in_words(noted: Iterable[str | Sequence[str | None]], start: datetime) -> str:
    """Say which rules a time left that was noted; of absences, no name.

    What was noted before names them: rules in pairs with the names, which nobody can take out.
    """
    rules = {each if isinstance(each, str) else str(each[0]) for each in noted}
    return _joined([(_NOTED.get(rule, rule), rule, None) for rule in rules], start)


def _joined(left: Iterable[tuple[str, str, str | None]], start: datetime) -> str:
    """Join what the rules are said by: a text of theirs, the rule, a name."""
    texts = sentences("equipe/departures")
    weekday = format_datetime(start.astimezone(PARIS), "EEEE", locale="fr")
    ordered = sorted(left, key=lambda each: _RULES.index(each[1]))
    *first, last = [texts[key].format(weekday=weekday, name=name) for key, _, name in ordered]
    return texts["and"].format(first=", ".join(first), last=last) if first else last


def reason_sentence(reason: str) -> str:
    """Say in French why a message failed; the code of the other server is kept."""
    texts = sentences("equipe/reasons")
    code = _CODE.match(reason)
    plain = reason[code.end() :] if code else reason
    said = texts.get(plain) or texts["other"].format(reason=in_french(plain))
    return f"{said} ({code['code']})" if code else said


def _in_words(details: Mapping[str, Any]) -> dict[str, str]:
    """Write the details of an event as French does: times, and roles by their names."""
    words: dict[str, str] = {}
    for name, value in details.items():
        match name:
            case "start" | "end":
                words[name] = speak.moment(datetime.fromisoformat(value))
            case "departures":
                moment = datetime.fromisoformat(details["start"])
                words[name] = rules_left_in_words(value, moment)
            case "role":
                words[name] = sentences("equipe/roles")[value]
            case _:
                words[name] = str(value)
    if details.keys() >= {"start", "end"}:
        ends = (datetime.fromisoformat(details[name]) for name in ("start", "end"))
        words["span"] = speak.span(*ends)
    return words
