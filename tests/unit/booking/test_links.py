"""Links to an interview: they say nothing of the address, and those of old e-mails still lead."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from itsdangerous import URLSafeSerializer

from booking.links import InterviewLinks

EMAIL = "ines@example.com"


@pytest.fixture
def links():
    return InterviewLinks("https://ecole.example.org", "a key")


def opened(token: str) -> object:
    """What anybody can read of a token."""
    return URLSafeSerializer("").loads_unsafe(token)[1]


def test_a_link_is_of_its_interview_and_address_alone(links, now):
    claim = links.read(links.token("uid", EMAIL, now + timedelta(days=1)), now)

    assert links.is_of(claim, "uid", "Ines@Example.com")
    assert not links.is_of(claim, "uid", "paul@example.com")
    assert not links.is_of(claim, "another", EMAIL)


def test_nobody_without_the_key_can_try_addresses_on_a_link(links, now):
    _, address, _ = opened(links.token("uid", EMAIL, now))
    bare = (hashlib.new(name, EMAIL.encode()).hexdigest() for name in ("sha256", "sha1", "md5"))

    assert not any(digest.startswith(address) for digest in bare)
    other = InterviewLinks(links.base_url, "another key")
    assert opened(other.token("uid", EMAIL, now))[1] != address


def test_a_link_of_an_old_e_mail_still_leads_there(links, now):
    bare = hashlib.sha256(EMAIL.encode()).hexdigest()[:16]
    options = {"digest_method": hashlib.sha256}
    signer = URLSafeSerializer(links.key, salt="interview link", signer_kwargs=options)
    expires = int((now + timedelta(days=1)).timestamp())

    claim = links.read(signer.dumps(["uid", bare, expires]), now)

    assert links.is_of(claim, "uid", EMAIL)
    assert not links.is_of(claim, "uid", "paul@example.com")
