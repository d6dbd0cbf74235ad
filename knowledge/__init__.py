"""The facts of each job, each with the sentence of the page that it comes from."""

from knowledge.answers import answer, monthly_pay
from knowledge.citing import place_on_page
from knowledge.errors import (
    DuplicateFact,
    DuplicateJob,
    InventedFigure,
    KnowledgeError,
    QuoteNotOnPage,
    UnknownFact,
    UnreadableJob,
    UntoldFact,
)
from knowledge.loader import load_job, load_jobs
from knowledge.model import Fact, Job, Salary, School, Silence, Topic
from knowledge.open_questions import OpenQuestions
from knowledge.page import Page, Section, parse_page

__all__ = [
    "DuplicateFact",
    "DuplicateJob",
    "Fact",
    "InventedFigure",
    "Job",
    "KnowledgeError",
    "OpenQuestions",
    "Page",
    "QuoteNotOnPage",
    "Salary",
    "School",
    "Section",
    "Silence",
    "Topic",
    "UnknownFact",
    "UnreadableJob",
    "UntoldFact",
    "answer",
    "load_job",
    "load_jobs",
    "monthly_pay",
    "parse_page",
    "place_on_page",
]
