"""The house that is attacked: a whole assistant, and what can be counted of the harm in it."""

from __future__ import annotations

import email
from dataclasses import dataclass
from datetime import datetime
from email.policy import default

import httpx
from sqlalchemy import func, select

from booking import schema
from booking.model import Status
from runtime.settings import Settings
from runtime.wiring import Services
from testing.pages import from_another_network, hidden_fields
from testing.running import Conseiller


@dataclass(frozen=True)
class Harm:
    """What came of an attack, next to the most that may."""

    attack: str
    tried: int
    came_of_it: str
    count: int
    most: int

    @property
    def is_bounded(self) -> bool:
        """Tell whether no more came of it than may."""
        return self.count <= self.most


class House:
    """A whole assistant that runs, seen from outside and from within."""

    def __init__(self, running: Conseiller) -> None:
        self.running = running
        self.url = running.url
        settings = Settings(_env_file=None, CONSEILLER_HOME=running.home)
        self._begun = datetime.now().astimezone()
        self.services = Services(settings, now=self._now)
        self._starts = [slot.start for slot in self.services.free_slots.upcoming(self._now())]

    def _now(self) -> datetime:
        set_at = float(self.running.environment["CONSEILLER_NOW_SET_AT"])
        passed = datetime.now().astimezone() - datetime.fromtimestamp(set_at).astimezone()
        return datetime.fromisoformat(self.running.environment["CONSEILLER_NOW"]) + passed

    def start(self, number: int) -> datetime:
        """Give one of the times that are free at the beginning."""
        return self._starts[number % len(self._starts)]

    @property
    def places(self) -> int:
        """How many times there are in all."""
        return len(self._starts)

    def held(self) -> int:
        """Count the places that are held now."""
        hold = schema.hold.c
        query = select(func.count()).select_from(schema.hold).where(hold.expires_at > self._now())
        with self.services.engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def firmly_booked(self, domain: str) -> int:
        """Count the interviews of a domain's addresses that nobody has to confirm."""
        booked = self.services.desk.interviews((Status.CONFIRMED,))
        theirs = (i for i in booked if i.visitor.email.endswith(f"@{domain}"))
        return sum(each.confirm_by is None for each in theirs)

    def mails_to(self, address: str) -> int:
        """Count the e-mails to an address, whatever its tag."""
        local, _, domain = address.partition("@")
        count = 0
        for path in self.services.mail_folder.glob("*.eml"):
            to = email.message_from_bytes(path.read_bytes(), policy=default)["To"]
            whom = to.addresses[0]
            count += whom.domain == domain and whom.username.partition("+")[0] == local
        return count


def network(number: int) -> dict[str, str]:
    """Give the headers of somebody who comes from a network of their own."""
    return from_another_network(number)


async def book(
    client: httpx.AsyncClient, address: str, start: datetime, headers: dict[str, str]
) -> str | None:
    """Book by the form; returns the interview's page, or None where nothing was booked."""
    shown = await client.get("/rendez-vous/", headers=headers)
    form = {
        **hidden_fields(shown.text),
        "nom": "Camille Martin",
        "email": address,
        "creneau": start.isoformat(),
        "accord": "oui",
    }
    read_back = await client.post("/rendez-vous/", data=form, headers=headers)
    done = await client.post("/rendez-vous/", data=hidden_fields(read_back.text), headers=headers)
    return done.headers["Location"].partition("?")[0] if done.status_code == 303 else None


async def cancel(client: httpx.AsyncClient, page: str, headers: dict[str, str]) -> None:
    """Cancel an interview on its page."""
    shown = await client.get(f"{page}/annuler", headers=headers)
    await client.post(f"{page}/annuler", data=hidden_fields(shown.text), headers=headers)
