import asyncio
import email
import logging
from email.policy import default

import pytest

from notify import (
    FileTransport,
    SmtpTransport,
    TemporaryFailure,
    open_transport,
)
from tests.builders import NOON, a_composer, a_message

MAIL = a_composer().compose(a_message(), NOON)


def test_without_a_server_each_mail_becomes_a_file_and_the_log_says_so(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    transport = open_transport("", tmp_path / "mail")

    asyncio.run(transport.deliver(MAIL))

    [file] = (tmp_path / "mail").iterdir()
    assert file.name == "20261125T110000-qmzjdd2vdbxwgiq7nnfb4d6z@ecole.example.eml"
    read = email.message_from_bytes(file.read_bytes(), policy=default)
    assert read["To"].addresses[0].addr_spec == "camille@visiteur.example"
    assert file.name in caplog.text
    assert "camille" not in caplog.text


def test_a_folder_that_cannot_be_written_to_is_a_failure_that_may_pass(tmp_path):
    in_the_way = tmp_path / "mail"
    in_the_way.write_text("")
    transport = FileTransport(in_the_way)

    with pytest.raises(TemporaryFailure):
        asyncio.run(transport.deliver(MAIL))
    with pytest.raises(TemporaryFailure):
        asyncio.run(transport.check())


@pytest.mark.parametrize(
    "url", ["mail.example:25", "http://mail.example", "smtp://", "smtp://mail.example?starttls=si"]
)
def test_an_address_that_makes_no_sense_is_refused_without_showing_the_password(url):
    with pytest.raises(ValueError, match="SMTP_URL") as refusal:
        open_transport(url.replace("://", "://u:geheim@"), None)
    assert "geheim" not in str(refusal.value)


def test_a_password_is_never_shown():
    transport = open_transport("smtp://user:geheim@mail.example:2525", None)

    assert isinstance(transport, SmtpTransport)
    assert repr(transport) == "SmtpTransport(mail.example:2525)"
