"""The facts of each job, each with the sentence of the page that it comes from."""

from knowledge.adding import NewFact, texts_of
from knowledge.answers import answer, facts_asked, monthly_pay
from knowledge.citing import place_on_page
from knowledge.drafting import (
    BEYOND,
    JobDraft,
    NothingToTell,
    Words,
    folder_of,
    job_of,
    page_of,
)
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
from knowledge.stating import Stated, stated_in
from knowledge.withholding import Notices, notices, withhold
from knowledge.wording import Fault, Quoted, faults, reworded, wording_of

__all__ = [
    "BEYOND",
    "DuplicateFact",
    "DuplicateJob",
    "Fact",
    "Fault",
    "InventedFigure",
    "Job",
    "JobDraft",
    "KnowledgeError",
    "LivePage",
    "Missing",
    "NewFact",
    "NothingToTell",
    "Notices",
    "OpenQuestions",
    "Page",
    "QuoteNotOnPage",
    "Quoted",
    "Salary",
    "School",
    "Section",
    "Silence",
    "Stated",
    "Topic",
    "UnknownFact",
    "UnreadableJob",
    "UntoldFact",
    "Words",
    "answer",
    "facts_asked",
    "faults",
    "folder_of",
    "job_of",
    "load_job",
    "load_jobs",
    "monthly_pay",
    "notices",
    "page_of",
    "parse_page",
    "place_on_page",
    "reworded",
    "sentence_of",
    "stated_in",
    "texts_of",
    "withhold",
    "wording_of",
]
