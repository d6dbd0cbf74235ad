"""Commands of `./conseiller`, each in a process of its own that has its imports already.

    python -m testing.commands SOCKET

A process imports what commands need, once; then it forks for each command that it is asked to run.
A command has its own environment, streams and exit code, as one that is typed; it spares the four
seconds that its imports take.
"""

from __future__ import annotations

import json
import os
import pkgutil
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from socketserver import ForkingMixIn, StreamRequestHandler, UnixStreamServer
from tempfile import TemporaryFile
from typing import BinaryIO

from testing.running import PYTHON, ROOT

_START_SECONDS = 60


class Commands:
    """Runs commands; `stop` it when no more are run."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "commands.socket"
        self._process = subprocess.Popen(
            [PYTHON, "-m", "testing.commands", self._socket],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def run(
        self, words: tuple[str, ...], environment: Mapping[str, str], typed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a command that is given a text at its standard input, and wait for its end."""
        with self._connected() as connection, connection.makefile("rwb") as line:
            line.write(json.dumps([words, dict(environment), typed]).encode() + b"\n")
            line.flush()
            code, said, complained = json.loads(line.readline())
        return subprocess.CompletedProcess(words, code, said, complained)

    def stop(self) -> None:
        """Stop the process that forks."""
        self._process.terminate()
        self._process.wait(20)

    def _connected(self) -> socket.socket:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            connection = socket.socket(socket.AF_UNIX)
            try:
                connection.connect(str(self._socket))
            except OSError:
                connection.close()
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return connection


class _Server(ForkingMixIn, UnixStreamServer):
    """Forks for each command."""

    request_queue_size = 16


class _Handler(StreamRequestHandler):
    """Is the process of one command."""

    def handle(self) -> None:
        words, environment, typed = json.loads(self.rfile.readline())
        os.environ.clear()
        os.environ.update(environment)
        with TemporaryFile() as given, TemporaryFile() as said, TemporaryFile() as complained:
            given.write(typed.encode())
            given.seek(0)
            for number, stream in enumerate((given, said, complained)):
                os.dup2(stream.fileno(), number)
            done = (_run(words), _written(said), _written(complained))
        self.wfile.write(json.dumps(done).encode() + b"\n")


def _run(words: list[str]) -> int:
    """Run a command as Python's own start does; gives its exit code."""
    main = import_module("entrypoints.cli.__main__").main
    sys.argv = ["conseiller", *words]
    try:
        main()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _written(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read().decode()


def _serve(address: str) -> None:
    package = import_module("entrypoints.cli")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    with _Server(address, _Handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    _serve(sys.argv[1])
