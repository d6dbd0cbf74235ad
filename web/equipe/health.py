"""« Santé »: what `./conseiller doctor` says, for administrators who never see a terminal."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse

from runtime import checkup
from staff.sessions import Member
from web.context import Request
from web.equipe.routes import ADMINISTRATION, Routes
from web.equipe.views import show
from web.machine_words import in_french
from web.sentences import sentences

routes = Routes("equipe_health")


@routes.get("/sante", ADMINISTRATION, calls=True)
def show_health(request: Request, member: Member) -> HTTPResponse:
    """Check every part, and say what to do about those that are not well."""
    services = request.app.ctx.services
    findings = asyncio.run(checkup.examine(services))
    advice = checkup.advice(services)
    return show(
        request,
        member,
        "equipe/health.html",
        sick={subject: in_french(why) for subject, why in findings.items() if why},
        advice={subject: in_french(why) for subject, why in advice.items()},
        well=[subject for subject, why in findings.items() if not why and subject not in advice],
        texts={**sentences("equipe/health"), **sentences("equipe/watches")},
        watched=services.watched,
        watches=services.watches.all(),
    )
