"""Play whole conversations, each with an assistant of its own, and tell how each ends.

    python -m bench.dialogues FILE.yml

`bench/samples/README.md` has the format of FILE, and the rules. For each conversation, an assistant
is started with its clock at `reference_datetime` and nothing booked, so that no place taken in one
conversation is missing in another.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from ruamel.yaml import YAML

from french.letters import fold
from french.paris import PARIS
from testing.running import make_conseiller

# What a bubble asks for, by the words of domain.yml; the last bubble that asks counts.
_ASKS = {
    "name": "À quel nom",
    "email": "À quelle adresse e-mail",
    "phone": "Un numéro de téléphone",
    "consent": "Êtes-vous d’accord",
    "confirm": "Est-ce que tout est exact|Que faut-il changer|vraiment annuler",
    "date_time": "vous convient|créneaux les plus proches",
}
_ANYTHING = "anything"
FIELDS = (*_ASKS, _ANYTHING)
"""What a turn may wait for."""

_FIRST_FREE = "first_free"  # of a conversation whose visitor takes what there is
_HASTE_SECONDS = 0.3  # between two messages of which the second does not wait for an answer

Turn = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What the visitor said at once, one message or several, and what was answered."""

    words: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Ending:
    """A conversation that was played: what was said, and what is wrong with its outcome.

    `also_ok` are the other outcomes that its author would accept, in the author's words: where
    something is wrong, a person looks whether it is one of them.
    """

    id: str
    description: str
    said: tuple[Said, ...]
    problem: str | None
    also_ok: tuple[str, ...]


class Visitor:
    """One visitor of the chat API, who waits when asked to and then says it again."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=60)
        session = self._client.post("/api/chat/sessions", json={}).raise_for_status().json()
        self._client.headers["Authorization"] = f"Bearer {session['token']}"

    def say(self, *texts: str) -> Said:
        """Say something, all of it before the first answer is read."""
        with ThreadPoolExecutor(len(texts)) as pool:
            sent = []
            for text in texts:
                sent.append(pool.submit(self._send, text))
                if text is not texts[-1]:
                    time.sleep(_HASTE_SECONDS)
            return Said(texts, tuple(answer for each in sent for answer in each.result()))

    def _send(self, text: str) -> list[str]:
        answer = self._client.post("/api/chat/messages", json={"text": text})
        while answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            time.sleep(float(answer.headers["Retry-After"]))
            answer = self._client.post("/api/chat/messages", json={"text": text})
        return [message["text"] for message in answer.json()["messages"]]


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

    def next(self, asked: str | None) -> tuple[str, ...]:
        """Take the messages to send when the assistant asks for something; none at the end."""
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

    def _taken_from(self, place: int) -> Iterator[str]:
        """Take a turn, and those after it that do not wait."""
        while True:
            turn = self._unused.pop(place)
            self._given.add(turn["if_asked"])
            yield str(turn["say"])
            if place == len(self._unused) or not self._unused[place].get("no_wait"):
                return


def play(dialogue: dict[str, Any], visitor: Visitor) -> Iterator[Said]:
    """Play a conversation by its rules."""
    script = Script(dialogue["turns"])
    asked: str | None = _ANYTHING
    while words := script.next(asked):
        said = visitor.say(*words)
        asked = asked_for(said.answers)
        yield said


def what_is_wrong(expected: dict[str, Any], booked: Sequence[dict[str, Any]]) -> str | None:
    """Compare the bookings with the outcome that was expected; None where they agree.

    A time or a name between quotes among the outcomes that are also accepted will do as well.
    """
    email = expected.get("email")
    mine = [b for b in booked if not email or b["email"].lower() == email.lower()]
    confirmed = [b for b in mine if b["status"] == "confirmed"]
    if expected["status"] in ("not_booked", "cancelled"):
        return f"still booked: {_starts(confirmed)}" if confirmed else None
    also = " ".join(map(str, expected.get("also_ok", ())))
    times = [str(expected["date_time"])[:16].replace(" ", "T")]
    times += re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d", also)
    right = [b for time in times for b in confirmed if b["start"].startswith(time)]
    right = confirmed if times[0] == _FIRST_FREE else right
    if not right:
        return f"no booking at {times[0]}, but at: {_starts(confirmed) or 'no time'}"
    names = [expected.get("name") or right[0]["name"], *re.findall(r'"([^"]+)"', also)]
    if right[0]["name"].casefold() not in (name.casefold() for name in names):
        return f"booked for {right[0]['name']!r}"
    return None


def unmet(turns: Sequence[Turn], said: Sequence[Said]) -> str | None:
    """Name the first answer that is not what its turn expects; None where all are.

    `expect` and `expect_not` of a turn are expressions, searched in small letters without accents.
    """
    answers = {words: fold(" ".join(each.answers)) for each in said for words in each.words}
    for turn in turns:
        answer = answers.get(str(turn["say"]))
        if answer is None:
            continue
        plain = answer.replace("**", "")
        if not re.search(str(turn.get("expect", "")), plain):
            return f"« {turn['say']} » is not answered with {turn['expect']}"
        if "expect_not" in turn and re.search(str(turn["expect_not"]), plain):
            return f"« {turn['say']} » is answered with {turn['expect_not']}"
    return None


def _starts(bookings: Sequence[dict[str, Any]]) -> str:
    return ", ".join(booking["start"] for booking in bookings)


def endings(file: Path) -> Iterator[Ending]:
    """Play every conversation of a file."""
    for dialogue in YAML(typ="safe").load(file.read_text(encoding="utf-8")):
        expected, said = dialogue["expected_outcome"], list[Said]()
        try:
            problem = what_is_wrong(expected, _booked(dialogue, said))
            problem = problem or unmet(dialogue["turns"], said)
        except (AssertionError, httpx.HTTPError) as error:
            # It counts against us, and the conversations after it are played all the same.
            problem = f"could not be played to its end: {error or type(error).__name__}"
        yield Ending(
            id=dialogue["id"],
            description=dialogue["description"],
            said=tuple(said),
            problem=problem,
            also_ok=tuple(map(str, expected.get("also_ok", ()))),
        )


def _booked(dialogue: dict[str, Any], said: list[Said]) -> list[dict[str, Any]]:
    """Play a conversation with an assistant of its own, keep what is said, and give bookings."""
    now = datetime.fromisoformat(str(dialogue["reference_datetime"])).replace(tzinfo=PARIS)
    with tempfile.TemporaryDirectory(prefix="conseiller-") as home:
        conseiller = make_conseiller(Path(home), CONSEILLER_NOW=now.isoformat())
        conseiller.start()
        try:
            said.extend(play(dialogue, Visitor(conseiller.url)))
            return conseiller.bookings()
        finally:
            conseiller.stop()


def main() -> None:
    """Play every conversation of a file, and print those that end otherwise than expected."""
    parser = argparse.ArgumentParser(description="Play whole conversations.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print every word")
    options = parser.parse_args()
    played = []
    for ending in endings(options.file):
        played.append(ending)
        print(f"{ending.id}  {ending.problem or 'as expected'}", flush=True)
        if options.verbose or ending.problem:
            for said in ending.said:
                print("\n".join(f"    > {words}" for words in said.words))
                for answer in said.answers:
                    print("      " + answer.replace("\n", "\n      "))
            for other in ending.also_ok:
                print(f"    also accepted: {other}")
    failures = sum(ending.problem is not None for ending in played)
    print(f"{len(played) - failures} of {len(played)} ended as expected")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
