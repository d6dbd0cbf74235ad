"""Messages about interviews and questions to visitors, staff and other tools."""

from notify.calendars.accounts import Calendars
from notify.calendars.entry import Attendee
from notify.calendars.feed import Feeds, FeedWriter
from notify.calendars.interview_entries import StaffEntries, VisitorEntries
from notify.calendars.sync import CalendarSender, CalendarSync
from notify.mail.composer import Composer, EmailSender
from notify.mail.reach import Reach
from notify.mail.transport import FileTransport, SmtpTransport, Transport, open_transport
from notify.outbox.delivery import DeliveryFailure, PermanentFailure, Sender, TemporaryFailure
from notify.outbox.message import Audience, Channel, Message, QuestionSnapshot, Snapshot, Topic
from notify.outbox.notifier import Notifier
from notify.outbox.queue import Outbox
from notify.outbox.report import (
    Entry,
    State,
    list_entries,
    list_of_interview,
    list_undelivered,
    list_webhook_deliveries,
)
from notify.outward import Outward
from notify.sealing import Seal
from notify.texts import InterviewTexts
from notify.video import VideoRooms
from notify.webhooks.endpoints import Endpoints
from notify.webhooks.events import WebhookEvents
from notify.webhooks.sender import WebhookSender

__all__ = [
    "Attendee",
    "Audience",
    "CalendarSender",
    "CalendarSync",
    "Calendars",
    "Channel",
    "Composer",
    "DeliveryFailure",
    "EmailSender",
    "Endpoints",
    "Entry",
    "FeedWriter",
    "Feeds",
    "FileTransport",
    "InterviewTexts",
    "Message",
    "Notifier",
    "Outbox",
    "Outward",
    "PermanentFailure",
    "QuestionSnapshot",
    "Reach",
    "Seal",
    "Sender",
    "SmtpTransport",
    "Snapshot",
    "StaffEntries",
    "State",
    "TemporaryFailure",
    "Topic",
    "Transport",
    "VideoRooms",
    "VisitorEntries",
    "WebhookEvents",
    "WebhookSender",
    "list_entries",
    "list_of_interview",
    "list_undelivered",
    "list_webhook_deliveries",
    "open_transport",
]
