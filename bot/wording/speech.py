"""Sentences: everything that a person reads comes out of `bot/wording/texts/<language>/*.ftl` here."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeAlias
from zoneinfo import ZoneInfo

import markupsafe
from babel import Locale
from babel.lists import format_list
from fluent.runtime.types import FluentType

from adapters.contract import plain
from adapters.still import still
from bot.wording import times
from bot.wording.sentences import Sentences
from core.errors import Refusal
from core.names import clean

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = tuple(sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir()))
FALLBACK = "en"
_STOP = re.compile(r"\{ (\$\w+) \}\.(?=\s|$)")
"""A value before a full stop: names such as `Gartenfreunde e.V.` bring their own."""
_COMMAND = re.compile(r"(?<![\w<./])/(?=[a-z{])")
"""The mark of a command in our own texts: `/open`, `/{ $name }`, and no tag, path or address."""


_ADDRESSED = re.compile(r"‹([^‹|›]*)\|([^‹|›]*)›")
"""Where a text says it in two ways: to people who say du to each other, and to people who say Sie."""


class Manner(StrEnum):
    """How an organisation addresses people in a language that has two ways."""

    DU = "du"
    SIE = "Sie"


_LOCALES = {"en": "en_GB"}
"""Where a language is written in several ways: the one that we write."""
_LONGEST_VALUE = 2000
"""Characters of a value that Fluent takes; it refuses more than 2,500, so longer ones are put in afterwards."""


class Markup(markupsafe.Markup):
    """Text that is HTML already; `join`, `format`, `+` and `%` clean and escape any other text that they put in."""

    __slots__ = ()

    @classmethod
    def escape(cls, text: Any, /) -> Markup:
        """Any text, safe inside HTML; what is markup already stays as it is."""
        return text if isinstance(text, Markup) else cls(html.escape(still(clean(str(text))), quote=False))

    @classmethod
    def linked(cls, text: str) -> Markup:
        """A text in which links are meant: they alone can be tapped."""
        return cls(html.escape(still(clean(text), links=True), quote=False))

    @classmethod
    def verbatim(cls, text: str) -> Markup:
        """What is to be copied, for `code` and `pre`, in which nothing can be tapped anyway; a link of our own."""
        return cls(html.escape(clean(text), quote=False))


class Worded(Protocol):
    """Something that has words in every language: a fact until somebody says it."""

    def worded(self, speech: Speech) -> Markup:
        """Its words, as HTML."""


Arg: TypeAlias = str | int | float | datetime | timedelta | Worded | tuple[str, ...]
"""Several texts are listed as the language lists them."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One language and one time zone to speak in, and the ways of the network that it is read on."""

    language: str
    zone: ZoneInfo
    mark: str = "/"
    """What commands begin with."""
    buttons: bool = True
    """Whether there are buttons; else they are numbered, and texts in `texts/<language>/numbered` come first."""
    today: date | None = None
    """The day on which this is read, where the meeting is: times of another day carry theirs. None: no time does."""
    manner: Manner = Manner.DU
    """How people are addressed."""
    clocks: bool = False
    """Whether a time can be told so that it runs on the screen."""
    spent: bool = False
    """Whether buttons that do nothing can show what there was."""

    def load(self) -> None:
        """Read the sentences now, so that nobody waits for it later."""
        _sentences(self.language, self.mark, self.buttons, self.manner)

    def say(self, key: str, /, **args: Arg) -> Markup:
        """The sentence `key` as HTML. Raises `KeyError` if there is none."""
        sentences = _sentences(self.language, self.mark, self.buttons, self.manner)
        shown = {name: self._shown(value) for name, value in args.items()}
        long = {name: text for name, text in shown.items() if isinstance(text, str) and len(text) > _LONGEST_VALUE}
        text, errors = sentences.say(key, shown | {name: _place(name) for name in long})
        if errors:
            raise ValueError(f"{self.language} {key}: {errors}")
        return Markup(_put_in(text, long))

    def toast(self, key: str, /, **args: Arg) -> str:
        """The sentence `key` without markup."""
        return plain(self.say(key, **args))

    def refusal(self, refusal: Refusal) -> Markup:
        """Why something was not done, and what to do."""
        return self.say(f"refusal-{refusal.code}", **refusal.data)

    @property
    def locale(self) -> Locale:
        """How numbers, dates and lists are written."""
        return _locale(self.language)

    def clock(self, at: datetime) -> str:
        """A time of day with seconds, such as `14:02:11`."""
        return times.clock(at, self.zone)

    def minute(self, at: datetime) -> str:
        """A time of day without seconds, and its day if that is not today's."""
        return self._dated(times.minute(at, self.zone), at, self.today)

    def ends(self, start: datetime, end: datetime) -> dict[str, str]:
        """`start` and `end` of a time, with seconds where minutes do not tell them apart; `same` where nothing does."""
        told = self.minute(start), self.minute(end)
        first, last = told if told[0] != told[1] else (self.moment(start), self.moment(end))
        return {"start": first, "end": last, "same": str(first == last).lower()}

    def day(self, at: datetime) -> str:
        """A date as it is written in this language."""
        return times.day(at, self.zone, self.locale)

    def moment(self, at: datetime, since: datetime | None = None) -> str:
        """A time of day with seconds, and its day if `since`, which the reader thinks of, lies on another one.

        What is read at once is thought of today; what stays on a screen names since when.
        """
        return self._dated(self.clock(at), at, times.date_of(since, self.zone) if since else self.today)

    def running(self, at: datetime) -> Markup:
        """How long it is until a time, running by itself; where a client cannot do that it shows the time of day."""
        return Markup('<time unix="{}">{}</time>').format(Markup(int(at.timestamp())), self.clock(at))

    def _dated(self, time: str, at: datetime, day: date | None) -> str:
        if day is None or times.date_of(at, self.zone) == day:
            return time
        return self.toast("moment", day=self.day(at), time=time)

    def span(self, length: timedelta) -> str:
        """A length of time: `45 s`, `1:30 min`, `2 days`."""
        return times.span(int(length.total_seconds()), self.locale)

    def together(self, parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> Markup:
        """All of them in a running sentence: `one, another and a third`, or `… or a third`."""
        told = [Markup.escape(part) for part in parts]
        if len(told) > 3:  # babel copies what it has for each: of 100,000 names half a minute
            between = Markup(self.locale.list_patterns[style]["middle"].format("", ""))
            told = [told[0], between.join(told[1:-1]), told[-1]]
        return Markup(format_list(told, style, self.locale))

    def _shown(self, value: Arg) -> str | int | float:
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, timedelta):
            return self.span(value)
        if isinstance(value, int | float):
            return value
        if isinstance(value, tuple):
            return self.together(value)
        return Markup.escape(value) if isinstance(value, str) else value.worded(self)


def _put_in(text: str, long: Mapping[str, str]) -> str:
    for name, value in long.items():
        text = text.replace(_place(name), value)
    return text


def _place(name: str) -> str:
    """What holds the place of a long value; no cleaned text has such characters."""
    return f"\0{name}\0"


@lru_cache(maxsize=1024)
def language_of(*wishes: str) -> str:
    """The first of these language codes that we speak, such as `de` for `de-AT`; English at last."""
    for wish in wishes:
        if (short := wish.partition("-")[0].lower()) in LANGUAGES:
            return short
    return FALLBACK


@lru_cache(maxsize=256)
def speech(
    language: str,
    zone: str = "UTC",
    mark: str = "/",
    *,
    buttons: bool = True,
    today: date | None = None,
    manner: Manner = Manner.DU,
    clocks: bool = False,
    spent: bool = False,
) -> Speech:
    """The speech for a language code that we speak."""
    return Speech(language, ZoneInfo(zone), mark, buttons, today, manner, clocks, spent)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


@cache
def _sentences(language: str, mark: str, buttons: bool, manner: Manner) -> Sentences:
    sentences = Sentences(language, {"STOP": partial(_stopped, _locale(language))})
    folder = TEXTS / language
    for path in (*sorted(folder.glob("*.ftl")), *([] if buttons else sorted(folder.glob("numbered/*.ftl")))):
        sentences.add(_marked(path, mark, manner))
    return sentences


def _marked(path: Path, mark: str, manner: Manner) -> str:
    """The texts of a file: to people addressed so, with commands as typed on this network, full stops set once."""
    text = addressed(path.read_text("utf-8"), manner)
    text = _STOP.sub(r"{ STOP(\1) }", text)
    return _COMMAND.sub(lambda _: mark, text)


def addressed(text: str, manner: Manner) -> str:
    """A text in one of the ways in which it is written: of each ‹du|Sie› one."""
    return _ADDRESSED.sub(r"\1" if manner is Manner.DU else r"\2", text)


def _stopped(locale: Locale, value: Any) -> Any:
    """A value with one full stop behind it."""
    text = value.format(locale) if isinstance(value, FluentType) else str(value)
    return text if text.endswith((".", "…")) else f"{text}."


P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Later:
    """Words that a function finds for facts, once it is known how they are said."""

    words: Callable[[Speech], str]

    def worded(self, speech: Speech) -> Markup:
        """The words, escaped unless they are markup already."""
        return Markup.escape(self.words(speech))


def later(words: Callable[Concatenate[Speech, P], str], *facts: P.args, **more: P.kwargs) -> Later:
    """Say these facts with this function, later."""
    return Later(lambda speech: words(speech, *facts, **more))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that nobody has said yet."""

    key: str
    args: Mapping[str, Arg] = field(default_factory=dict)

    def worded(self, speech: Speech) -> Markup:
        """The sentence in a language."""
        return speech.say(self.key, **self.args)


def sentence(key: str, /, **args: Arg) -> Sentence:
    """Make a sentence to be said later."""
    return Sentence(key, args)


def joined(parts: Iterable[str], between: str = "\n") -> Markup:
    """Texts put under each other, or with something else between them; escaped if they are no markup, none empty."""
    return Markup(between).join(part for part in parts if part)


def paragraphs(parts: Iterable[str]) -> Markup:
    """Texts with an empty line between them."""
    return joined(parts, "\n\n")
