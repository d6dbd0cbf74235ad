"""Play whole conversations, each with an assistant of its own, and tell how each ends.

    python -m bench.dialogues FILE.yml

`bench/samples/README.md` has the format of FILE, and the rules. For each conversation, an assistant
is started with its clock at `reference_datetime` and nothing booked, so that no place taken in one
conversation is missing in another.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import httpx
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from bench.endings import Ending, Said, Turn, judged_turns, what_is_wrong
from french.paris import PARIS
from testing.running import make_conseiller

# What a bubble asks for, by the words of domain.yml; the last bubble that asks counts.
_ASKS = {
    "name": "À quel nom|Quel est le bon nom",
    "email": "À quelle adresse e-mail|Quelle est la bonne adresse",
    "phone": "Un numéro de téléphone|Quel est le bon numéro",
    "consent": "Êtes-vous d’accord",
    "confirm": "Est-ce que tout est exact|Est-ce bien cela|Que faut-il changer|vraiment annuler",
    "date_time": r"vous convient\s\?|Quand voulez-vous le déplacer",
}
_ANYTHING = "anything"
FIELDS = (*_ASKS, _ANYTHING)
"""What a turn may wait for."""

_HASTE_SECONDS = 0.3  # between two messages of which the second does not wait for an answer


Send = Callable[[str], list[str]]
"""Sends a message and gives the answers to it."""

Bookings = Callable[[], list[dict[str, Any]]]
"""Lists what is booked."""

Opening = Callable[[datetime], AbstractContextManager[tuple[Send, Bookings]]]
"""Opens an assistant with nothing booked, its clock at a time."""


def chat(url: str) -> Send:
    """Begin a conversation by the chat API, whose visitor waits when asked to and says it again."""
    client = httpx.Client(base_url=url, timeout=60)
    session = client.post("/api/chat/sessions", json={}).raise_for_status().json()
    client.headers["Authorization"] = f"Bearer {session['token']}"

    def send(text: str) -> list[str]:
        answer = client.post("/api/chat/messages", json={"text": text})
        while answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            time.sleep(float(answer.headers["Retry-After"]))
            answer = client.post("/api/chat/messages", json={"text": text})
        return [message["text"] for message in answer.raise_for_status().json()["messages"]]

    return send


@contextmanager
def own_conseiller(now: datetime) -> Iterator[tuple[Send, Bookings]]:
    """Start an assistant with a home of its own."""
    with tempfile.TemporaryDirectory(prefix="conseiller-") as home:
        conseiller = make_conseiller(Path(home), CONSEILLER_NOW=now.isoformat())
        conseiller.start()
        try:
            yield chat(conseiller.url), conseiller.bookings
        finally:
            conseiller.stop()


def asked_for(answers: Sequence[str]) -> str | None:
    """Tell which field the assistant asks for."""
    for answer in reversed(answers):
        for field, words in _ASKS.items():
            if re.search(words, answer):
                return field
    return None


class Script:
    """The turns of a conversation, of which each is used at most once."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._unused = list(turns)
        self._given: set[str] = set()

    def next(self, asked: str | None) -> tuple[Turn, ...]:
        """Take the turns to send when the assistant asks for something; none at the end."""
        for wanted in (asked, _ANYTHING):
            for place, turn in enumerate(self._unused):
                if turn["if_asked"] == wanted and self._is_due(turn):
                    return tuple(self._taken_from(place))
        return ()

    def _is_due(self, turn: Turn) -> bool:
        """Tell whether a turn may be sent: one in reserve only where its value was given before.

        It was given in a turn for it or, where no ordinary turn for it is left, along with others.
        """
        if turn.get("no_wait"):
            return False  # it is sent with the turn before it, or never
        field = turn["if_asked"]
        left = any(t["if_asked"] == field and not t.get("fallback") for t in self._unused)
        return not turn.get("fallback") or field in self._given or not left

    def _taken_from(self, place: int) -> Iterator[Turn]:
        """Take a turn, and those after it that do not wait."""
        while True:
            turn = self._unused.pop(place)
            self._given.add(turn["if_asked"])
            yield turn
            if place == len(self._unused) or not self._unused[place].get("no_wait"):
                return


def play(dialogue: dict[str, Any], send: Send) -> Iterator[Said]:
    """Play a conversation by its rules."""
    script = Script(dialogue["turns"])
    asked: str | None = _ANYTHING
    while turns := script.next(asked):
        answers = _said_at_once([str(turn["say"]) for turn in turns], send)
        asked = asked_for(answers)
        yield Said(turns, answers)


def _said_at_once(texts: Sequence[str], send: Send) -> tuple[str, ...]:
    """Say all of it before the first answer is read."""
    with ThreadPoolExecutor(len(texts)) as pool:
        sent = []
        for place, text in enumerate(texts):
            if place:
                time.sleep(_HASTE_SECONDS)
            sent.append(pool.submit(send, text))
        return tuple(answer for each in sent for answer in each.result())


class _AsWritten(SafeConstructor):
    """Reads a number as it is written: « 0639981234 » is a telephone number, and keeps its zero."""


_AsWritten.add_constructor("tag:yaml.org,2002:int", SafeConstructor.construct_yaml_str)


def read_dialogues(file: Path) -> list[dict[str, Any]]:
    """Read the conversations of a file."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _AsWritten
    dialogues: list[dict[str, Any]] = yaml.load(file.read_text(encoding="utf-8"))
    return dialogues


def endings(file: Path, opening: Opening = own_conseiller) -> Iterator[Ending]:
    """Play every conversation of a file, each with an assistant that is opened for it."""
    for dialogue in read_dialogues(file):
        expected, said = dialogue["expected_outcome"], list[Said]()
        now = datetime.fromisoformat(str(dialogue["reference_datetime"])).replace(tzinfo=PARIS)
        try:
            with opening(now) as (send, bookings):
                said.extend(play(dialogue, send))
                problem = what_is_wrong(expected, bookings())
        except (AssertionError, httpx.HTTPError, subprocess.SubprocessError) as error:
            # It counts against us, and the conversations after it are played all the same.
            problem = f"could not be played to its end: {error or type(error).__name__}"
        yield Ending(
            id=dialogue["id"],
            description=dialogue["description"],
            said=tuple(said),
            booking_problem=problem,
            turns=tuple(judged_turns(said)),
            also_ok=tuple(map(str, expected.get("also_ok", ()))),
        )


def play_all(name: str, files: Sequence[Path], opening: Opening = own_conseiller) -> list[Ending]:
    """Play every conversation of some files, showing how each ends."""
    played = []
    for ending in chain.from_iterable(endings(file, opening) for file in files):
        told = "; ".join(ending.problems) or "as expected"
        print(f"{name}, dialogue {ending.id}: {told}", file=sys.stderr, flush=True)
        played.append(ending)
    return played


def main() -> None:
    """Play every conversation of a file, and print those that end otherwise than expected."""
    parser = argparse.ArgumentParser(description="Play whole conversations.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print every word")
    options = parser.parse_args()
    played = []
    for ending in endings(options.file):
        played.append(ending)
        print(f"{ending.id}  {'; '.join(ending.problems) or 'as expected'}", flush=True)
        if options.verbose or not ending.is_right:
            _print(ending)
    right = sum(ending.is_right for ending in played)
    booked = sum(ending.booking_problem is None for ending in played)
    turns = [turn.is_right for ending in played for turn in ending.turns]
    print(f"{right} of {len(played)} ended as expected: {booked} with the right booking,")
    print(f"and {sum(turns)} of {len(turns)} answers said what was expected of them")
    sys.exit(0 if right == len(played) else 1)


def _print(ending: Ending) -> None:
    for said in ending.said:
        print("\n".join(f"    > {words}" for words in said.words))
        for answer in said.answers:
            print("      " + answer.replace("\n", "\n      "))
    for other in ending.also_ok:
        print(f"    also accepted: {other}")


if __name__ == "__main__":
    main()
