"""`/equipe`: the staff's own place, in pages that work without JavaScript."""

from web.equipe import devices, interviews, messages, questions, sign_in, today

BLUEPRINTS = tuple(
    part.routes.blueprint for part in (sign_in, devices, today, interviews, questions, messages)
)
"""All of its pages."""

__all__ = ["BLUEPRINTS"]
