"""Sentences: everything that a person reads comes out of `bot/wording/texts/<language>/*.ftl` here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle, FluentResource

from adapters.contract import escape, plain
from core.errors import Refusal

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = tuple(sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir()))
FALLBACK = "en"
_COMMAND = re.compile(r"(?<![\w<./])/(?=[a-z{])")
"""The mark of a command in our own texts: `/open`, `/{ $name }`, and no tag, path or address."""


class Markup(str):
    """Text that is HTML already; any other text is escaped before it gets into a sentence."""

    __slots__ = ()


Arg: TypeAlias = str | int | float | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Speech:
    """One language and one time zone to speak in, and the ways of the network that it is read on."""

    language: str
    zone: ZoneInfo
    mark: str = "/"
    """What commands begin with."""
    buttons: bool = True
    """Whether there are buttons; else they are numbered, and texts in `texts/<language>/numbered` come first."""

    def load(self) -> None:
        """Read the sentences now, so that nobody waits for it later."""
        _bundle(self.language, self.mark, self.buttons)

    def say(self, key: str, /, **args: Arg) -> Markup:
        """The sentence `key` as HTML. Raises `KeyError` if there is none."""
        bundle = _bundle(self.language, self.mark, self.buttons)
        pattern = bundle.get_message(key).value if bundle.has_message(key) else None
        if pattern is None:
            raise KeyError(key)
        text, errors = bundle.format_pattern(pattern, {name: self._shown(value) for name, value in args.items()})
        if errors:
            raise ValueError(f"{self.language} {key}: {errors}")
        return Markup(text)

    def toast(self, key: str, /, **args: Arg) -> str:
        """The sentence `key` without markup."""
        return plain(self.say(key, **args))

    def refusal(self, refusal: Refusal) -> Markup:
        """Why something was not done, and what to do."""
        return self.say(f"refusal-{refusal.code}", **refusal.data)

    def clock(self, at: datetime) -> str:
        """A time of day with seconds, such as `14:02:11`."""
        return f"{at.astimezone(self.zone):%H:%M:%S}"

    def minute(self, at: datetime) -> str:
        """A time of day without seconds."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def day(self, at: datetime) -> str:
        """A date as it is written in this language."""
        local = at.astimezone(self.zone)
        return self.toast("date", day=f"{local:%d}", month=f"{local:%m}", year=f"{local:%Y}")

    def _shown(self, value: Arg) -> str | int | float:
        if isinstance(value, datetime):
            return self.clock(value)
        if isinstance(value, timedelta):
            return span(int(value.total_seconds()))
        if isinstance(value, str) and not isinstance(value, Markup):
            return escape(value)
        return value


def span(seconds: int) -> str:
    """A length of time as people say it at a lectern: `45 s`, `1:30 min`."""
    minutes, rest = divmod(max(seconds, 0), 60)
    return f"{minutes}:{rest:02d} min" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"


@lru_cache(maxsize=1024)
def language_of(*wishes: str) -> str:
    """The first of these language codes that we speak, such as `de` for `de-AT`; English at last."""
    for wish in wishes:
        if (short := wish.partition("-")[0].lower()) in LANGUAGES:
            return short
    return FALLBACK


@cache
def speech(language: str, zone: str = "UTC", mark: str = "/", *, buttons: bool = True) -> Speech:
    """The speech for a language code that we speak."""
    return Speech(language, ZoneInfo(zone) if zone != "UTC" else ZoneInfo("UTC"), mark, buttons)


@cache
def _bundle(language: str, mark: str, buttons: bool) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((TEXTS / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(_marked(path, mark)))
    if not buttons:
        for path in sorted((TEXTS / language / "numbered").glob("*.ftl")):
            bundle.add_resource(FluentResource(_marked(path, mark)), allow_overrides=True)
    return bundle


def _marked(path: Path, mark: str) -> str:
    """The texts of a file with their commands as they are typed on this network."""
    return _COMMAND.sub(lambda _: mark, path.read_text("utf-8"))


def joined(parts: Iterable[str]) -> Markup:
    """Lines put under each other; empty ones left out."""
    return Markup("\n".join(part for part in parts if part))
