"""The forms of the rules of booking, for all and for one person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from sanic.request import RequestParameters

from booking.rules import PersonalRules, Rules
from booking.rules_changes import NewPersonalRules, NewRules
from booking.schedule import Schedule
from web.equipe.hours_forms import typed

_LONGEST_NUMBER = 4  # digits
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_MOST = {"slot": 480, "pause": 240, "notice": 720, "horizon": 366, "per_email": 50}
_MOST_A_DAY = 100


class _Unreadable(Exception):
    """What was typed is no number, or too large."""


@dataclass(frozen=True)
class RulesForm:
    """The rules of booking: minutes, minutes, hours, days, and numbers of interviews; hours.

    No number a day is no limit; no hours before which a visitor can change it are none.
    """

    slot: str = ""
    pause: str = ""
    notice: str = ""
    horizon: str = ""
    per_email: str = ""
    per_day: str = ""
    change_notice: str = ""
    who: str = ""

    _NAMES = ("duree", "pause", "delai", "horizon", "par_adresse", "par_jour", "preavis")

    @classmethod
    def read(cls, sent: RequestParameters) -> RulesForm:
        """Read what a browser sent."""
        return cls(*(typed(sent, name) for name in cls._NAMES))

    @classmethod
    def of(cls, rules: Rules) -> RulesForm:
        """Show the rules as they are."""
        return cls(
            str(rules.slot // _MINUTE),
            str(rules.pause // _MINUTE),
            hours_of(rules.notice),
            str(rules.horizon.days),
            str(rules.open_per_email),
            "" if rules.per_day is None else str(rules.per_day),
            hours_of(rules.change_notice),
        )

    @property
    def fields(self) -> dict[str, str]:
        """What a browser sends again to publish it."""
        values = (self.slot, self.pause, self.notice, self.horizon, self.per_email)
        more = (self.per_day, self.change_notice)
        return dict(zip(self._NAMES, (*values, *more), strict=True))

    def change(self, who: int | None, before: Schedule) -> NewRules | str:
        """Make the change, or name the sentence that says what is wrong."""
        numbers = {name: _read_number(getattr(self, name), most) for name, most in _MOST.items()}
        per_day, are_read = _read_optional(self.per_day, _MOST_A_DAY)
        change_notice = _read_number(self.change_notice or "0", _MOST["notice"])
        if any(number is None for number in (*numbers.values(), change_notice)) or not are_read:
            return "rules_unreadable"
        slot, pause, notice, horizon, per_email = (number or 0 for number in numbers.values())
        try:
            return NewRules(
                replace(
                    before.rules,
                    slot=slot * _MINUTE,
                    pause=pause * _MINUTE,
                    notice=notice * _HOUR,
                    horizon=int(horizon) * _DAY,
                    open_per_email=int(per_email),
                    per_day=None if per_day is None else int(per_day),
                    change_notice=(change_notice or 0) * _HOUR,
                )
            )
        except ValueError:
            return "rules_senseless"


@dataclass(frozen=True)
class PersonalForm:
    """What is otherwise for one person; empty: as for all."""

    who: str = ""
    per_day: str = ""
    pause: str = ""
    change_notice: str = ""
    notice: str = ""
    horizon: str = ""

    _NAMES = ("qui", "par_jour", "pause", "preavis", "delai", "horizon")

    @classmethod
    def read(cls, sent: RequestParameters) -> PersonalForm:
        """Read what a browser sent."""
        return cls(*(typed(sent, name) for name in cls._NAMES))

    @classmethod
    def of(cls, who: int, rules: PersonalRules) -> PersonalForm:
        """Show what is otherwise for them."""
        return cls(
            str(who),
            "" if rules.per_day is None else str(rules.per_day),
            "" if rules.pause is None else str(rules.pause // _MINUTE),
            "" if rules.change_notice is None else hours_of(rules.change_notice),
            "" if rules.notice is None else hours_of(rules.notice),
            "" if rules.horizon is None else str(rules.horizon.days),
        )

    @property
    def fields(self) -> dict[str, str]:
        """What a browser sends again to publish it."""
        values = (self.who, self.per_day, self.pause, self.change_notice)
        return dict(zip(self._NAMES, (*values, self.notice, self.horizon), strict=True))

    def change(self, who: int | None, before: Schedule) -> NewPersonalRules | str:
        """Make the change, or name the sentence that says what is wrong."""
        if who is None:
            return "absence_who"
        per_day, is_limit = _read_optional(self.per_day, _MOST_A_DAY)
        if not is_limit:
            return "rules_unreadable"
        try:
            rules = PersonalRules(
                None if per_day is None else int(per_day),
                _read_length(self.pause, _MOST["pause"], _MINUTE),
                _read_length(self.change_notice, _MOST["notice"], _HOUR),
                _read_length(self.notice, _MOST["notice"], _HOUR),
                _read_length(self.horizon, _MOST["horizon"], _DAY),
            )
        except _Unreadable:
            return "rules_unreadable"
        try:
            return NewPersonalRules(who, rules)
        except ValueError:
            return "rules_senseless"


def hours_of(length: timedelta) -> str:
    """Write a length in hours: « 2 », « 1,5 »."""
    return f"{length / _HOUR:g}".replace(".", ",")


def _read_length(text: str, most: int, unit: timedelta) -> timedelta | None:
    """Read a length of time that may be missing. Raises _Unreadable."""
    number, is_read = _read_optional(text, most)
    if not is_read:
        raise _Unreadable
    return None if number is None else (int(number) if unit == _DAY else number) * unit


def _read_optional(text: str, most: int) -> tuple[float | None, bool]:
    """Read a number that may be missing, and say whether it could be read."""
    number = _read_number(text, most) if text else None
    return number, number is not None or not text


def _read_number(text: str, most: int) -> float | None:
    plain = text.replace(",", ".")
    if len(plain) > _LONGEST_NUMBER or not plain.replace(".", "", 1).isdecimal():
        return None
    number = float(plain)
    return number if number <= most else None
