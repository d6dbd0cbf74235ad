"""The pictures of docs/guide-equipe.md, of the pages as they are.

    .venvs/test/bin/python -m bench.guide        (or: make pictures)

A school is made up for them, on a database of its own; people and addresses in it are invented.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from booking.model import BookingRequest, Status, Visitor
from french.letters import fold
from french.paris import PARIS
from staff.accounts import Role
from staff.audit import COMMAND_LINE
from testing.running import ROOT
from testing.sqlite import sqlite_database
from testing.web_server import NOW, WebServer

PICTURES = ROOT / "docs" / "equipe"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MORNINGS = "&".join(f"de-{day}-0=09:00&a-{day}-0=12:00" for day in range(5))
_PAGES = {
    "aujourdhui": "/equipe",
    "agenda": "/equipe/agenda?date=2026-11-30",
    "entretien": "/equipe/entretien/{reference}",
    "absence": "/equipe/absences/effet?du=2026-11-30&au=2026-12-04&motif=Examens",
    "horaires": "/equipe/horaires/semaine/effet?" + _MORNINGS,
}
_INTERVIEWS = (
    ("Inès Marchetti", "2026-11-25T09:00"),
    ("Paul Durand", "2026-11-25T10:00"),
    ("Fatou Ndiaye", "2026-11-25T14:30"),
    ("Hugo Petit", "2026-11-30T09:30"),
    ("Nora Ben Ali", "2026-12-01T11:00"),
    ("Léa Martin", "2026-12-02T16:00"),
)
_ASKED = ("Faut-il un diplôme ?", "Combien gagne-t-on au début ?")


def main() -> None:
    """Make every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        server = WebServer(home, sqlite_database(home))
        token, reference = _make_up_a_school(server)
        path = next(filter(None, map(shutil.which, _BROWSERS)))
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        with server.running():
            _take(browser, server.url, token, reference)
        browser.close()


def _take(browser: Browser, url: str, token: str, reference: str) -> None:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1100, "height": 760})
    context.add_cookies([{"name": "equipe", "value": token, "url": url}])
    page = context.new_page()
    for name, path in _PAGES.items():
        page.goto(url + path.format(reference=reference))
        page.screenshot(path=PICTURES / f"{name}.png")


def _make_up_a_school(server: WebServer) -> tuple[str, str]:
    """Book some interviews; returns a session of the secretary's, and an interview."""
    services, now = server.services, datetime.fromisoformat(NOW)
    zoe = services.accounts.invite(
        "zoe@ecole.example", "Zoé Lambert", Role.SECRETARIAT, COMMAND_LINE, now
    )
    early = datetime(2026, 11, 20, 10, tzinfo=PARIS)
    for name, when in _INTERVIEWS:
        start = datetime.fromisoformat(when).replace(tzinfo=PARIS)
        visitor = Visitor(name, f"{fold(name.split()[0])}@example.com", "+33639981122")
        services.desk.book(BookingRequest(visitor, start, early, when, _ASKED), early)
    yesterday = now - timedelta(days=1)  # so that its age is the same whenever this runs
    services.questions.put("Y a-t-il un parking ?", "lea@example.com", "guide", yesterday)
    booked = services.desk.interviews()
    services.attendance_of(zoe.actor).close(booked[0].reference, Status.ATTENDED, now)
    services.notes.write(booked[0], "Projet clair. Lui envoyer le programme.", zoe, now)
    return services.sessions.open(zoe, "Firefox, Linux", now), booked[0].reference


if __name__ == "__main__":
    main()
