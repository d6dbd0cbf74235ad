"""What can be wrong with a job's file; each message says what to do about it."""

from __future__ import annotations

from pathlib import Path


class KnowledgeError(Exception):
    """A job's file is wrong: `path` is the file, `fact` the fact's id where one is to blame."""

    def __init__(self, path: Path, problem: str, fact: str | None = None) -> None:
        file = f"{path.parent.name}/{path.name}"
        where = file if fact is None else f"{file}, fact {fact!r}"
        super().__init__(f"{where}: {problem}")
        self.path = path
        self.fact = fact


class UnreadableJob(KnowledgeError):
    """The file, or the page that it names, is missing or not of the right shape."""


class DuplicateJob(KnowledgeError):
    """Two files have the same slug."""


class DuplicateFact(KnowledgeError):
    """Two facts have the same id."""


class QuoteNotOnPage(KnowledgeError):
    """A fact quotes what the page does not say."""


class InventedFigure(KnowledgeError):
    """A figure is told that is in none of the quotes."""


class UntoldFact(KnowledgeError):
    """No topic's answer tells a fact."""


class UnknownFact(KnowledgeError):
    """A topic or the salary refers to a fact that does not exist."""
