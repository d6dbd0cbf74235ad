"""The facts of each job, each with the sentence of the page that it comes from."""

from knowledge.loader import KnowledgeError, load_job, load_jobs
from knowledge.lookup import facts_about
from knowledge.model import Fact, Job, Salary, Topic
from knowledge.page import Page, Section

__all__ = [
    "Fact",
    "Job",
    "KnowledgeError",
    "Page",
    "Salary",
    "Section",
    "Topic",
    "facts_about",
    "load_job",
    "load_jobs",
]
