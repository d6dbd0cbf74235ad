"""What a message may mean, as staff choose it: a topic, one of its facts, or a wish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge import Job
from knowledge.answers import BY_MONTH

INTENT_OF_TOPIC = {
    "definition": "ask_job_definition",
    "missions": "ask_missions",
    "skills": "ask_skills",
    "qualities": "ask_qualities",
    "salary": "ask_salary",
    "degrees": "ask_degrees",
    "programme": "ask_programme",
}
"""The intent with which each topic of a job is asked for, as `data/` and domain.yml name it."""

_TOPIC_OF_INTENT = {intent: topic for topic, intent in INTENT_OF_TOPIC.items()}
OF_NO_JOB = {"ask_interview": ("interview_",), "ask_not_on_page": ("school_", "job_")}
"""Intents whose points are of no job, and how the names of these begin."""
_BEYOND_TOPICS = "ask_not_on_page"
"""With which the other topics are asked for, that only some jobs have."""


def intent_of(topic: str, point: str) -> str:
    """Give the intent with which a point of a topic is asked for."""
    is_of_none = point.startswith(OF_NO_JOB[_BEYOND_TOPICS])
    return _BEYOND_TOPICS if is_of_none else INTENT_OF_TOPIC.get(topic, _BEYOND_TOPICS)


@dataclass(frozen=True)
class Meaning:
    """An intent of domain.yml and the points that are asked for, in order."""

    intent: str
    points: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "/".join((self.intent, *self.points))

    @classmethod
    def parse(cls, written: str) -> Meaning:
        """Read what was written; any text gives something."""
        intent, *points = written.split("/")
        return cls(intent, tuple(points))


@dataclass(frozen=True)
class Choice:
    """A meaning with its title."""

    meaning: Meaning
    title: str


@dataclass(frozen=True)
class Group:
    """Choices of one topic, the topic as a whole first."""

    title: str
    choices: tuple[Choice, ...]


class Meanings:
    """The meanings of a job, with their titles. `words` has those that are of no job."""

    def __init__(self, job: Job, words: Mapping[str, str]) -> None:
        self._words = words
        of_job = [
            Group(topic.title, (_whole(intent, words), *_points(job, name, intent, words)))
            for name, intent in INTENT_OF_TOPIC.items()
            if (topic := job.topics.get(name))
        ]
        of_job += [
            Group(topic.title, tuple(_points(job, name, _BEYOND_TOPICS, words)))
            for name, topic in job.topics.items()
            if name not in INTENT_OF_TOPIC
        ]
        of_none = [Group(words[intent], tuple(_of_none(intent, words))) for intent in OF_NO_JOB]
        rest = Group(words["others"], tuple(_others(words)))
        self.groups = (*of_job, *of_none, rest)
        """All of them, as they are offered."""
        self._titles = {
            choice.meaning: (group.title, choice.title)
            for group in self.groups
            for choice in group.choices
        }

    def __contains__(self, meaning: Meaning) -> bool:
        return meaning in self._titles

    def title(self, meaning: Meaning) -> str:
        """Say what a meaning is, however many points it has."""
        if meaning in self._titles:
            group, choice = self._titles[meaning]
            return choice if group == self._words["others"] else f"{group}, {choice}"
        points = (Meaning(meaning.intent, (point,)) for point in meaning.points)
        named = [self._titles[each] for each in points if each in self._titles]
        if not named:
            return self._words.get(meaning.intent, self._words["unknown"])
        return f"{named[0][0]}, {' + '.join(choice for _, choice in named)}"


def _whole(intent: str, words: Mapping[str, str]) -> Choice:
    return Choice(Meaning(intent), words["whole"])


def _points(job: Job, topic: str, intent: str, words: Mapping[str, str]) -> list[Choice]:
    facts = [(fact, job.facts[fact].says) for fact in job.topics[topic].facts_told]
    silences = [
        (name, each.says)
        for name, each in job.silences.items()
        if each.topic == topic and name not in words  # asked for as of no job
    ]
    is_computed = job.salary is not None and job.salary.range in job.topics[topic].facts_told
    computed = [(BY_MONTH, words[BY_MONTH])] if is_computed else []
    listed = (*facts, *computed, *silences)
    return [Choice(Meaning(intent, (name,)), says) for name, says in listed]


def _of_none(intent: str, words: Mapping[str, str]) -> list[Choice]:
    points = [(name, title) for name, title in words.items() if name.startswith(OF_NO_JOB[intent])]
    named = (Choice(Meaning(intent, (name,)), title) for name, title in points)
    return [_whole(intent, words), *named]


def _others(words: Mapping[str, str]) -> list[Choice]:
    named = {*_TOPIC_OF_INTENT, *OF_NO_JOB, BY_MONTH, "others", "whole", "unknown"}
    points = tuple(prefix for prefixes in OF_NO_JOB.values() for prefix in prefixes)
    return [
        Choice(Meaning(intent), title)
        for intent, title in words.items()
        if intent not in named and not intent.startswith(points)
    ]
