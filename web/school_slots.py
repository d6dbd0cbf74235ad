"""What Rasa is told of a job and its school as a conversation begins, if not as in domain.yml."""

from __future__ import annotations

from pydantic import ValidationError

from knowledge import Job, School
from web.responses import initial_value
from web.sentences import sentences


def school_slots(school: School, job: Job) -> dict[str, str]:
    """Give the slots whose values are not those of domain.yml: of the school's texts, and a job."""
    said = {
        "job": job.slug,
        "of_job": job.of_name,
        "school": school.name,
        "assistant": assistant_is(school),
        "greeting": school.greeting or greeting_about(job),
        "controller": about_data(school),
    }
    return {slot: words for slot, words in said.items() if words != initial_value(slot)}


def named_by_page(school: School, name: str | None) -> School:
    """Give a school's texts with the name that a page gives the assistant, if it can be said.

    No sign in it is unseen: one might turn round what is said of it, or be refused by a database.
    """
    said = (name or "").strip()
    if not said.isprintable() or not any(map(str.isalpha, said)):
        return school
    try:
        return School(**{**school.model_dump(), "assistant": said})
    except ValidationError:
        return school


def greeting_about(job: Job) -> str:
    """Say what the assistant is for, where the school says nothing else."""
    return sentences("school")["greeting"].format(of_job=job.of_name)


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
