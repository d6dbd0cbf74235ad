"""What is asked of a job beyond the topics that any page has: few pages say something of it."""

from __future__ import annotations

from collections.abc import Iterable

from actions.intents import JOB_TOPICS
from knowledge import Job


def topic_of_any(job: Job | None, points: Iterable[str]) -> str | None:
    """Name the topic that answers the first of some points that a job's page speaks of, if any."""
    topics = (job.topic_of(point) for point in points) if job else ()
    return next(filter(None, topics), None)


def own_subjects(job: Job | None) -> str:
    """List the titles of the topics that the job has besides those of any job (Markdown)."""
    topics = job.topics.items() if job else ()
    own = (topic.title for name, topic in topics if name not in JOB_TOPICS.values())
    return "\n".join(f"- {title}" for title in own)
