"""A check-up of every setting and connection: what is to be mended, and how."""

from __future__ import annotations

from datetime import timedelta

from notify import Channel, DeliveryFailure, State, list_undelivered
from notify.announcements import recipients as directory
from runtime import disk, health
from runtime.settings import ROOT
from runtime.wiring import Services
from staff.watches import Watched

_START = "start everything with: make run"
_PATIENCE = timedelta(minutes=10)


async def examine(made: Services) -> dict[str, str | None]:
    """Check everything, by subject; None where all is well."""
    parts = await health.check_all(made.settings, made.engine)
    web = await health.check_web(made.settings)
    return {
        "model": _model(),
        "facts": _facts(made),
        "database": parts["database"] and f"{parts['database']}; check DATABASE_URL",
        "rasa": parts["rasa"] and f"{parts['rasa']}; {_START}",
        "actions": parts["actions"] and f"{parts['actions']}; {_START}",
        "web": web and f"{web}; {_START}",
        "disk": _disk(made),
        "proxies": _proxies(made),
        "limits": made.shared_counts.problem,
        "mail": await _mail(made),
        "staff": None,
        "messages": _messages(made),
        "webhooks": _webhooks(made),
        "calendars": await _calendars(made),
        **_watched(made),
        **(_lacking(made) if _is_in_production(made) else {}),
    }


def advice(made: Services) -> dict[str, str]:
    """Tell what is still to be set up before real visitors come; in production it is an ill."""
    return {} if _is_in_production(made) else _lacking(made)


def _is_in_production(made: Services) -> bool:
    return made.settings.environment == "production"


def _lacking(made: Services) -> dict[str, str]:
    found = {}
    if made.settings.staff_email.endswith("@example.org") and not directory.everybody(made.engine):
        why = "nobody real is told of interviews; set STAFF_EMAIL, or: ./conseiller staff add"
        found["staff"] = why
    if Watched.BACKUP not in made.watched:
        found[f"{Watched.BACKUP}_check"] = "none is made at night; set BACKUP_PASSPHRASE"
    return found


def _watched(made: Services) -> dict[str, str | None]:
    """Tell of what is tried again and again; what was never tried yet is not wrong."""
    known = made.watches.all()
    return {f"{what}_check": known[what].problem for what in made.watched if what in known}


async def _mail(made: Services) -> str | None:
    try:
        await made.transport.check()
    except DeliveryFailure as failure:
        return f"{failure.reason}; check SMTP_URL"
    sends = bool(made.settings.smtp_url.get_secret_value())
    if sends and made.settings.sender.endswith("@example.org"):
        return f"e-mails come from {made.settings.sender}; set MAIL_FROM or STAFF_EMAIL"
    return None


def _disk(made: Services) -> str | None:
    free = disk.fills_up(made.settings.home)
    return f"only {free} MB are free; make room" if free is not None else None


def _proxies(made: Services) -> str | None:
    """Tell whether a proxy must stand before the web, which speaks no TLS, and is not trusted."""
    settings = made.settings
    if settings.public_url.lower().startswith("https://") and not settings.trusted_proxies:
        return (
            "a proxy answers at PUBLIC_URL, so that all visitors count as one; set TRUSTED_PROXIES"
        )
    return None


def _model() -> str | None:
    here = (ROOT / "models" / "conseiller.tar.gz").exists()
    return None if here else "there is none; train it with: make train"


def _facts(made: Services) -> str | None:
    try:
        named = made.settings.default_job
        return None if named in made.jobs else f"knowledge/ holds no job {named}, of DEFAULT_JOB"
    except Exception as error:  # whatever is wrong with the file, its message names it
        return str(error)


def _messages(made: Services) -> str | None:
    now = made.now()
    with made.engine.execution_options(read_only=True).connect() as connection:
        undelivered = list_undelivered(connection, now)
    failed = [message for message in undelivered if message.state is State.FAILED]
    if failed:
        return f"{len(failed)} could not be sent; see ./conseiller outbox"
    put_off = [message for message in undelivered if message.reason]
    if put_off:
        return f"{len(put_off)} are put off: {put_off[-1].reason}; see ./conseiller outbox"
    late = [message for message in undelivered if message.due_at < now - _PATIENCE]
    return f"{len(late)} have waited for long: no notifier runs; {_START}" if late else None


def _webhooks(made: Services) -> str | None:
    gone = [f"webhook {e.id}" for e in made.endpoints.everything() if e.gone_at]
    if gone:
        return f"{', '.join(gone)} is gone; remove it, or add it anew: ./conseiller webhooks"
    with made.engine.execution_options(read_only=True).connect() as connection:
        undelivered = list_undelivered(connection, made.now())
    failing = {e.recipient: e.reason for e in undelivered if e.channel is Channel.WEBHOOK}
    problems = [f"{recipient}: {reason}" for recipient, reason in failing.items() if reason]
    return "; ".join(problems) or None


async def _calendars(made: Services) -> str | None:
    problems = await made.calendar_sync.problems()
    said = [f"interviewer {number}: {reason}" for number, reason in problems.items()]
    return f"{'; '.join(said)}; set it anew with: ./conseiller calendar set" if said else None
