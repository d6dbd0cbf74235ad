"""What all parts stand on: settings, clock, database, what is known and owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Engine

from booking.links import InterviewLinks
from booking.staff_links import StaffLinks
from knowledge import Job, JobDraft, OpenQuestions, School, Words, job_of, load_jobs
from notify import Outbox
from runtime import clock
from runtime.database import make_engine
from runtime.settings import ROOT, Settings
from runtime.shared_counts import SharedCounts
from staff.added_jobs import AddedJobs, Jobs
from staff.assignments import is_theirs
from staff.school import SchoolTexts


@dataclass(frozen=True)
class Ground:
    """What the other parts are made of; each part is made when first used."""

    settings: Settings
    now: Callable[[], datetime] = clock.now

    @cached_property
    def engine(self) -> Engine:
        """The database."""
        return make_engine(self.settings.app_database)

    @cached_property
    def jobs_of_files(self) -> Mapping[str, Job]:
        """Every job of knowledge/, by slug."""
        return load_jobs(ROOT / "knowledge")

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        """Every job of knowledge/, and those that were published in the console, by slug."""
        files = self.jobs_of_files
        usual = files.get(self.settings.default_job) or next(iter(files.values()))
        return Jobs(files, self.added_jobs, usual.school, Words.load(self.open_questions))

    @cached_property
    def added_jobs(self) -> AddedJobs:
        """The jobs that were added in the console, published or not."""
        return AddedJobs(self.engine)

    def would_be(self, draft: JobDraft) -> Job:
        """The job that a draft comes to so far."""
        return job_of(draft, self.default_job.school, Words.load(self.open_questions))

    def address_of(self, job: Job) -> str:
        """The address of a job's page, whole."""
        url = job.page.url
        return url if url.startswith(("https://", "http://")) else self.settings.web_url + url

    @property
    def default_job(self) -> Job:
        """The job that is meant where nobody names one."""
        return self.jobs[self.settings.default_job]

    @cached_property
    def open_questions(self) -> OpenQuestions:
        """What the page of no job says, by name."""
        return OpenQuestions.load(ROOT / "knowledge" / "open_questions.yml")

    @cached_property
    def outbox(self) -> Outbox:
        """The messages owed."""
        return Outbox(self.settings.staff_email, is_theirs=is_theirs)

    @cached_property
    def shared_counts(self) -> SharedCounts:
        """What web processes tell each other of what they counted."""
        return SharedCounts(self.engine, self.now)

    @cached_property
    def links(self) -> InterviewLinks:
        """The signed addresses at which visitors change their interviews."""
        return InterviewLinks(self.settings.web_url, self.settings.signing_key)

    @cached_property
    def staff_links(self) -> StaffLinks:
        """The signed addresses at which staff do what needs no sign-in."""
        return StaffLinks(self.settings.web_url, self.settings.signing_key)

    @cached_property
    def school_texts(self) -> SchoolTexts:
        """What the school says of itself, from the console over the files."""
        return SchoolTexts(self.engine, self.default_job.school)

    @property
    def school(self) -> School:
        """The school as visitors read of it now, with whole addresses."""
        return self._with_whole_addresses(self.school_texts.current())

    @property
    def school_name(self) -> str:
        """The school's name, as visitors read it now."""
        return self.school_texts.current().name

    def _with_whole_addresses(self, school: School) -> School:
        own = self.settings.web_url
        whole = {
            name: own + address
            for name in ("policy_url", "programme_url")
            if (address := getattr(school, name)).startswith("/")
        }
        return school.model_copy(update=whole)

    @property
    def booking_page(self) -> str:
        """The address of the page that books without the chat."""
        return f"{self.settings.web_url}/rendez-vous"

    @property
    def call_page(self) -> str:
        """The address of the page on which visitors ask to be called."""
        return f"{self.settings.web_url}/rappel"
