"""Every page of the console, and a house in which each of them has something to show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from booking import schedule_editing
from booking.model import BookingRequest, Interview, Visitor
from booking.planning import Decision
from booking.schedule_changes import Closure
from conversations.schema import phrase
from knowledge import page_of
from notify import schema as notify_schema
from runtime.wiring import Services
from staff.accounts import Account, Role
from staff.additions import Proposed
from staff.audit import COMMAND_LINE
from staff.learning import Changed, Trial, Versions

JOB = "responsable-ecommerce"
DRAFT = "Technicien éolien"
PAGES = (
    *("/equipe", "/equipe/recherche?q=durand", "/equipe/export", "/equipe/absences"),
    *(f"/equipe/agenda?{which}" for which in ("date=2026-12-02", "vue=jour&date=2026-12-02")),
    *("/equipe/agenda?vue=liste", "/equipe/absences/effet?du=2026-11-30&au=2026-12-04"),
    "/equipe/absences/{absence}/reprise",
    *("/equipe/horaires", "/equipe/horaires/semaine/effet?de-0-0=09:00&a-0-0=10:00"),
    "/equipe/horaires/regles/effet?duree=45&pause=0&delai=2&horizon=60&par_adresse=3",
    *("/equipe/horaires/regles/effet", "/equipe/horaires/apercu?jour=2026-12-24&heure=18:00"),
    *("/equipe/questions", "/equipe/questions?pour=moi", "/equipe/messages"),
    *("/equipe/phrases", "/equipe/phrases/{phrase}", "/equipe/phrases/ouvertes"),
    *("/equipe/completer", "/equipe/completer/pour/{phrase}", "/equipe/completer/{paragraph}"),
    *("/equipe/apprentissage", "/equipe/chiffres", "/equipe/chiffres/mois/2026-10"),
    *("/equipe/page", "/equipe/fiche", "/equipe/fiche/salary", "/equipe/bloquees"),
    *("/equipe/personnes", "/equipe/personnes/{account}/retirer", "/equipe/journal"),
    *("/equipe/sante", "/equipe/outils", "/equipe/abonnement", "/equipe/plan"),
    *("/equipe/ecole", "/equipe/ecole/apercu?nom=Institut&assistant=Zo%C3%A9&responsable=Institut"),
    *("/equipe/metiers", "/equipe/metiers/{job}", "/equipe/metiers/{job}/relire"),
    *("/equipe/appareils", "/equipe/appareils/cle", "/equipe/entretiens/nouveau"),
    *("/equipe/entretien/{past}", "/equipe/entretien/{next}", "/equipe/entretien/K7PD-M4QX"),
    *(f"/equipe/entretien/{{next}}/{what}" for what in ("deplacer", "annuler", "corriger")),
    *("/equipe/entretien/{past}/effacer", "/equipe/entretien/{next}/effacer"),
    *("/equipe/connexion", "/equipe/connexion/code", "/equipe/connexion/lien/x"),
    *("/equipe/par-e-mail/{came}", "/equipe/par-e-mail/{asked}", "/equipe/par-e-mail/x"),
    "/equipe/nulle/part",
)
"""Addresses; what is in braces is a thing of `fill`."""

NO_PAGES = {
    "equipe/chiffres/<name:str>/tableau.csv": "a file",
    "equipe/metiers/<slug:str>/dossier": "a file",
    "equipe/connexion/ecole": "leads to the school's own provider",
    "equipe/connexion/ecole/retour": "leads on",
}
"""The routes that show no page of their own, and what they do."""


def matches(route: str, address: str) -> re.Match[str] | None:
    """Match an address of PAGES with a route's path, as Sanic writes it."""
    kinds = {"int": r"\d+|{\w+}", "path": ".+"}
    pattern = re.sub(
        r"<(\w+)(?::(\w+))?>",
        lambda part: f"(?P<{part[1]}>{kinds.get(part[2], '[^/]+')})",
        route.rstrip("/"),
    )
    return re.fullmatch(f"/{pattern}", address.partition("?")[0])


def without_a_page(routes: Iterable[str]) -> set[str]:
    """Tell which routes no address of PAGES is of; a route for all that is left has the last."""
    found = set()
    for address in PAGES:
        fitting = [route for route in routes if matches(route, address)]
        found.add(min(fitting, key=lambda route: (":path" in route, route.count("<"))))
    return set(routes) - found


def fill(services: Services, account: Account, now: datetime, times: int = 1) -> dict[str, str]:
    """Have something of everything, more each time; returns what stands in the braces of PAGES."""
    past = _book(services, now - timedelta(days=5), now - timedelta(days=1), times, "Roy")
    to_come = _book(services, now, now + timedelta(days=5), times, "Durand")
    services.notes.write(past, f"Très motivé, {times}.", account, now)
    blocked = f"{times}@bloquee.example"
    services.blocking.block(blocked, "Trop de réservations", "Zoé", now)
    name = f"personne{times}"
    person = services.accounts.invite(
        f"{name}@ecole.example", name, Role.SECRETARIAT, COMMAND_LINE, now
    )
    services.told.add(person.email, COMMAND_LINE, now)
    asked = services.questions.put(f"Et à {times} h ?", f"{times}@example.com", name, now)
    services.assignments.assign(asked.id, account.id, account.actor, now, before=None)
    services.questions.put(f"Une cantine ({times}) ?", None, f"c{times}", now)
    _fail_a_message(services, now)
    links = services.staff_links
    came = links.attendance(past.uid, past.start, services.settings.staff_email)
    answered = links.question(asked.id, asked.created_at, services.settings.staff_email)
    return {
        "past": past.reference,
        "next": to_come.reference,
        "phrase": _keep_phrase(services, times, now),
        "paragraph": str(_propose(services, person, times, now)),
        "account": str(person.id),
        "job": _draft_job(services, account, times, now),
        "absence": str(_take_leave(services, account, times, now)),
        "came": came.rpartition("/")[2],
        "asked": answered.rpartition("/")[2],
    }


def _book(services: Services, now: datetime, start: datetime, times: int, name: str) -> Interview:
    """Book as a visitor did: at nine, and half an hour later each time."""
    start = start.replace(hour=9, minute=0) + timedelta(minutes=30 * (times - 1))
    visitor = Visitor(f"Camille {name}", f"{name}{times}@example.com".lower(), "+33639981122")
    wish = BookingRequest(visitor, start, now, f"{name} {times}", ("Faut-il un diplôme ?",))
    return services.desk.book(wish, now)


def _take_leave(services: Services, account: Account, times: int, now: datetime) -> int:
    """Close an afternoon for all, and move out of it who is booked there: one more each time."""
    day = (now + timedelta(days=1 + 7 * times)).replace(hour=14, minute=0)
    for more in range(times):
        _book(services, now, day, 11 + more, f"Blanc{times}")
    absence = Closure(day, day + timedelta(hours=4), label=f"Examens {times}")
    planning = services.planning_of(account.actor)
    hit = planning.effect(absence, now).proposals
    chosen = {p.interview.reference: Decision(p.interview.sequence, p.place) for p in hit}
    planning.publish(absence, chosen, now)
    periods = schedule_editing.special_periods(services.engine, now)
    return next(number for number, _, label in periods if label == absence.label)


def _keep_phrase(services: Services, times: int, now: datetime) -> str:
    """Two phrases, of which one waits, and a version that was learnt from the other."""
    typed = {"job": JOB, "said": "", "intent": "ask_salary", "points": []}
    read = {"confidence": 0.4, "margin": 0.1, "last_on": now.date(), "asked": 3}
    waits = {"text": f"y a-t-il {times} […] ?", "outcome": "left_open"}
    meant = {"decision": "right", "meant_intent": "ask_salary", "meant_points": []}
    known = {"text": f"ça gagne {times} ?", "outcome": "told", **meant}
    with services.engine.begin() as connection:
        for name, row in ((f"a{times}", waits), (f"b{times}", known)):
            values = {"id": name, "digest": name, **typed, **read, **row}
            connection.execute(insert(phrase).values(values))
    versions = Versions(services.engine)
    person = services.accounts.everybody()[0]
    number = versions.ask("base", person, now)
    versions.take(now)
    change = Changed(f"ça gagne {times} ?", JOB, "ask_salary", True)
    versions.finish(number, Trial(138, 133, 133, 1, 0, 1, (change,), ()), now)
    return f"a{times}"


def _propose(services: Services, person: Account, times: int, now: datetime) -> int:
    """A paragraph that waits for the page, of what somebody asked the school."""
    asked = f"Y a-t-il un parking ({times}) ?"
    text, since = "Le parking est gratuit.", now.date()
    proposed = Proposed(JOB, asked, text, "school_place", (asked,), 6, since)
    return services.additions.propose(proposed, None, person, now)


def _draft_job(services: Services, account: Account, times: int, now: datetime) -> str:
    text = f"{DRAFT}\nIl entretient souvent {times} éoliennes. Il grimpe à 80 mètres de haut."
    like = services.default_job.page
    page = page_of(text, is_html=False, name=DRAFT, url="https://ecole.example/e", like=like)
    return services.added_jobs.add(f"{DRAFT} {times}", f"de {DRAFT}", page, account.actor, now)


def _fail_a_message(services: Services, now: datetime) -> None:
    outbox = notify_schema.outbox
    with services.engine.begin() as connection:
        query = select(outbox.c.id).where(outbox.c.failed_at.is_(None)).order_by(outbox.c.id.desc())
        last = connection.execute(query.limit(1)).scalar_one()
        failed = {"failed_at": now, "last_error": "550 5.1.1: the recipient was refused"}
        connection.execute(outbox.update().where(outbox.c.id == last).values(failed))
