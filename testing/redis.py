"""A Redis server of the tests' own, on a free port of loopback, which keeps nothing."""

from __future__ import annotations

import socket
import subprocess
import time

from testing.running import ROOT, free_ports


class Redis:
    """A server that can be stopped and started again at the same address."""

    def __init__(self) -> None:
        subprocess.run([ROOT / "scripts" / "get-redis"], check=True)
        self.port = free_ports(1)[0]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("Redis did not start")

    def stop(self) -> None:
        """Stop the server."""
        self._process.terminate()
        self._process.wait(20)
