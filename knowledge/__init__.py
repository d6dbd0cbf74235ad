"""The facts of each job, each with the sentence of the page that it comes from."""

from knowledge.answers import answer, monthly_pay
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
from knowledge.model import Fact, Job, Salary, School, Silence, Topic
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
    "Silence",
    "Topic",
    "UnaskedFact",
    "UnknownFact",
    "UnreadableJob",
    "UntoldFact",
    "answer",
    "facts_about",
    "load_job",
    "load_jobs",
    "monthly_pay",
    "parse_page",
]
