"""One message of a conversation is handled at a time, in order, by however many processes."""

from __future__ import annotations

import signal
import subprocess
import time

import pytest

from testing.redis import Redis
from testing.running import ROOT

PYTHON = ROOT / ".venvs" / "rasa" / "bin" / "python"
_PRELUDE = """
import asyncio, sys, time
from nlu.serving.unused_imports import leave_out_unused
leave_out_unused()
from nlu.serving.lock_store import ConversationLocks
from rasa.utils.endpoints import EndpointConfig

def locks():
    return ConversationLocks(EndpointConfig(url=sys.argv[1] or None))

log = []

async def handle(kept, name, who="ada"):
    async with kept.lock(who):
        log.append(f"{name} begins")
        await asyncio.sleep(0.05)
        log.append(f"{name} ends")
"""


def start(url: str, code: str) -> subprocess.Popen[str]:
    body = "\n".join("    " + line for line in code.strip().splitlines())
    program = f"{_PRELUDE}\nasync def main():\n{body}\nasyncio.run(main())\n"
    return subprocess.Popen(
        [PYTHON, "-W", "ignore", "-c", program, url],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(url: str, code: str) -> list[str]:
    process = start(url, code)
    out, err = process.communicate()
    assert process.returncode == 0, err[-3000:]
    return out.splitlines()


@pytest.fixture(scope="module")
def redis():
    server = Redis()
    server.start()
    yield server
    server.stop()


def test_messages_of_one_conversation_wait_for_each_other_in_order():
    printed = run(
        "",
        """
kept = locks()
await asyncio.gather(*(handle(kept, number) for number in range(5)))
print(log == [f"{n} {what}" for n in range(5) for what in ("begins", "ends")])
""",
    )

    assert printed == ["True"]


def test_conversations_do_not_wait_for_one_another():
    printed = run(
        "",
        """
kept = locks()
await asyncio.gather(*(handle(kept, name, who=name) for name in "abc"))
print(log[:3])
""",
    )

    assert printed == ["['a begins', 'b begins', 'c begins']"]


def test_two_processes_never_handle_one_conversation_at_once(redis):
    printed = run(
        redis.url,
        """
one, other = locks(), locks()
await asyncio.gather(*(handle((one, other)[n % 2], n) for n in range(10)))
print(all(log[i].split()[0] == log[i + 1].split()[0] for i in range(0, 20, 2)), len(log))
""",
    )

    assert printed == ["True 20"]


def test_what_a_killed_process_held_is_free_after_seconds(redis):
    holder = start(
        redis.url,
        """
async with locks().lock("ada"):
    print("held", flush=True)
    await asyncio.sleep(60)
""",
    )
    assert holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGKILL)
    holder.communicate()

    assert run(redis.url, "await handle(locks(), 'next')\nprint(log)") == [
        "['next begins', 'next ends']"
    ]


def test_a_long_turn_keeps_its_lock_for_as_long_as_it_takes(redis):
    printed = run(
        redis.url,
        """
async def slow():
    async with locks().lock("ada"):
        await asyncio.sleep(8)
        log.append("slow ends")
async def late():
    await asyncio.sleep(0.5)
    await handle(locks(), "late")
await asyncio.gather(slow(), late())
print(log)
""",
    )

    assert printed == ["['slow ends', 'late begins', 'late ends']"]


def test_visitors_are_answered_while_redis_is_away():
    server = Redis()
    server.start()
    server.stop()
    begun = time.monotonic()

    printed = run(server.url, "await handle(locks(), 'a')\nprint(log)")

    assert printed == ["['a begins', 'a ends']"]
    assert time.monotonic() - begun < 60
