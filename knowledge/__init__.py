"""The facts of each job, each with the sentence of the page that it comes from."""

from knowledge.errors import (
    DuplicateFact,
    DuplicateJob,
    InventedFigure,
    KnowledgeError,
    QuoteNotOnPage,
    UnaskedFact,
    UnknownFact,
    UnreadableJob,
    UntoldFact,
)
from knowledge.loader import load_job, load_jobs
from knowledge.lookup import facts_about
from knowledge.model import Fact, Job, Salary, School, Topic
from knowledge.page import Page, Section, parse_page

__all__ = [
    "DuplicateFact",
    "DuplicateJob",
    "Fact",
    "InventedFigure",
    "Job",
    "KnowledgeError",
    "Page",
    "QuoteNotOnPage",
    "Salary",
    "School",
    "Section",
    "Topic",
    "UnaskedFact",
    "UnknownFact",
    "UnreadableJob",
    "UntoldFact",
    "facts_about",
    "load_job",
    "load_jobs",
    "parse_page",
]
