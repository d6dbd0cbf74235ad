"""Whose an address is: the tag after a « + » tells nobody apart."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_


def mailbox_of(email: str) -> str:
    """Tell whose an address is: « ines+ecole@… » reaches the mailbox of « ines@… »."""
    local, _, domain = email.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def is_of(column: ColumnElement[str], mailbox: str) -> ColumnElement[bool]:
    """Say in SQL that an address, kept in lower case, reaches a mailbox."""
    local, _, domain = mailbox.rpartition("@")
    tagged = and_(
        column.startswith(f"{local}+", autoescape=True),
        column.endswith(f"@{domain}", autoescape=True),
    )
    return or_(column == mailbox, tagged)
