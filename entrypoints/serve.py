"""Start one process of the application: `python -m entrypoints.serve web|actions|notifier`.

Each imports what it needs alone: the SDK of the action server is a third of its memory.
"""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Coroutine, Iterable

from entrypoints import heartbeat
from runtime import health
from runtime.logs import set_up_logs
from runtime.settings import load_settings
from runtime.wiring import Services

WEB_SOCKET_VARIABLE = "CONSEILLER_WEB_SOCKET"
"""The number of the open file on which all web processes listen."""

_OPEN_FILES = 65_536


def serve_web(services: Services) -> None:
    """Serve people: the chat API, the widget and the page."""
    from web.app import make_app
    from web.connections import BoundedProtocol

    app = make_app(services)
    app.add_task(heartbeat.beat())
    _pass_over_what_stays()
    app.run(
        sock=_web_socket(services),
        protocol=BoundedProtocol,
        single_process=True,
        access_log=False,
    )


def _pass_over_what_stays() -> None:
    """Have the garbage collector look no more at what was made by now: modules, routes, texts.

    Otherwise it walks all of it, a tenth of a second each time, in the middle of some answer.
    """
    gc.collect()
    gc.freeze()


def _web_socket(services: Services) -> socket.socket:
    """Take the socket that the supervisor opened for all web processes, or open one."""
    handed_down = os.environ.get(WEB_SOCKET_VARIABLE)
    if handed_down:
        return socket.socket(fileno=int(handed_down))
    return socket.create_server(("0.0.0.0", services.settings.web_port))


def serve_actions(services: Services) -> None:
    """Serve Rasa's custom actions, on loopback."""
    from actions.server import make_app

    app = make_app(services)
    _pass_over_what_stays()
    app.run(
        host="127.0.0.1",
        port=services.settings.actions_port,
        single_process=True,
        access_log=False,
    )


def serve_notifier(services: Services) -> None:
    """Send what is owed, read calendars, do the day's routine and learn, until told to stop."""
    from entrypoints.learner import Learner
    from entrypoints.routine import Routine

    def goes_on() -> bool:
        return not any(notifier.is_stuck() for notifier in services.notifiers)

    notifiers = (notifier.run() for notifier in services.notifiers)
    hearts = (health.beat(services.settings.home, goes_on), heartbeat.beat(goes_on))
    rest = (services.calendar_sync.run(), Routine(services).run())
    learning = [Learner(services).run()] if services.settings.learning else []
    asyncio.run(_until_told_to_stop(*notifiers, *rest, *learning, *hearts))


async def _until_told_to_stop(*work: Coroutine[None, None, None]) -> None:
    task = asyncio.create_task(_together(work))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return  # asked to stop


async def _together(work: Iterable[Coroutine[None, None, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for one in work:
            group.create_task(one)


def raise_open_files() -> None:
    """Let this process, and those that it starts, have as many connections as they are allowed."""
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if most == resource.RLIM_INFINITY else min(most, _OPEN_FILES)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


PROCESSES = {"web": serve_web, "actions": serve_actions, "notifier": serve_notifier}


def main() -> None:
    """Start the process named on the command line."""
    if len(sys.argv) != 2 or sys.argv[1] not in PROCESSES:
        sys.exit(f"usage: python -m entrypoints.serve {'|'.join(PROCESSES)}")
    set_up_logs()
    raise_open_files()
    PROCESSES[sys.argv[1]](Services(load_settings()))


if __name__ == "__main__":
    main()
