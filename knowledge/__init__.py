"""The facts of each job, each with the sentence of the page that it comes from."""

from knowledge.adding import NewFact, texts_of
from knowledge.answers import answer, facts_asked, monthly_pay
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
from knowledge.live_page import LivePage, Missing, sentence_of
from knowledge.loader import load_job, load_jobs
from knowledge.model import Fact, Job, Salary, School, Silence, Topic
from knowledge.open_questions import OpenQuestions
from knowledge.page import Page, Section, parse_page
from knowledge.withholding import Notices, notices, withhold
from knowledge.wording import Fault, Quoted, faults, reworded, wording_of

__all__ = [
    "DuplicateFact",
    "DuplicateJob",
    "Fact",
    "Fault",
    "InventedFigure",
    "Job",
    "KnowledgeError",
    "LivePage",
    "Missing",
    "NewFact",
    "Notices",
    "OpenQuestions",
    "Page",
    "QuoteNotOnPage",
    "Quoted",
    "Salary",
    "School",
    "Section",
    "Silence",
    "Topic",
    "UnknownFact",
    "UnreadableJob",
    "UntoldFact",
    "answer",
    "facts_asked",
    "faults",
    "load_job",
    "load_jobs",
    "monthly_pay",
    "notices",
    "parse_page",
    "place_on_page",
    "reworded",
    "sentence_of",
    "texts_of",
    "withhold",
    "wording_of",
]
