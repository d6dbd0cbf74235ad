import pytest
from pydantic import ValidationError

from runtime.settings import Settings
from web.cors import Origins

OWN = "https://conseiller.example.org"
SCHOOL = "https://www.ecole.example.org"
ORIGINS = Origins(OWN, [SCHOOL])


@pytest.mark.parametrize("origin", [OWN, SCHOOL])
def test_the_service_and_the_named_sites_may_ask(origin):
    assert ORIGINS.admits(origin, "conseiller.example.org")


@pytest.mark.parametrize(
    "origin",
    ["null", "", "https://evil.example", f"{SCHOOL}.evil.example", "http://www.ecole.example.org",
     "http://[", "http://[::1", "http://[x]", "://", "\x00", f"https://evil.example/{OWN}"],
)  # fmt: skip
def test_nobody_else_may(origin):
    assert not ORIGINS.admits(origin, "conseiller.example.org")
    assert not ORIGINS.admits(origin, "")


def test_a_page_of_the_host_that_it_asks_is_the_services_own():
    assert ORIGINS.admits("http://localhost:8000", "localhost:8000")


def test_the_setting_lists_sites_with_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_ORIGINS", f"{SCHOOL}/, HTTP://localhost:8080")

    assert Settings().allowed_origins == (SCHOOL, "http://localhost:8080")


@pytest.mark.parametrize("given", ["*", "ecole.example.org", f"{SCHOOL}/formations", "file://"])
def test_what_is_no_site_is_said(monkeypatch, given):
    monkeypatch.setenv("ALLOWED_ORIGINS", given)

    with pytest.raises(ValidationError, match=r"(?i)allowed_origins"):
        Settings()
