"""What tests of the staff's work share."""

from __future__ import annotations

import html

import pytest

from entrypoints.checks import Checks
from knowledge import Job, load_jobs
from runtime.settings import ROOT
from testing.sqlite import make_tables
from tests.builders import NOON
from tests.page_house import PageHouse


@pytest.fixture
def house(open_services, database_url):
    """What the application works with at noon, on each kind of database."""
    made = open_services(lambda: NOON, database_url)
    make_tables(made.engine)
    return made


@pytest.fixture(scope="session")
def job() -> Job:
    return load_jobs(ROOT / "knowledge")["responsable-ecommerce"]


@pytest.fixture
def page(job):
    """The school's page on a server; a test changes what it shows."""
    house = PageHouse("".join(f"<p>{html.escape(line)}</p>" for line in job.page.text.splitlines()))
    yield house
    house.stop()


@pytest.fixture
def an_hour_later(services, clock):
    """Lets an hour pass, and what is checked each hour be checked."""
    checks = Checks(services)

    def go_on() -> None:
        clock.advance(hours=1)
        checks.do_due()

    checks.do_due()
    return go_on
