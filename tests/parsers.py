"""Parsers of iCalendar files that are not ours, for tests of what calendars read."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime

import vobject
from pydantic import TypeAdapter

from testing.running import ROOT


@dataclass(frozen=True)
class Entry:
    """What a parser reads from an invitation."""

    method: str
    uid: str
    sequence: int
    status: str
    start: datetime
    end: datetime
    summary: str
    location: str
    organizer: str


def by_ical_js(files: list[bytes]) -> list[Entry]:
    """Read as Thunderbird does."""
    node = f"{ROOT / '.venvs' / 'node' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["node", ROOT / "tests" / "calendars" / "read.mjs"],
        input=json.dumps([file.decode() for file in files]),
        env={**os.environ, "PATH": node},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return TypeAdapter(list[Entry]).validate_json(done.stdout)


def by_vobject(files: list[bytes]) -> list[Entry]:
    """Read as another library of Python does."""
    calendars = [vobject.readOne(file.decode()) for file in files]
    return [
        Entry(
            method=calendar.method.value,
            uid=calendar.vevent.uid.value,
            sequence=int(calendar.vevent.sequence.value),
            status=calendar.vevent.status.value,
            start=calendar.vevent.dtstart.value.astimezone(UTC),
            end=calendar.vevent.dtend.value.astimezone(UTC),
            summary=calendar.vevent.summary.value,
            location=calendar.vevent.location.value,
            organizer=calendar.vevent.organizer.value,
        )
        for calendar in calendars
    ]
