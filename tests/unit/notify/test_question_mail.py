"""What the staff read of a visitor's question."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default

from tests.builders import NOON, STAFF_EMAIL, a_composer, a_question_message

NBSP = "\N{NO-BREAK SPACE}"


def composed(text: str, address: str | None = None) -> EmailMessage:
    """Compose, send through the wire's form, and read again."""
    mail = a_composer().compose(a_question_message(text, address), NOON)
    return email.message_from_bytes(mail.as_bytes(), policy=default)


def body(mail: EmailMessage, kind: str) -> str:
    text = mail.get_body((kind,)).get_content().replace("\r\n", "\n")
    return text.replace("&nbsp;", " ").replace(NBSP, " ")


def test_the_staff_read_the_question_and_answer_the_visitor():
    mail = composed("Combien coûte une année ?", "lea@exemple.fr")

    assert mail["Subject"].replace(NBSP, " ") == (
        "Question d’un visiteur : Combien coûte une année ?"
    )
    assert mail["To"].addresses[0].addr_spec == STAFF_EMAIL
    assert mail["Reply-To"].addresses[0].addr_spec == "lea@exemple.fr"
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    for kind in ("plain", "html"):
        assert "« Combien coûte une année ? »" in body(mail, kind)
        assert "mercredi 25 novembre 2026 à 12 h" in body(mail, kind)
        assert "lea@exemple.fr" in body(mail, kind)
    assert body(mail, "plain").startswith("L’assistant n’a pas la réponse")


def test_without_an_address_the_staff_read_that_nobody_can_be_answered():
    mail = composed("Combien coûte une année ?")

    assert mail["Reply-To"].addresses[0].addr_spec == STAFF_EMAIL
    for kind in ("plain", "html"):
        assert "n’a pas laissé d’adresse" in body(mail, kind)


def test_a_question_is_shown_not_obeyed():
    evil = "<script>alert(1)</script><img src=x>\r\nBcc: tout-le-monde@mal.example {{ 7 * 7 }}"

    mail = composed(evil)

    html = body(mail, "html")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7 * 7 }}" in html
    assert mail["Bcc"] is None
    assert len(mail.get_all("Subject")) == 1


def test_a_long_question_makes_a_short_subject():
    mail = composed("combien " * 60)

    assert len(mail["Subject"]) < 110
    assert "combien " * 59 in body(mail, "plain")
