"""What Rasa is told of the school as a conversation begins, where domain.yml says it otherwise."""

from __future__ import annotations

from knowledge import School
from web.responses import initial_value
from web.texts import sentences


def school_slots(school: School) -> dict[str, str]:
    """Give the slots whose values are not those of domain.yml."""
    said = {
        "school": school.name,
        "assistant": assistant_is(school),
        "greeting": school.greeting or initial_value("greeting"),
        "controller": about_data(school),
    }
    return {slot: words for slot, words in said.items() if words != initial_value(slot)}


def assistant_is(school: School) -> str:
    """Say what the assistant is: always a machine, whatever its name."""
    which = "assistant_named" if school.assistant else "assistant"
    return sentences("school")[which].format(school=school.name, assistant=school.assistant)


def about_data(school: School) -> str:
    """Say who answers for visitors' data, and where one reads more; empty where neither is set."""
    texts = sentences("school")
    parts = [
        texts[name].format(value=value)
        for name, value in (("controller", school.controller), ("policy", school.policy_url))
        if value
    ]
    return "".join(f"\n\n{part}" for part in parts)
