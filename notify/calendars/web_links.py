"""Links that put an interview into calendars on the web: Google's and Outlook's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from notify.calendars.entry import CalendarEntry

_GOOGLE = "https://calendar.google.com/calendar/render"
_OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"


@dataclass(frozen=True)
class WebLinks:
    """Where a visitor, and nobody else, adds an interview to a calendar on the web."""

    google: str
    outlook: str

    @classmethod
    def of(cls, entry: CalendarEntry) -> WebLinks:
        """Make the links of an entry. They add it once: no calendar hears of later changes."""
        google = {
            "action": "TEMPLATE",
            "text": entry.summary,
            "dates": f"{_stamp(entry.start)}/{_stamp(entry.end)}",
            "details": entry.description,
            "location": entry.link,
        }
        outlook = {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": entry.summary,
            "startdt": entry.start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "enddt": entry.end.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "body": entry.description,
            "location": entry.link,
        }
        return cls(f"{_GOOGLE}?{urlencode(google)}", f"{_OUTLOOK}?{urlencode(outlook)}")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
