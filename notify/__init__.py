"""What staff and visitors are told of interviews and questions, and its sure delivery."""

from notify.courier import Courier, DeliveryFailure, PermanentFailure, TemporaryFailure
from notify.mail import Composer, MailCourier
from notify.message import Channel, Kind, Message, QuestionSnapshot, Snapshot, Topic
from notify.notifier import Notifier
from notify.outbox import Entry, Outbox, State
from notify.transport import FileTransport, SmtpTransport, Transport, open_transport
from notify.video import JITSI, VideoRooms

__all__ = [
    "JITSI",
    "Channel",
    "Composer",
    "Courier",
    "DeliveryFailure",
    "Entry",
    "FileTransport",
    "Kind",
    "MailCourier",
    "Message",
    "Notifier",
    "Outbox",
    "PermanentFailure",
    "QuestionSnapshot",
    "SmtpTransport",
    "Snapshot",
    "State",
    "TemporaryFailure",
    "Topic",
    "Transport",
    "VideoRooms",
    "open_transport",
]
