"""The one place that puts the parts together, for every process alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Engine

from booking.desk import BookingDesk
from booking.links import InterviewLinks
from booking.privacy import RETENTION
from booking.proof import Proof
from booking.questions import QuestionBox
from knowledge import Job, answer, load_jobs
from notify import (
    JITSI,
    Channel,
    Composer,
    MailCourier,
    Notifier,
    Outbox,
    Transport,
    VideoRooms,
    open_transport,
)
from runtime import clock
from runtime.database import make_engine
from runtime.settings import ROOT, Settings


@dataclass(frozen=True)
class Services:
    """What actions, pages and commands work with; each part is made when first used."""

    settings: Settings
    now: Callable[[], datetime] = clock.now

    @cached_property
    def engine(self) -> Engine:
        """The database."""
        return make_engine(self.settings.app_database)

    @cached_property
    def jobs(self) -> Mapping[str, Job]:
        """Every job of knowledge/, by slug."""
        return load_jobs(ROOT / "knowledge")

    @cached_property
    def outbox(self) -> Outbox:
        """The messages owed."""
        return Outbox(self.settings.staff_email)

    @cached_property
    def desk(self) -> BookingDesk:
        """The booking desk, whose every change writes the messages that it owes."""
        return BookingDesk(self.engine, announce=self.outbox.enqueue)

    @cached_property
    def proof(self) -> Proof:
        """What gives an interview to whoever proves that it is theirs."""
        return Proof(self.engine, self.desk)

    @cached_property
    def questions(self) -> QuestionBox:
        """The question box, which writes the messages that a question owes."""
        return QuestionBox(self.engine, announce=self.outbox.enqueue_question)

    @cached_property
    def links(self) -> InterviewLinks:
        """The signed addresses at which visitors change their interviews."""
        return InterviewLinks(self.settings.web_url, self.settings.signing_key)

    @cached_property
    def rooms(self) -> VideoRooms:
        """Where interviews are held."""
        return VideoRooms(JITSI, self.settings.signing_key)

    @cached_property
    def transport(self) -> Transport:
        """How e-mails leave."""
        smtp_url = self.settings.smtp_url.get_secret_value()
        return open_transport(smtp_url, self.settings.home / "mail")

    @property
    def school_name(self) -> str:
        """The school, as visitors read it."""
        return next(iter(self.jobs.values())).school.name

    @cached_property
    def composer(self) -> Composer:
        """What writes e-mails and calendar files."""
        return Composer(
            self.school_name,
            self.settings.staff_email,
            self.rooms,
            RETENTION,
            manage_link=self.links.url,
        )

    @cached_property
    def notifier(self) -> Notifier:
        """What sends the messages owed."""
        couriers = {Channel.EMAIL: MailCourier(self.composer, self.transport)}
        return Notifier(self.engine, self.outbox, couriers, self.now)

    def answer(self, job: str, topic: str, question: str = "") -> dict[str, str] | None:
        """A job's answer to a question on a topic, with its links; None where it has neither."""
        known = self.jobs.get(job)
        if known is None or topic not in known.topics:
            return None
        return {
            "answer": answer(known, topic, question),
            "source": self.settings.web_url + known.page.url,
            "programme": self.settings.web_url + known.programme_url,
        }
