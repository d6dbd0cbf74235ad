"""`/equipe`: the staff's own place, in pages that work without JavaScript."""

from web.equipe import (
    absences,
    agenda,
    blocking,
    changes,
    devices,
    export,
    figures,
    health,
    hours,
    interviews,
    learning,
    messages,
    new_interview,
    notes,
    page,
    passkeys,
    people,
    phrases,
    questions,
    school,
    sheet,
    sign_in,
    single_sign_on,
    site_map,
    subscription,
    today,
    tools,
)

BLUEPRINTS = tuple(
    part.routes.blueprint
    for part in (
        sign_in,
        single_sign_on,
        devices,
        site_map,
        passkeys,
        subscription,
        today,
        agenda,
        absences,
        hours,
        school,
        interviews,
        notes,
        blocking,
        new_interview,
        changes,
        questions,
        phrases,
        learning,
        messages,
        figures,
        page,
        sheet,
        people,
        tools,
        health,
        export,
    )
)
"""All of its pages."""

__all__ = ["BLUEPRINTS"]
