"""Times of day, dates and lengths of time as a language writes them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.units import format_unit

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
"""Seconds."""


def clock(at: datetime, zone: ZoneInfo) -> str:
    """A time of day with seconds, such as `14:02:11`."""
    return f"{at.astimezone(zone):%H:%M:%S}"


def minute(at: datetime, zone: ZoneInfo) -> str:
    """A time of day without seconds."""
    return f"{at.astimezone(zone):%H:%M}"


def day(at: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """A date: `20 Mar 2027`, `20.03.2027`."""
    return format_date(date_of(at, zone), "medium", locale)


def date_of(at: datetime, zone: ZoneInfo) -> date:
    """The day on which a moment lies where the meeting is."""
    return at.astimezone(zone).date()


def span(seconds: int, locale: Locale) -> str:
    """A length of time as people say it at a lectern: `45 s`, `1:30 min`, `2 h`, `2 days 6 h`."""
    days, rest = divmod(max(seconds, 0), _DAY)
    if not days:
        return _within_a_day(rest)
    whole = format_unit(days, "duration-day", "long", locale=locale)
    return f"{whole} {_within_a_day(rest)}" if rest else whole


def _within_a_day(seconds: int) -> str:
    """Hours, minutes and seconds; parts that are zero are left out at the end."""
    hours, rest = divmod(seconds, _HOUR)
    minutes, last = divmod(rest, _MINUTE)
    if hours:
        return f"{hours}:{minutes:02d}:{last:02d} h" if last else f"{_pair(hours, minutes)} h"
    return f"{_pair(minutes, last)} min" if minutes else f"{last} s"


def _pair(whole: int, part: int) -> str:
    return f"{whole}:{part:02d}" if part else str(whole)
