"""The pages that jobs are made of, on the school's site or as they were copied."""

from __future__ import annotations

import re

from knowledge import Page, page_of
from runtime.wiring import Services
from staff.added_jobs import slug_of
from staff.page_fetching import PageFetcher, Validators

LONGEST_URL = 500
_ADDRESS = re.compile(r"https?://[^\s()\[\]{}<>\"\\@]+")
_OF = re.compile(r"(?:de |d’|du )[^\s\[\]{}*<>][^\[\]{}*<>]*")
_NAME = re.compile(r"[^\[\]{}*<>]*[^\W\d_][^\[\]{}*<>]*")


def read_page(services: Services, name: str, url: str, pasted: str = "") -> Page:
    """Read what was pasted, or else the page at the address. Raises PageUnread, NothingToTell."""
    text, is_html = pasted.strip(), False
    if not text:
        fetched = PageFetcher().fetch(url, Validators())
        assert fetched is not None  # nothing was known of it
        text, is_html = fetched.content, fetched.is_html
    like = services.default_job.page
    return page_of(text, is_html=is_html, name=name, url=url, like=like)


def problems_of(written: dict[str, str]) -> dict[str, str]:
    """Say what does not go of what was typed of a job, by the field."""
    wrong = {}
    if not _NAME.fullmatch(written["nom"]) or not slug_of(written["nom"]):
        wrong["nom"] = "job_name"
    if not _OF.fullmatch(written["de"]):
        wrong["de"] = "job_of"
    if not is_address(written["adresse"]):
        wrong["adresse"] = "job_address"
    return wrong


def is_address(url: str) -> bool:
    """Tell whether a text is the address of a page."""
    return bool(_ADDRESS.fullmatch(url)) and len(url) <= LONGEST_URL
