"""How long the pages of /equipe take: 50 people, 10,000 interviews, two years of totals, on SQLite.

    .venvs/test/bin/python -m bench.equipe

Each page is asked for ten times by one browser; the median and the slowest are printed, and how
much processor time the server took on average, which another load on the machine leaves alone.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path

import httpx
from sqlalchemy import insert

from bench.processes import cpu_seconds, processes_with
from booking import schema
from booking.model import Place
from booking.references import new_reference
from conversations.turns import Outcome
from french.paris import PARIS
from runtime.wiring import Services
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from staff.interview_totals import DELAYS
from staff.schema import count_by_day
from testing.sqlite import sqlite_database
from testing.web_server import NOW, WebServer

PEOPLE = 50
INTERVIEWS = 10_000
GOAL_MS = 150
FIGURES_GOAL_MS = 200
_AROUND = 80  # days before and after today over which interviews are spread
_TIMES = 10
_SEED = 7
_NAMES = ("Inès Marchetti", "Zoé Lambert", "Hugo Petit", "Maël Nguyen", "Emma Garcia", "Théo Roy")
_UNTIL_HALF_PAST_FIVE = "&".join(f"de-{day}-0=09:00&a-{day}-0=17:30" for day in range(5))
_OTHER_RULES = "duree=45&pause=0&delai=2&horizon=60&par_adresse=3"
_PAGES = {
    "Aujourd’hui": "/equipe",
    "Agenda, jour": "/equipe/agenda?vue=jour&date=2026-11-26",
    "Agenda, semaine": "/equipe/agenda?date=2026-11-26",
    "Agenda, liste": "/equipe/agenda?vue=liste&date=2026-11-26",
    "Recherche": "/equipe/recherche?q=zoe",
    "Recherche sans résultat": "/equipe/recherche?q=xyz",
    "Nouvel entretien": "/equipe/entretiens/nouveau",
    "Un entretien": "/equipe/entretien/{reference}",
    "Déplacer": "/equipe/entretien/{reference}/deplacer",
    "Absences": "/equipe/absences",
    "Une semaine d’absence": "/equipe/absences/effet?du=2026-11-30&au=2026-12-04&qui=3",
    "Un jour d’absence de tous": "/equipe/absences/effet?du=2026-11-30",
    "Deux semaines d’absence": "/equipe/absences/effet?du=2026-12-07&au=2026-12-18",
    "Finir plus tôt, tous": f"/equipe/horaires/semaine/effet?{_UNTIL_HALF_PAST_FIVE}",
    "Finir plus tôt, une": f"/equipe/horaires/semaine/effet?qui=3&{_UNTIL_HALF_PAST_FIVE}",
    "Autres règles": f"/equipe/horaires/regles/effet?{_OTHER_RULES}",
    "Horaires": "/equipe/horaires",
    "École": "/equipe/ecole",
    "Personnes": "/equipe/personnes",
    "Journal": "/equipe/journal",
    "Messages": "/equipe/messages",
    "Questions": "/equipe/questions",
    "Phrases": "/equipe/phrases",
    "Restées sans réponse": "/equipe/phrases/ouvertes",
    "Apprendre": "/equipe/apprentissage",
    "La page": "/equipe/page",
    "La fiche": "/equipe/fiche",
    "Un sujet de la fiche": "/equipe/fiche/salary",
    "Compléter": "/equipe/completer",
    "Métiers": "/equipe/metiers",
    "Exporter": "/equipe/export",
    "Aperçu des créneaux": "/equipe/horaires/apercu?jour=2026-12-01&heure=18:00",
    "Annuler": "/equipe/entretien/{reference}/annuler",
    "Corriger": "/equipe/entretien/{reference}/corriger",
    "Santé": "/equipe/sante",
    "Outils": "/equipe/outils",
    "Abonnement": "/equipe/abonnement",
    "Adresses bloquées": "/equipe/bloquees",
    "Mes appareils": "/equipe/appareils",
}
_FIGURES = {
    "Chiffres, un mois": "/equipe/chiffres?periode=2026-10",
    "Chiffres, 12 mois": "/equipe/chiffres",
    "Chiffres, deux ans": "/equipe/chiffres?periode=tout",
    "Chiffres, à imprimer": "/equipe/chiffres/mois/2026-10",
}
_DAYS = 730


def main() -> int:
    """Measure, and say whether every page reaches the goal."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        server = WebServer(home, sqlite_database(home))
        _fill(server.services, datetime.fromisoformat(NOW))
        with server.running():
            marker = f"CONSEILLER_HOME={home}".encode()
            slow = [
                name
                for goal, pages in ((GOAL_MS, _PAGES), (FIGURES_GOAL_MS, _FIGURES))
                for name, path in pages.items()
                if _measure(server, marker, name, path) >= goal
            ]
    return 1 if slow else 0


def _measure(server: WebServer, marker: bytes, name: str, path: str) -> float:
    """Ask for a page again and again, and print what it took; returns the median, in ms."""
    services = server.services
    now = datetime.fromisoformat(NOW)
    soon = services.register.part(now + timedelta(days=5), now + timedelta(days=9), limit=1)
    address = path.format(reference=soon[0].reference)
    account = services.accounts.by_email("ada@ecole.example")
    if account is None:
        raise LookupError("nobody to sign in as")
    token = services.sessions.open(account, "bench", now)
    with httpx.Client(base_url=server.url, cookies={"equipe": token}, timeout=30) as browser:
        browser.get(address).raise_for_status()
        took: list[float] = []
        busy = -_busy_seconds(marker)
        for _ in range(_TIMES):
            began = time.perf_counter()
            browser.get(address)
            took.append((time.perf_counter() - began) * 1000)
        busy += _busy_seconds(marker)
    median = statistics.median(took)
    sys.stdout.write(
        f"{name:28} {median:6.0f} ms, at most {max(took):6.0f} ms;"
        f" processor {busy * 1000 / _TIMES:6.0f} ms\n"
    )
    sys.stdout.flush()
    return median


def _busy_seconds(marker: bytes) -> float:
    return sum(map(cpu_seconds, processes_with(marker)))


def _fill(services: Services, now: datetime) -> None:
    chance = random.Random(_SEED)
    services.accounts.invite("ada@ecole.example", "Ada", Role.ADMINISTRATION, COMMAND_LINE, now)
    with services.engine.begin() as connection:
        for number in range(2, PEOPLE + 1):
            row = {"id": number, "active": True, "name": f"Personne {number}"}
            connection.execute(insert(schema.interviewer).values(row))
            hours = {"interviewer_id": number, "starts": wall_time(9), "ends": wall_time(18)}
            connection.execute(
                insert(schema.opening), [{**hours, "weekday": day} for day in range(5)]
            )
    places = [
        place
        for step in range(-_AROUND, _AROUND)
        for place in _places(services, now.date() + timedelta(days=step))
    ]
    interviews, ticks = [], []
    for number, place in enumerate(chance.sample(places, INTERVIEWS), 1):
        start = place.slot.start.astimezone(UTC)
        interviews.append(
            {
                "id": number,
                "reference": new_reference(),
                "uid": str(uuid.uuid4()),
                "sequence": 0,
                "status": "attended" if start < now else "confirmed",
                "interviewer_id": place.interviewer_id,
                "starts_at": start,
                "ends_at": place.slot.end.astimezone(UTC),
                "name": chance.choice(_NAMES),
                "email": f"visiteur{number}@example.org",
                "phone": f"+336{chance.randrange(10**8):08}",
                "questions": [],
                "consented_at": now,
                "created_at": now,
                "changed_at": now,
                "request_key": str(number),
            }
        )
        ticks += [
            {
                "interviewer_id": place.interviewer_id,
                "tick": tick.astimezone(UTC),
                "interview_id": number,
            }
            for tick in place.ticks()
        ]
    with services.engine.begin() as connection:
        connection.execute(insert(schema.interview), interviews)
        connection.execute(insert(schema.occupancy), ticks)
        connection.execute(insert(count_by_day), list(_totals(services, now.date(), chance)))


def _totals(services: Services, today: date, chance: random.Random) -> Iterator[dict[str, object]]:
    """What was counted on each day: every topic, hour and delay that there can be."""
    topics = sorted(services.default_job.topics)
    counted = [
        *((f"visits_{step}", "") for step in ("opened", "spoke", "slots", "held", "booked")),
        *((f"turn_{each}", f"ask_{topic}") for each in Outcome for topic in topics),
        *(("hour", f"{hour:02}") for hour in range(24)),
        *(("delay", name) for name in DELAYS.values()),
        *((each, how) for each in ("attended", "missed") for how in ("reminded", "not_reminded")),
        *((each, "visitor_email") for each in ("delivered", "undelivered")),
    ]
    for day in (today - timedelta(days=number) for number in range(1, _DAYS + 1)):
        for measure, topic in counted:
            row = {"day": day, "job": "responsable-ecommerce", "measure": measure, "topic": topic}
            yield {**row, "number": chance.randint(1, 40)}


def _places(services: Services, day: date) -> list[Place]:
    midnight = datetime.combine(day, wall_time(), PARIS)
    return list(services.free_slots.schedule().bookable(day, midnight - timedelta(hours=3)))


if __name__ == "__main__":
    sys.exit(main())
