"""What staff and visitors are told of interviews and questions, and its sure delivery."""

from notify.announcements.staff_texts import StaffWords
from notify.calendars.accounts import Calendars
from notify.calendars.feed import Feeds, FeedWriter
from notify.calendars.invitation import Attendee
from notify.calendars.sync import CalendarCourier, CalendarSync
from notify.mail.composer import Composer, MailCourier
from notify.mail.transport import FileTransport, SmtpTransport, Transport, open_transport
from notify.outbox.channel import Courier, DeliveryFailure, PermanentFailure, TemporaryFailure
from notify.outbox.message import Channel, Kind, Message, QuestionSnapshot, Snapshot, Topic
from notify.outbox.notifier import Notifier
from notify.outbox.queue import Outbox
from notify.outbox.report import Entry, State
from notify.sealing import Seal
from notify.video import VideoRooms
from notify.webhooks.endpoints import Endpoints
from notify.webhooks.sender import WebhookCourier

__all__ = [
    "Attendee",
    "CalendarCourier",
    "CalendarSync",
    "Calendars",
    "Channel",
    "Composer",
    "Courier",
    "DeliveryFailure",
    "Endpoints",
    "Entry",
    "FeedWriter",
    "Feeds",
    "FileTransport",
    "Kind",
    "MailCourier",
    "Message",
    "Notifier",
    "Outbox",
    "PermanentFailure",
    "QuestionSnapshot",
    "Seal",
    "SmtpTransport",
    "Snapshot",
    "StaffWords",
    "State",
    "TemporaryFailure",
    "Topic",
    "Transport",
    "VideoRooms",
    "WebhookCourier",
    "open_transport",
]
