"""`/equipe`: the staff's own place, in pages that work without JavaScript."""

from web.equipe import (
    absences,
    agenda,
    changes,
    devices,
    export,
    figures,
    health,
    hours,
    interviews,
    messages,
    new_interview,
    notes,
    page,
    people,
    questions,
    sign_in,
    today,
    tools,
)

BLUEPRINTS = tuple(
    part.routes.blueprint
    for part in (
        sign_in,
        devices,
        today,
        agenda,
        absences,
        hours,
        interviews,
        notes,
        new_interview,
        changes,
        questions,
        messages,
        figures,
        page,
        people,
        tools,
        health,
        export,
    )
)
"""All of its pages."""

__all__ = ["BLUEPRINTS"]
