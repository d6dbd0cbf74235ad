"""A form is acted on only if it was made here, for the same page, and not too long ago."""

from __future__ import annotations

import pytest

from web.pages.signed_forms import FormSigner


def a_signer(key="key", kind="booking form", valid_seconds=60):
    return FormSigner(key, kind, valid_seconds)


def test_what_was_signed_comes_back():
    assert a_signer().read(a_signer().sign(["a1b2", 3])) == ["a1b2", 3]


@pytest.mark.parametrize(
    "other",
    [a_signer(key="another key"), a_signer(kind="another page"), a_signer(valid_seconds=-1)],
)
def test_a_form_of_another_place_or_too_old_is_nothing(other):
    assert other.read(a_signer().sign("a1b2")) is None


@pytest.mark.parametrize("signed", ["", "forged", "a.b.c", "é"])
def test_a_forged_form_is_nothing(signed):
    assert a_signer().read(signed) is None
