"""The one place that puts the parts together, for every process alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

from booking.attendance import Attendance
from booking.blocking import Blocking
from booking.confirming import AddressPolicy, Confirmations
from booking.desk import Announce, BookingDesk
from booking.free_slots import FreeSlots
from booking.links import InterviewLinks
from booking.planning import Planning
from booking.privacy import RETENTION
from booking.proof import Proof
from booking.questions import QuestionBox
from booking.register import Register
from booking.waiting_list import WaitingList
from conversations.erasing import ConversationEraser
from conversations.transcript import Transcript
from conversations.turns import TurnReader
from knowledge import Job, OpenQuestions, School, answer, load_jobs, place_on_page
from notify import (
    Calendars,
    CalendarSender,
    CalendarSync,
    Channel,
    Composer,
    EmailSender,
    Endpoints,
    Feeds,
    FeedWriter,
    InterviewTexts,
    Notifier,
    Outbox,
    Outward,
    Reach,
    Seal,
    Sender,
    StaffEntries,
    Transport,
    VideoRooms,
    VisitorEntries,
    WebhookEvents,
    WebhookSender,
    open_transport,
)
from runtime import clock
from runtime.database import empty_log, make_engine, open_trackers
from runtime.settings import ROOT, Settings
from runtime.shared_counts import SharedCounts
from runtime.watching import Watching
from staff.accounts import Accounts
from staff.answers import Answers
from staff.audit import VISITOR, Actor
from staff.desks import (
    announce,
    attendance_of,
    confirmations_of,
    desk_of,
    planning_of,
    visitors_desk,
)
from staff.following_up import FollowingUp
from staff.notes import Notes
from staff.passkeys import Passkeys
from staff.school import SchoolTexts
from staff.sessions import Sessions
from staff.sign_in import SignIn, SignInSecrets
from staff.single_sign_on import Provider
from staff.told import Told


@dataclass(frozen=True)
class Services(Watching):
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
    def open_questions(self) -> OpenQuestions:
        """What the page of no job says, by name."""
        return OpenQuestions.load(ROOT / "knowledge" / "open_questions.yml")

    @cached_property
    def outbox(self) -> Outbox:
        """The messages owed."""
        return Outbox(self.settings.staff_email)

    @cached_property
    def desk(self) -> BookingDesk:
        """The booking desk, whose every change writes the messages that it owes."""
        policy = AddressPolicy(self.settings.confirm_addresses)
        return visitors_desk(self.engine, self.outbox, policy)

    @cached_property
    def confirmations(self) -> Confirmations:
        """What takes the confirmations of visitors' addresses."""
        return self.confirmations_of(VISITOR)

    def confirmations_of(self, actor: Actor) -> Confirmations:
        """What takes them in somebody's name."""
        return confirmations_of(self.engine, self.outbox, actor)

    @cached_property
    def blocking(self) -> Blocking:
        """The addresses that may not book."""
        return Blocking(self.engine)

    def desk_of(self, actor: Actor, untold_because: str | None = None) -> BookingDesk:
        """The desk in somebody's name, noted with all that they change.

        With a reason, the visitor is not told of it.
        """
        return desk_of(self.engine, self.outbox, actor, untold_because)

    def announcing(self, actor: Actor) -> Announce:
        """What writes all that a change of somebody's calls for."""
        return announce(self.outbox, actor)

    def attendance_of(self, actor: Actor) -> Attendance:
        """What notes, in somebody's name, whether visitors came."""
        return attendance_of(self.engine, actor)

    def planning_of(self, actor: Actor) -> Planning:
        """What changes the schedule, in somebody's name, and finds other places for interviews."""
        return planning_of(self.engine, self.outbox, actor)

    @cached_property
    def register(self) -> Register:
        """The interviews, as staff look for them."""
        return Register(self.engine)

    @cached_property
    def free_slots(self) -> FreeSlots:
        """What finds free slots."""
        return FreeSlots(self.engine)

    @cached_property
    def proof(self) -> Proof:
        """What gives an interview to a visitor who proves that it is theirs."""
        return Proof(self.engine, self.desk, self.settings.signing_key)

    @cached_property
    def transcript(self) -> Transcript:
        """What was said in conversations."""
        return Transcript(self.engine)

    @cached_property
    def conversation_eraser(self) -> ConversationEraser:
        """What deletes conversations, here and in Rasa's trackers."""
        return ConversationEraser(self.transcript, self._trackers)

    @cached_property
    def _trackers(self) -> Engine:
        return open_trackers(self.settings.app_tracker_database)

    @cached_property
    def turn_reader(self) -> TurnReader:
        """What is read of a turn in Rasa's trackers, to count it."""
        url = self.settings.app_tracker_database
        same = url == self.settings.app_database
        return TurnReader(self.engine if same else make_engine(url))

    def forget_erased(self) -> None:
        """Leave nothing of what was erased in the logs of the databases."""
        for engine in (self.engine, self._trackers):
            empty_log(engine)

    @cached_property
    def waiting_list(self) -> WaitingList:
        """The visitors who wish for an earlier time."""
        return WaitingList(self.engine, self.desk, self.outbox.announce_earlier)

    @cached_property
    def questions(self) -> QuestionBox:
        """The question box, which writes the messages that a question owes."""
        return QuestionBox(self.engine, announce=self.outbox.announce_question)

    @cached_property
    def answers(self) -> Answers:
        """What answers questions in the school's name."""
        return Answers(self.engine, self.outbox)

    @cached_property
    def notes(self) -> Notes:
        """What staff noted of interviews."""
        return Notes(self.engine)

    @cached_property
    def following_up(self) -> FollowingUp:
        """What writes to visitors who did not come."""
        return FollowingUp(self.engine, self.outbox, self.settings.staff_email)

    @cached_property
    def links(self) -> InterviewLinks:
        """The signed addresses at which visitors change their interviews."""
        return InterviewLinks(self.settings.web_url, self.settings.signing_key)

    @cached_property
    def accounts(self) -> Accounts:
        """Who of the school may sign in."""
        return Accounts(self.engine)

    @cached_property
    def told(self) -> Told:
        """Who is told of every interview."""
        return Told(self.engine, self.settings.staff_email)

    @cached_property
    def sign_in_secrets(self) -> SignInSecrets:
        """The links and codes with which they do."""
        return SignInSecrets(self.settings.web_url, self.settings.signing_key)

    @cached_property
    def sign_in(self) -> SignIn:
        """What lets them in."""
        return SignIn(self.engine, self.sign_in_secrets, self.outbox.announce_sign_in)

    @cached_property
    def provider(self) -> Provider | None:
        """The school's own provider of identities, where the settings name one."""
        settings = self.settings
        if not settings.oidc_issuer:
            return None
        back = f"{settings.web_url}/equipe/connexion/ecole/retour"
        secret = settings.oidc_client_secret.get_secret_value()
        return Provider(settings.oidc_issuer, settings.oidc_client_id, secret, back)

    @cached_property
    def passkeys(self) -> Passkeys:
        """What lets them in by a touch."""
        return Passkeys(self.engine, self.settings.web_url, self.settings.signing_key)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is signed in."""
        return Sessions(self.engine)

    @cached_property
    def rooms(self) -> VideoRooms:
        """Where interviews are held."""
        return VideoRooms(self.settings.video_url, self.settings.signing_key)

    @property
    def mail_folder(self) -> Path:
        """Where e-mails become files while no server is set."""
        return self.settings.home / "mail"

    @cached_property
    def transport(self) -> Transport:
        """How e-mails leave."""
        smtp_url = self.settings.smtp_url.get_secret_value()
        return open_transport(smtp_url, self.mail_folder)

    @cached_property
    def reach(self) -> Reach:
        """Whom e-mails can reach."""
        return Reach(self.transport)

    @cached_property
    def school_texts(self) -> SchoolTexts:
        """What the school says of itself, from the console over the files."""
        return SchoolTexts(self.engine, next(iter(self.jobs.values())).school)

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

    @cached_property
    def texts(self) -> InterviewTexts:
        """What e-mails and calendars say of interviews."""
        return InterviewTexts(lambda: self.school, self.settings.sender, self.rooms, self.links.url)

    @cached_property
    def shared_counts(self) -> SharedCounts:
        """What web processes tell each other of what they counted."""
        return SharedCounts(self.engine, self.now)

    @cached_property
    def composer(self) -> Composer:
        """What writes e-mails."""
        return self.composer_of(self.texts)

    def composer_of(self, texts: InterviewTexts) -> Composer:
        """What writes them with some texts, to see how they would read."""
        return Composer(
            texts,
            self.settings.staff_email,
            RETENTION,
            self.booking_page,
            self.sign_in_secrets.values,
        )

    @cached_property
    def visitor_entries(self) -> VisitorEntries:
        """What writes interviews for visitors' calendars."""
        return VisitorEntries(self.texts)

    @cached_property
    def staff_entries(self) -> StaffEntries:
        """What writes interviews for the staff's calendars."""
        return StaffEntries(self.texts)

    @cached_property
    def outward(self) -> Outward:
        """What calls other machines."""
        return Outward(self.settings.may_call_own_network)

    @cached_property
    def endpoints(self) -> Endpoints:
        """Where webhooks go."""
        return Endpoints(self.engine, Seal(self.settings.signing_key))

    @cached_property
    def webhooks(self) -> WebhookSender:
        """What sends webhooks."""
        return WebhookSender(self.endpoints, WebhookEvents(self.texts), self.outward)

    @cached_property
    def calendars(self) -> Calendars:
        """The calendars of interviewers."""
        return Calendars(self.engine, Seal(self.settings.signing_key))

    @cached_property
    def calendar_sync(self) -> CalendarSync:
        """What reads them."""
        return CalendarSync(
            self.engine, self.calendars, self.desk, self.outbox, self.outward, self.now
        )

    @cached_property
    def feeds(self) -> Feeds:
        """The secret addresses at which staff's calendars read the interviews."""
        return Feeds(self.engine, self.settings.web_url, self.settings.signing_key)

    @property
    def feed_writer(self) -> FeedWriter:
        """What is read there."""
        return FeedWriter(self.desk, self.staff_entries, self.school_name)

    @cached_property
    def notifiers(self) -> Sequence[Notifier]:
        """What sends the messages owed: one a channel, so that none waits for another."""
        senders: dict[Channel, Sender] = {
            Channel.EMAIL: EmailSender(self.composer, self.transport),
            Channel.WEBHOOK: self.webhooks,
            Channel.CALDAV: CalendarSender(self.calendars, self.staff_entries, self.outward),
        }
        return [
            Notifier(self.engine, self.outbox, {channel: sender}, self.now)
            for channel, sender in senders.items()
        ]

    @property
    def booking_page(self) -> str:
        """The address of the page that books without the chat."""
        return f"{self.settings.web_url}/rendez-vous"

    @property
    def call_page(self) -> str:
        """The address of the page on which visitors ask to be called."""
        return f"{self.settings.web_url}/rappel"

    def answer(self, job: str, topic: str, points: Sequence[str] = ()) -> dict[str, str] | None:
        """A job's answer to a question on a topic, with its links; None where it has none.

        `source` leads to the sentences that say it; `programme` is there where it is known.
        """
        known = self.job(job)
        if known is None or topic not in known.topics:
            return None
        page = self.settings.web_url + known.page.url
        source = page + place_on_page(known, topic, points)
        programme = self.school.programme_url or known.programme_url
        links = {"programme": programme} if programme else {}
        return {"answer": answer(known, topic, points), "source": source, **links}
