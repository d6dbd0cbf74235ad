"""How an e-mail is sent: over SMTP or, if no server is set, into a file."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from notify.mail import files as mail_files
from notify.outbox.delivery import DeliveryFailure, PermanentFailure, TemporaryFailure

logger = logging.getLogger(__name__)

_TIMEOUT_SECONDS = 10.0  # of each step; aiosmtplib waits a minute otherwise
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_OUR_FAULT = re.compile(
    r"\b(?:relay\w*|quotas?|limits?|rate|authenticat\w*|not (?:permitted|allowed|authori[sz]ed))\b",
    re.I,
)
_STARTTLS = {"required": True, "never": False, "auto": None}


class Transport(Protocol):
    """A way to send e-mails."""

    async def deliver(self, mail: EmailMessage) -> None:
        """Send an e-mail. Raises TemporaryFailure or PermanentFailure."""

    async def check(self) -> None:
        """Check that e-mails can be sent, without sending any. Raises DeliveryFailure."""

    async def takes_accents(self) -> bool:
        """Tell whether it can write to addresses with accents. Raises DeliveryFailure."""


class SmtpTransport:
    """Sends e-mails to an SMTP server: `smtp://user:password@host:587?starttls=required`.

    `smtps://` speaks TLS from the start. `starttls` is `required`, `never` or `auto` (if the
    server offers it). The default is `required` if there is a password and the server is on another
    machine, otherwise `auto`.
    """

    def __init__(self, url: str, timeout: float = _TIMEOUT_SECONDS) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("SMTP_URL must look like smtp://user:password@host:587")
        tls = parts.scheme == "smtps"
        default = "required" if parts.password and parts.hostname not in _LOOPBACK else "auto"
        wanted = parse_qs(parts.query).get("starttls", [default])[0]
        if wanted not in _STARTTLS:
            raise ValueError(f"SMTP_URL: starttls is one of {', '.join(_STARTTLS)}")
        self._host = parts.hostname
        self._port = parts.port or (465 if tls else 587)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._tls = tls
        self._starttls = False if tls else _STARTTLS[wanted]
        self._timeout = timeout

    def __repr__(self) -> str:
        """Show the server, without user and password."""
        return f"SmtpTransport({self._host}:{self._port})"

    async def deliver(self, mail: EmailMessage) -> None:
        """Send an e-mail to its one recipient."""
        sender, recipient = _mailbox(mail, "From"), _mailbox(mail, "To")
        utf8 = not (sender + recipient).isascii()
        content = mail.as_bytes(policy=SMTPUTF8 if utf8 else SMTP)
        options = ["SMTPUTF8"] if utf8 else []
        client = await self._connect()
        try:
            await client.sendmail(sender, recipient, content, mail_options=options)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _failure(error) from None
        finally:
            await _quit(client)

    async def check(self) -> None:
        """Connect and log in."""
        await _quit(await self._connect())

    async def takes_accents(self) -> bool:
        """Ask the server whether it speaks SMTPUTF8."""
        client = await self._connect()
        try:
            await client.ehlo()  # connecting says it only where TLS or a login needs it
            return client.supports_extension("smtputf8")
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _failure(error) from None
        finally:
            await _quit(client)

    async def _connect(self) -> aiosmtplib.SMTP:
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            use_tls=self._tls,
            start_tls=self._starttls,
            timeout=self._timeout,
        )
        try:
            await client.connect()
        except aiosmtplib.SMTPAuthenticationError as error:
            raise TemporaryFailure(f"{error.code}: user or password was refused") from None
        except aiosmtplib.SMTPResponseException as error:
            raise TemporaryFailure(f"{error.code}: the server refused to talk") from None
        except TimeoutError:
            raise TemporaryFailure("the server did not answer in time") from None
        except OSError:
            raise TemporaryFailure("no connection to the server, or none that is secure") from None
        except aiosmtplib.SMTPException:  # what the URL asks of it
            raise TemporaryFailure("the server offers no STARTTLS or no login") from None
        return client


class FileTransport:
    """Writes each e-mail into a folder, as a file that any mail program opens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def deliver(self, mail: EmailMessage) -> None:
        """Write the file under another name first, so that nobody reads half of it."""
        sent = mail["Date"].datetime
        identity = re.sub(r"[^A-Za-z0-9.@-]", "", mail["Message-ID"])
        name = mail_files.file_name(sent, identity)
        try:
            await asyncio.to_thread(self._write, name, mail.as_bytes(policy=SMTP))
        except OSError as error:
            raise TemporaryFailure(f"no file written: {error.strerror}") from None
        logger.info("no SMTP server is set: an e-mail became the file %s", self._folder / name)

    async def check(self) -> None:
        """Check that the folder is writable."""
        try:
            await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            raise TemporaryFailure(f"{self._folder}: {error.strerror}") from None
        if not os.access(self._folder, os.W_OK):
            raise TemporaryFailure(f"{self._folder} is not writable")

    async def takes_accents(self) -> bool:
        """A file takes any address."""
        return True

    def _write(self, name: str, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{name}.draft"
        draft.write_bytes(content)
        draft.replace(self._folder / name)


def open_transport(smtp_url: str, folder: Path) -> Transport:
    """Choose how e-mails are sent: to the server of `smtp_url` or, if empty, into `folder`."""
    return SmtpTransport(smtp_url) if smtp_url else FileTransport(folder)


def _mailbox(mail: EmailMessage, header: str) -> str:
    address: str = mail[header].addresses[0].addr_spec
    return address


async def _quit(client: aiosmtplib.SMTP) -> None:
    """Close the session. Its answer does not matter: an accepted e-mail stays accepted."""
    try:
        await client.quit()
    except (aiosmtplib.SMTPException, OSError):
        client.close()


def _failure(error: Exception) -> DeliveryFailure:
    """Say whether trying again may help, and why; the server's own words could name a person."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            refused = error.recipients[0]
            what = "the recipient was refused"
            return _refusal(refused.code, refused.message, what, ours=("3", "4", "5", "7"))
        case aiosmtplib.SMTPDataError():
            # Here a policy (7) is about what was written, and does not change.
            return _refusal(error.code, error.message, "the content was refused", ours=("3", "4"))
        case aiosmtplib.SMTPNotSupported():
            return PermanentFailure("the server does not know addresses with accents")
        case aiosmtplib.SMTPSenderRefused():
            return TemporaryFailure(f"{error.code}: the sender was refused")
        case aiosmtplib.SMTPResponseException():
            return TemporaryFailure(f"{error.code}: the server refused to go on")
        case TimeoutError():
            return TemporaryFailure("the server did not answer in time")
        case OSError():
            return TemporaryFailure("the connection to the server was cut")
        case ValueError():
            return PermanentFailure("the address cannot be written in an e-mail")
    return TemporaryFailure(type(error).__name__)


def _refusal(code: int, answer: str, what: str, *, ours: tuple[str, ...]) -> DeliveryFailure:
    """Tell the recipient's refusal from our own server's, whose subjects (RFC 3463) are `ours`."""
    detailed = re.match(r"[245]\.(\d{1,3})\.\d{1,3}\b", answer)
    number = f"{code} {detailed.group()}" if detailed else f"{code}"
    if code >= 500 and _is_of_our_server(detailed, answer, ours):
        return TemporaryFailure(f"{number}: our own server does not let it through")
    reason = f"{number}: {what}"
    return PermanentFailure(reason) if code >= 500 else TemporaryFailure(reason)


def _is_of_our_server(detailed: re.Match[str] | None, answer: str, ours: tuple[str, ...]) -> bool:
    """Tell whether a server refuses to work for us, which is no fault of the recipient's.

    The subject of an RFC 3463 code says so: 3 is the mail system, 4 its network and quotas, 5 its
    protocol, 7 what it permits. Servers without such codes say it in words.
    """
    if detailed:
        return detailed[1] in ours
    return bool(_OUR_FAULT.search(answer))
