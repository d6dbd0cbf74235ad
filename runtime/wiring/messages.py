"""E-mails, calendars and webhooks: what they say, and how they leave."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from booking.privacy import RETENTION
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
from runtime.wiring.bookings import Bookings
from runtime.wiring.people import People


class Messages(Bookings, People):
    """What writes and sends messages."""

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
    def texts(self) -> InterviewTexts:
        """What e-mails and calendars say of interviews."""
        return InterviewTexts(
            lambda: self.school,
            self.settings.sender,
            self.rooms,
            self.links.url,
            self.links.confirmation_url,
        )

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
            self.staff_links,
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
