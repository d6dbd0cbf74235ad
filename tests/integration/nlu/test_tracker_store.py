"""Conversations are kept whole, however many processes take turns, at a cost that does not grow.

The store runs in Rasa's environment: each test hands that environment's Python a piece of code.
"""

from __future__ import annotations

import subprocess

import pytest
from sqlalchemy import create_engine, make_url, text

from conversations.erasing import ConversationEraser
from conversations.transcript import Transcript
from runtime.database import make_engine, migrate
from runtime.settings import Settings
from testing.running import ROOT

_PRELUDE = """
import asyncio, sys, time
from nlu.serving.unused_imports import leave_out_unused
leave_out_unused()
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import *
from nlu.serving.tracker_store import PooledTrackerStore

URL = sys.argv[1]
DOMAIN = Domain.from_dict({
    "intents": ["ask", "book"], "actions": ["answer"], "forms": {"form": {"required_slots": []}},
    "slots": {"name": {"type": "text", "mappings": [{"type": "custom"}]}},
})

def store():
    return PooledTrackerStore(DOMAIN, host=URL)

def said(words, intent="ask"):
    return UserUttered(words, {"name": intent, "confidence": 1.0}, [])

async def turn(kept, words, *more, who="ada"):
    tracker = await kept.get_or_create_tracker(who, append_action_listen=False)
    if not tracker.events:
        tracker.update_with_events([ActionExecuted("action_listen")], DOMAIN)
    events = [said(words), ActionExecuted("answer"), BotUttered("ok"), *more]
    tracker.update_with_events([*events, ActionExecuted("action_listen")], DOMAIN)
    await kept.save(tracker)

def words(tracker):
    return [e.text for e in tracker.events if isinstance(e, UserUttered)]
"""


def run(url: str, code: str) -> list[str]:
    """Run the body of a coroutine in Rasa's environment; returns the lines that it printed."""
    body = "\n".join("    " + line for line in code.strip().splitlines())
    program = f"{_PRELUDE}\nasync def main():\n{body}\nasyncio.run(main())\n"
    python = ROOT / ".venvs" / "rasa" / "bin" / "python"
    done = subprocess.run(
        [python, "-W", "ignore", "-c", program, url], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()


@pytest.fixture
def url(database_url, tmp_path):
    """Where trackers are kept, as Rasa's SQLAlchemy opens it."""
    if database_url.get_backend_name() == "sqlite":
        return f"sqlite:///{tmp_path / 'trackers.db'}"
    return database_url.set(drivername="postgresql").render_as_string(hide_password=False)


def test_what_was_said_is_still_known_after_a_restart(url):
    printed = run(
        url,
        """
await turn(store(), "un", SlotSet("name", "Ada"))
tracker = await store().retrieve("ada")
print(words(tracker), tracker.get_slot("name"), tracker.latest_action_name)
""",
    )

    assert printed == ["['un'] Ada action_listen"]


def test_processes_that_take_turns_see_what_the_other_did(url):
    printed = run(
        url,
        """
one, other = store(), store()
for number in range(4):
    await turn(one, f"one {number}")
    await turn(other, f"other {number}", SlotSet("name", str(number)))
tracker = await one.retrieve("ada")
print(words(tracker) == [f"{who} {n}" for n in range(4) for who in ("one", "other")])
print(tracker.get_slot("name"))
""",
    )

    assert printed == ["True", "3"]


def test_nothing_is_lost_when_two_processes_answer_at_once(url):
    printed = run(
        url,
        """
one, other = store(), store()
await turn(one, "first")
a, b = await one.retrieve("ada"), await other.retrieve("ada")
for kept, tracker, text in ((one, a, "left"), (other, b, "right")):
    tracker.update(said(text), DOMAIN)
    await kept.save(tracker)
for kept in (one, other):
    print(words(await kept.retrieve("ada")))
""",
    )

    assert printed == ["['first', 'left', 'right']"] * 2


def test_a_conversation_erased_elsewhere_is_forgotten_here(url):
    printed = run(
        url,
        """
import sqlalchemy
kept = store()
await turn(kept, "secret")
sqlalchemy.create_engine(URL).execute("DELETE FROM events")
print(await kept.retrieve("ada"))
await turn(kept, "again")
print(words(await kept.retrieve("ada")))
""",
    )

    assert printed == ["None", "['again']"]


def test_a_long_conversation_stays_short_for_a_turn_and_whole_in_the_database(url):
    printed = run(
        url,
        """
kept = store()
await turn(kept, "begin", SlotSet("name", "Ada"), ActiveLoop("form"))
for number in range(150):
    await turn(kept, f"question {number}")
tracker = await kept.retrieve("ada")
full = await kept.retrieve_full_tracker("ada")
print(len(tracker.events) < 120, len(full.events))
print(tracker.get_slot("name"), tracker.active_loop.name, words(tracker)[-1])
print(len(words(tracker)) >= 30)
print(words(await store().retrieve("ada"))[-20:] == words(full)[-20:])
""",
    )

    assert printed == ["True 607", "Ada form question 149", "True", "True"]


def test_rasas_own_store_reads_what_this_one_wrote_and_the_reverse(url):
    printed = run(
        url,
        """
kept = store()
await turn(kept, "ours", SlotSet("name", "Ada"))
rasas = SQLTrackerStore(DOMAIN, host=URL)
tracker = await rasas.retrieve("ada")
print(words(tracker), tracker.get_slot("name"))
tracker.update(said("theirs"), DOMAIN)
await rasas.save(tracker)
print(words(await kept.retrieve("ada")))
""",
    )

    assert printed == ["['ours'] Ada", "['ours', 'theirs']"]


def test_a_new_session_begins_without_the_last_one(url):
    printed = run(
        url,
        """
kept = store()
await turn(kept, "yesterday", SlotSet("name", "Ada"))
tracker = await kept.retrieve("ada")
tracker.update_with_events([ActionExecuted("action_session_start"), SessionStarted()], DOMAIN)
await kept.save(tracker)
await turn(kept, "today")
tracker = await kept.retrieve("ada")
print(words(tracker), tracker.get_slot("name"))
print(words(await kept.retrieve_full_tracker("ada")))
""",
    )

    assert printed == ["['today'] None", "['yesterday', 'today']"]


def test_a_hundred_visitors_at_once_are_all_kept(url):
    printed = run(
        url,
        """
one, other = store(), store()
async def visit(number):
    kept = (one, other)[number % 2]
    for words in ("a", "b", "c"):
        await turn(kept, words, who=f"visitor {number}")
await asyncio.gather(*map(visit, range(100)))
third = store()
trackers = [await third.retrieve(f"visitor {number}") for number in range(100)]
print(all(words(tracker) == ["a", "b", "c"] for tracker in trackers), len(await third.keys()))
""",
    )

    assert printed == ["True 100"]


def test_others_are_served_while_visitors_wait_for_a_locked_file(url):
    if not url.startswith("sqlite"):
        pytest.skip("only a file is locked as a whole")

    printed = run(
        url,
        """
import sqlite3
kept, other = store(), store()
await turn(kept, "first")
somebody = sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None)
somebody.execute("BEGIN IMMEDIATE")
begun = time.monotonic()
waiting = [asyncio.create_task(turn(kept, "second", who=f"visitor {n}")) for n in range(300)]
waiting.append(asyncio.create_task(turn(kept, "second")))
await asyncio.sleep(0.5)
print(words(await other.retrieve("ada")), time.monotonic() - begun < 4)
print(any(task.done() for task in waiting))
somebody.execute("COMMIT")
await asyncio.gather(*waiting)
print(words(await kept.retrieve("ada")), len(await kept.keys()))
""",
    )

    assert printed == ["['first'] True", "False", "['first', 'second'] 301"]


def test_purging_deletes_from_these_tables_too(database_url, url, tmp_path, now):
    settings = Settings(CONSEILLER_HOME=tmp_path, database_url=database_url.render_as_string(False))
    engine = make_engine(database_url)
    migrate(engine)
    transcript = Transcript(engine)
    identity = transcript.open(now, "responsable-ecommerce")
    run(url, f"await turn(store(), 'secret', who={identity!r})")

    tables = create_engine(make_url(url).set(drivername=settings.app_tracker_database.drivername))

    deleted = ConversationEraser(transcript, tables).purge(now.replace(year=now.year + 1))

    with tables.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar_one() == 0
    assert deleted == 1
    assert run(url, f"print(await store().retrieve({identity!r}))") == ["None"]


def test_a_table_that_somebody_keeps_locked_is_said_to_fail_after_a_bounded_time(database_url, url):
    printed = run(
        url,
        """
import sqlalchemy
kept = store()
await turn(kept, "before")
other = sqlalchemy.create_engine(URL).connect()
if other.dialect.name == "sqlite":
    other.execute("BEGIN EXCLUSIVE")
else:
    other.begin()
    other.execute("LOCK TABLE events IN SHARE MODE")
began = time.monotonic()
try:
    await turn(kept, "while locked")
    print("kept")
except sqlalchemy.exc.OperationalError:
    print("failed", time.monotonic() - began < 15)
other.close()
await turn(kept, "after")
print(words(await kept.retrieve("ada")))
""",
    )

    assert printed == ["failed True", "['before', 'after']"]
