"""Run everything: start each process, wait until it answers, start it again if it dies or hangs.

`make run` ends here. Ctrl-C stops all processes.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from entrypoints import heartbeat
from entrypoints.cli.common import services
from entrypoints.parts import Part, environment_of, parts_of
from entrypoints.serve import WEB_SOCKET_VARIABLE, raise_open_files
from entrypoints.watching import START_SECONDS, until_it_hangs
from runtime.settings import ROOT, Settings

_STOP_SECONDS = 10.0
_STOP_HANGING_SECONDS = 2.0
_LONGEST_PAUSE_SECONDS = 30.0
_STEADY_SECONDS = 60.0  # a process that ran this long did not die of its start
_CANNOT_START = os.EX_CONFIG  # with which a process ends that no other start would help
_PR_SET_PDEATHSIG = 1  # of Linux' prctl


class Supervisor:
    """Keeps its parts running until it is told to stop."""

    def __init__(
        self, parts: list[Part], environment: dict[str, str], open_files: tuple[int, ...] = ()
    ) -> None:
        self._parts = parts
        self._environment = environment
        self._open_files = open_files
        self._stopping = asyncio.Event()
        self._has_started = False
        self._is_hopeless = False

    def stop(self) -> None:
        """Ask every part to stop."""
        self._stopping.set()

    async def run(self, ready: Callable[[], None]) -> bool:
        """Run until stopped; calls `ready` once every part answers. False: one never did."""
        keepers = [asyncio.create_task(self._keep(part)) for part in self._parts]
        started = await self._wait_until_all_answer()
        if started and not self._stopping.is_set():
            self._has_started = True
            ready()
            await self._stopping.wait()
        self._stopping.set()
        await asyncio.gather(*keepers)
        return started and not self._is_hopeless

    async def _keep(self, part: Part) -> None:
        pause = 0.5
        while not self._stopping.is_set():
            begun = time.monotonic()
            what_happened, code = await self._run_once(part)
            if self._stopping.is_set():
                return
            if code == _CANNOT_START and not self._has_started:
                say(f"{part.name} cannot start. See its last message above.")
                self._is_hopeless = True
                self.stop()
                return
            pause = 0.2 if time.monotonic() - begun > _STEADY_SECONDS else pause * 2
            pause = min(pause, _LONGEST_PAUSE_SECONDS)
            say(f"{part.name} {what_happened}; starting it again in {pause:.1f} s")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    async def _run_once(self, part: Part) -> tuple[str, int | None]:
        """Run a process until it ends, hangs, or all is stopped; returns how it ended."""
        heart = heartbeat.Heart()
        try:
            process = await asyncio.create_subprocess_exec(
                *part.command,
                cwd=ROOT,
                env={
                    **self._environment,
                    **part.environment,
                    heartbeat.VARIABLE: str(heart.write_end),
                },
                start_new_session=True,
                pass_fds=(*self._open_files, heart.write_end),
                preexec_fn=_DIE_WITH_PARENT,
            )
            problem = await self._until_ended_or_stopping(process, part, heart)
        finally:
            heart.close()
        if problem:
            return f"hangs: it {problem}", None
        return f"ended with {process.returncode}", process.returncode

    async def _until_ended_or_stopping(
        self, process: asyncio.subprocess.Process, part: Part, heart: heartbeat.Heart
    ) -> str | None:
        """Wait, then stop what still runs; returns what is wrong with a process that hung."""
        ended = asyncio.create_task(process.wait())
        stopping = asyncio.create_task(self._stopping.wait())
        hanging = asyncio.create_task(until_it_hangs(part, heart))
        await asyncio.wait({ended, stopping, hanging}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        hangs = hanging.done() and not ended.done()
        hanging.cancel()
        if not ended.done():
            _signal_group(process, signal.SIGTERM)
            with suppress(TimeoutError):
                patience = _STOP_HANGING_SECONDS if hangs else _STOP_SECONDS
                await asyncio.wait_for(asyncio.shield(ended), patience)
        # Also after a death of its own: a child left behind would keep the port.
        _signal_group(process, signal.SIGKILL)
        await ended
        return hanging.result() if hangs else None

    async def _wait_until_all_answer(self) -> bool:
        waiting = {part.name: part.check for part in self._parts if part.check}
        deadline = time.monotonic() + START_SECONDS
        while waiting and not self._stopping.is_set():
            for name, check in list(waiting.items()):
                problem = await check()
                if problem is None:
                    say(f"{name} answers")
                    del waiting[name]
                elif time.monotonic() > deadline:
                    say(f"{name} {problem}, after {START_SECONDS:.0f} s. See its messages above.")
                    return False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), 0.3)
        return True


def _make_dying_with_parent() -> Callable[[], None] | None:
    """Make what a child does first: ask to be killed with the supervisor, even by `kill -9`."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None, use_errno=True)

    def die_with_parent() -> None:
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    return die_with_parent


_DIE_WITH_PARENT = _make_dying_with_parent()


def say(line: str) -> None:
    """Tell the person at the terminal how things go."""
    print(f"conseiller: {line}", flush=True)


async def _run(settings: Settings) -> bool:
    # Opened here, it outlives any web process: visitors wait while one is started again.
    listening = socket.create_server(("0.0.0.0", settings.web_port), backlog=1024)
    environment = {**environment_of(settings), WEB_SOCKET_VARIABLE: str(listening.fileno())}
    supervisor = Supervisor(parts_of(settings), environment, (listening.fileno(),))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, supervisor.stop)

    def ready() -> None:
        say(f"ready. Open {settings.web_url}/")
        say(f"bookings: ./conseiller bookings · e-mails: {_where_mail_goes(settings)}")
        say("Ctrl-C stops everything.")

    return await supervisor.run(ready)


def _where_mail_goes(settings: Settings) -> str:
    if settings.smtp_url.get_secret_value():
        return "sent by SMTP"
    return f"files in {settings.home / 'mail'} (set SMTP_URL to send them)"


def _signal_group(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _check_ports(settings: Settings) -> None:
    """End at once, saying what to do, where another program answers in our place."""
    ports = [("web_port", settings.web_port), ("actions_port", settings.actions_port)]
    for name, port in [*ports, *(("rasa_port", port) for port in settings.rasa_ports)]:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                say(f"port {port} is taken. Stop what uses it, or set {name.upper()} in .env.")
                sys.exit(1)


def main() -> None:
    """Bring the database up to date, then run everything."""
    settings = services().settings
    _check_ports(settings)
    raise_open_files()
    say("starting rasa, actions, web and notifier (some five seconds)")
    if not asyncio.run(_run(settings)):
        sys.exit(1)
    say("stopped")


if __name__ == "__main__":
    main()
