"""E-mails, composed and read again as a mail program reads them."""

import email
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

from notify import Audience, Topic
from tests.builders import NOON, a_composer, a_message

COMPOSER = a_composer()
NBSP = "\N{NO-BREAK SPACE}"
INVITING = [
    (kind, topic)
    for kind in Audience
    for topic in (Topic.BOOKED, Topic.MOVED, Topic.CANCELLED, Topic.CORRECTED)
]
PLAIN = [
    (Audience.VISITOR, Topic.REMINDER_DAY),
    (Audience.VISITOR, Topic.REMINDER_HOUR),
    (Audience.STAFF, Topic.BOUNCED),
]
EVERY_KIND = INVITING + PLAIN


def composed(*arguments, **snapshot) -> EmailMessage:
    """Compose, send through the wire's form, and read again."""
    mail = COMPOSER.compose(a_message(*arguments, **snapshot), NOON)
    return email.message_from_bytes(mail.as_bytes(), policy=default)


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content().replace(NBSP, " ").replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    return mail.get_body(("html",)).get_content()


def links_of(html: str) -> list[str]:
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.extend(
        value for name, value in attributes if name in ("href", "src")
    )
    parser.feed(html)
    return found
