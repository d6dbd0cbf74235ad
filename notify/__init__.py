"""What staff and visitors are told of an interview, and its sure delivery."""

from notify.mail import Composer
from notify.message import Kind, Message, Snapshot
from notify.notifier import Notifier
from notify.outbox import Entry, Outbox, State
from notify.transport import (
    DeliveryFailure,
    FileTransport,
    PermanentFailure,
    SmtpTransport,
    TemporaryFailure,
    Transport,
    open_transport,
)
from notify.video import JITSI, VideoRooms

__all__ = [
    "JITSI",
    "Composer",
    "DeliveryFailure",
    "Entry",
    "FileTransport",
    "Kind",
    "Message",
    "Notifier",
    "Outbox",
    "PermanentFailure",
    "SmtpTransport",
    "Snapshot",
    "State",
    "TemporaryFailure",
    "Transport",
    "VideoRooms",
    "open_transport",
]
