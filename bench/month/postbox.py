"""The mail server of the month: it takes what is sent, and refuses one visitor in some."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

from testing.running import free_ports

_REFUSES = 15  # one visitor in so many has no such mailbox
_NUMBER = re.compile(r"(\d+)@")
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Postbox:
    """Counts e-mails by whom they are for; keeps none."""

    def __init__(self, staff: str) -> None:
        self._staff = staff
        self._known: set[bytes] = set()
        self.arrived: Counter[str] = Counter()
        """E-mails by audience: `visitor`, `staff`."""
        self.refused: Counter[str] = Counter()

    async def handle_RCPT(  # noqa: N802  the name that aiosmtpd calls
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take a recipient, or say that there is nobody of that name."""
        number = _NUMBER.search(address)
        if address != self._staff and number and int(number[1]) % _REFUSES == 0:
            self.refused[self._audience(address)] += 1
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take an e-mail; one that is sent again under its identity counts once."""
        identity = _MESSAGE_ID.search(envelope.content)
        if identity is None or identity[1] not in self._known:
            self._known.add(identity[1] if identity else b"")
            self.arrived[self._audience(envelope.rcpt_tos[0])] += 1
        return "250 OK"

    def _audience(self, address: str) -> str:
        return "staff" if address == self._staff else "visitor"

    @contextmanager
    def open(self) -> Iterator[str]:
        """Serve; gives the address for SMTP_URL."""
        port = free_ports(1)[0]
        server = Controller(self, hostname="127.0.0.1", port=port, enable_SMTPUTF8=False)
        server.start()
        try:
            yield f"smtp://127.0.0.1:{port}"
        finally:
            server.stop()
