"""The parts that count and watch: figures, the school's page, what is tried again and again."""

from __future__ import annotations

from functools import cached_property

from knowledge import Job, Quoted, withhold
from runtime.reading import TextReader
from runtime.wiring.ground import Ground
from staff.additions import Additions
from staff.brief import Briefs
from staff.figures import Figures
from staff.job_texts import JobTexts
from staff.left_open import LeftOpens
from staff.page_fetching import PageFetcher
from staff.page_watch import PageWatch
from staff.question_reading import QuestionReading
from staff.watches import Watched, Watches


class Watching(Ground):
    """Makes them of what all parts are made of; each is made when first used."""

    @cached_property
    def watches(self) -> Watches:
        """What is tried again and again, and when it last held."""
        return Watches(self.engine)

    @property
    def watched(self) -> list[Watched]:
        """What this installation watches."""
        settings = self.settings
        is_set_up = {
            Watched.PAGE: any(map(self.page_address, self.jobs)),
            Watched.CANARY: True,
            Watched.BACKUP: settings.backup_passphrase.get_secret_value(),
        }
        return [what for what in Watched if is_set_up[what]]

    @cached_property
    def page_watch(self) -> PageWatch:
        """What compares the facts with the pages of the school's site."""
        staff_email = self.settings.staff_email
        return PageWatch(self.engine, self.page_address, PageFetcher(), self.outbox, staff_email)

    def page_address(self, slug: str) -> str:
        """Where a job's page is on the school's site; empty where that is not known."""
        settings, known = self.settings, self.jobs.get(slug)
        is_usual = slug == settings.default_job and settings.page_url
        url = settings.page_url if is_usual else known.page.url if known else ""
        return url if url.startswith(("https://", "http://")) else ""

    def worded(self, slug: str) -> Job | None:
        """A job as it is worded at this instant, what is in doubt included."""
        known = self.jobs.get(slug)
        return None if known is None else self.job_texts.current(known)

    @property
    def watched_jobs(self) -> list[Job]:
        """The jobs whose page is watched, as they are worded now."""
        watched = [job for job in self.jobs.values() if self.page_address(job.slug)]
        return [self.job_texts.current(job) for job in watched]

    @cached_property
    def job_texts(self) -> JobTexts:
        """What the school says of its jobs, from the console over the files."""
        return JobTexts(self.engine)

    @cached_property
    def left_opens(self) -> LeftOpens:
        """What visitors asked and was left open."""
        return LeftOpens(self.engine, self.jobs, self.settings.default_job)

    @cached_property
    def question_reading(self) -> QuestionReading:
        """What the questions for the school mean, for gathering those alike."""
        return QuestionReading(self.engine, TextReader(self.settings).read)

    @cached_property
    def briefs(self) -> Briefs:
        """What an interviewer should know beforehand."""
        return Briefs(self.engine, self._as_worded)

    @cached_property
    def additions(self) -> Additions:
        """The paragraphs that the pages are to have."""
        settings = self.settings
        return Additions(
            self.engine,
            self.outbox,
            self.job_texts,
            lambda job: self.page_address(job) or settings.web_url,
            settings.staff_email,
        )

    def page_as_it_is(self, job: Job) -> Quoted:
        """A job's page, read now; as it was copied where no address is set. Raises PageUnread."""
        page = self.page_watch.page_now(job.slug)
        return job.page if page is None else page

    def _as_worded(self, slug: str) -> Job:
        """A job as it is worded now, what is in doubt included; the usual one for one gone."""
        return self.job_texts.over(self.jobs.get(slug) or self.default_job)

    def job(self, slug: str) -> Job | None:
        """A job as it may be told now: without what its page may not say any more."""
        known = self.jobs.get(slug)
        if known is None:
            return None
        return withhold(self.job_texts.over(known), self.page_watch.in_doubt(slug))

    @cached_property
    def figures(self) -> Figures:
        """What the nights' totals come to."""
        return Figures(self.engine)
