"""What staff and visitors are told of interviews and questions, and its sure delivery."""

from notify.calendar_sync import CalendarCourier, CalendarSync
from notify.calendars import Calendars
from notify.courier import Courier, DeliveryFailure, PermanentFailure, TemporaryFailure
from notify.endpoints import Endpoints
from notify.feed import Feeds, FeedWriter
from notify.invitation import Attendee
from notify.ledger import Entry, State
from notify.mail import Composer, MailCourier
from notify.message import Channel, Kind, Message, QuestionSnapshot, Snapshot, Topic
from notify.notifier import Notifier
from notify.outbox import Outbox
from notify.sealing import Seal
from notify.transport import FileTransport, SmtpTransport, Transport, open_transport
from notify.video import JITSI, VideoRooms
from notify.webhook import WebhookCourier
from notify.wording import StaffWords

__all__ = [
    "JITSI",
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
