"""The console over HTTP, as people of each role see it in a browser."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

import httpx

from staff.accounts import Account, Role
from staff.audit import COMMAND_LINE
from testing.web_server import NOW, WebServer

NOW_THERE = datetime.fromisoformat(NOW)
_TOKEN = re.compile(r'name="jeton" value="([^"]*)"')


class Desk:
    """A browser in which somebody is signed in; or nobody."""

    def __init__(self, server: WebServer, account: Account | None) -> None:
        self.services = server.services
        self.account = account
        self.client = httpx.Client(base_url=server.url, timeout=30)
        if account is not None:
            token = server.services.sessions.open(account, "Firefox, Linux", NOW_THERE)
            self.client.cookies.set("equipe", token)

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.client.get(path)

    def post(
        self, path: str, seen_on: str = "/equipe", **fields: str | list[str]
    ) -> httpx.Response:
        """Send a form that a page showed, with the token that it carries."""
        found = _TOKEN.search(self.get(seen_on).text)
        return self.client.post(path, data={"jeton": found[1] if found else "", **fields})


def an_account(
    server: WebServer, role: Role, interviewer_id: int | None = None, name: str = ""
) -> Account:
    """Have somebody of a role; the same one, asked again."""
    email = f"{name or role.value}@ecole.example".lower()
    known = server.services.accounts.by_email(email)
    return known or server.services.accounts.invite(
        email, name or role.value.title(), role, COMMAND_LINE, NOW_THERE, interviewer_id
    )


def words(page: httpx.Response) -> str:
    """What a person reads of a page, with plain spaces."""
    shown = re.sub(r"<(style|title).*?</\1>|<[^>]*>", " ", page.text, flags=re.S)
    return " ".join(unescape(shown).replace("\u00a0", " ").split())


def nearest_of(page: httpx.Response) -> list[str]:
    """The slots offered instead of one that was lost."""
    group = re.search(r"les plus proches</legend>(.*?)</fieldset>", page.text, re.S)
    return re.findall(r'name="creneau" value="([^"]+)"', group[1]) if group else []
