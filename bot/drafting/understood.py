"""Lines as people type them, in any language of the product, put into the words of the settings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from bot.wording.speech import LANGUAGES, Speech, speech
from core.faults import Fault, Faults
from core.methods import METHODS
from core.near import nearest

_SHARES = ("two-thirds", "three-quarters", "1/2", "1/3", "1/4", "1/5", "1/10", "3/5", "4/5", "1/1")
_RULE_WORDS = (
    *("simple", "absolute", *_SHARES, "more than", "at least", "of", "of entitled", "and", "none"),
    *("more than 1/2 of", "more than 1/2 of entitled"),
    *("yes_no", "valid", "cast", "votes_cast", "present", "entitled", "by weight", "weight"),
)
_VALUES: Mapping[str, Collection[str]] = {
    "majority": _RULE_WORDS,
    "quorum": _RULE_WORDS,
    "runoff": (*_RULE_WORDS, "twice"),
    "method": tuple(METHODS),
    "receipts": ("off", "code"),
    "tie": ("rejected", "chair", "runoff", "lot"),
    "roll": ("present", "entitled"),
    "late": ("no", "until_close"),
    "order": ("lot", "written", "alphabet"),
    "revote": ("off", "on"),
    "seats": ("open",),
    "time": ("none",),
    "group": ("none",),
    "except": ("none",),
    "item": ("none",),
    "nominations": ("closed", "open"),
    "missing": ("number", "names"),
    "minutes": ("off", "on"),
    "text": ("none",),
    "secret_on_demand": ("off", "one", "of", "present", *_SHARES),
}
"""By key: what in its value has words in every language. Names and numbers are taken as they are."""
FLAGS = (
    *("secret", "named", "abstain", "no abstain", "close when all", "publish at once"),
    *("none of the above", "by weight", "drop elected"),
)
_DENIED = {"named": "secret", "no abstain": "abstain"}
"""Flags that say of a setting that it shall not be."""
_KEYS = (
    *("title", "text", "method", "majority", "tie", "quorum", "rule", "min", "max", "seats", "cumulate", "order"),
    *("default_quorum", "runoff", "time", "group", "except", "roll", "late", "revote", "withdraw", "item", "receipts"),
    *("secret_on_demand", "nominations", "nominate", "missing", "withhold", "minutes"),
)
_WHOLE = {"time", "group", "except", "text", "item", "method"}
"""Keys whose words count only if they are the whole value: a group may have such a word in its name."""
_LISTS = {"except": "", "seats": r"(?=\d)"}
"""Keys whose values are lists, and what follows an "and" that is none of a group's name."""
_COUNTED = {"majority", "quorum", "runoff", "secret_on_demand"}
"""Keys whose values hold shares and bases."""
_LINE = re.compile(r"([^\W\d_][\w .-]{0,30}?)\s*[:=：]\s*(.*)")
_DASHES = re.compile("[‐‑‒–—−]")
"""What word processors make of a hyphen."""
_INDENTED_BULLET = re.compile(r"(?:\s+|\s*[>»\"“„]\s*)[-–—•*]\s*\S.*")


def understood(lines: Sequence[str]) -> list[str]:
    """The same in the settings' own words, each line complete in itself.

    `text:` goes on until the next key or flag; what follows it, bullets too, becomes a `text:` line each.
    A bullet that is indented or quoted is text as well.
    """
    known, text = [], False
    for line in lines:
        stripped = line.strip()
        if setting := _setting(stripped):
            text = setting.startswith("text:")
            known.append(setting)
        elif flag := _words("flag", FLAGS).get(_folded(stripped)):
            text = False
            known.append(flag)
        elif (text and not _mistyped(stripped)) or _INDENTED_BULLET.fullmatch(line):
            known.append(f"text: {stripped}")
        else:
            known.append(stripped)
    return known


def key_in(said: Speech, key: str) -> str:
    """How a key of the settings is written in a language; what has no word in it stays as it is."""
    if key in _KEYS:
        return said.toast(_named("key", key)).partition(";")[0]
    flag = key.replace("_", " ")
    return said.toast(_named("flag", flag)).partition(";")[0] if flag in FLAGS else key


def value_in(said: Speech, key: str, words: str) -> str:
    """How words of a setting's value, with commas between, are written in a language; the others stay as they are."""
    known = _VALUES.get(key, ())
    return ", ".join(
        said.toast(_named("value", word)).partition(";")[0] if word in known else word for word in words.split(", ")
    )


def near_in(said: Speech, typed: str) -> str:
    """The key or flag that was probably meant, as it is written in a language; "" if none is near."""
    known = [key_in(said, key) for key in _KEYS]
    known += [said.toast(_named("flag", flag)).partition(";")[0] for flag in FLAGS]
    return nearest(typed.replace("_", " "), known, 0.75)


def key_before(line: str) -> tuple[str, str]:
    """The key that the first words of a line are in any language, and what follows it; twice "" where there is none."""
    words, known = line.split(), _words("key", _KEYS)
    for many in (3, 2, 1):
        if key := known.get(_folded(" ".join(words[:many])), ""):
            return key, " ".join(words[many:])
    return "", ""


def near_flag(line: str) -> str:
    """The flag that a line probably is, with a slip of the finger; "" for none."""
    known = _words("flag", FLAGS)
    return known.get(nearest(_folded(line), known, 0.75), "")


def without_and(text: str, before: str = "") -> str:
    """A list with commas alone, `12, 17` for `12 und 17` or `12 & 17`; `before` is a pattern of what has to follow."""
    return re.sub(rf"\s+(?:{_any_of(_words('value', ('and',)))}|&)\s+{before}", ", ", text, flags=re.IGNORECASE)


def in_own_words(key: str, value: object) -> object:
    """A value of a file in the settings' own words, as if it had been typed in a line; names are taken as they are."""
    if key in _LISTS and isinstance(value, str):
        value = without_and(value, _LISTS[key])
    names = key in _WHOLE and key != "method"
    return value if names or not isinstance(value, str) else _value(key, value)


def as_typed(found: Faults, lines: Sequence[str]) -> Faults:
    """Faults in what these lines became by `understood`, with the words that stand in the lines."""
    typed: dict[str, str] = {}
    for line in lines:
        if (match := _LINE.fullmatch(line.strip())) and (key := _key(match[1])):
            typed.setdefault(key, match[2])
    return Faults(tuple(echoing(fault, typed.get(fault.path)) for fault in found.faults))


def echoing(fault: Fault, typed: object) -> Fault:
    """A fault that quotes what was typed: part of it in our own words is understood by nobody."""
    word = fault.data.get("word", "")
    if not word or not isinstance(typed, str) or fault.path.endswith(word):  # a key, not a value
        return fault
    place = typed.casefold().find(word.casefold())
    same = typed[place : place + len(word)] if place >= 0 else typed.strip()
    return replace(fault, data={**fault.data, "word": same})


def _setting(line: str) -> str:
    """`key: value` in our own words; "" if the line has no key that we know."""
    match = _LINE.fullmatch(line)
    if match is None:
        return ""
    key = _key(match[1])
    return f"{key}: {_value(key, match[2])}" if key else _answered(_folded(match[1]), _folded(match[2]))


def _answered(flag: str, answer: str) -> str:
    """A flag with a yes or no behind it, as in `geheim: ja`; "" if it is nothing of the kind."""
    flag, answer = _words("flag", FLAGS).get(flag, ""), _words("value", ("on", "off")).get(answer, "")
    if not flag or not answer:
        return ""
    holds = (answer == "on") is (flag not in _DENIED)
    return f"{_DENIED.get(flag, flag)}: {'yes' if holds else 'no'}"


def _key(written: str) -> str:
    folded = _folded(written)
    title, dot, language = folded.partition(".")
    if dot and re.fullmatch("[a-z]{2,3}", language) and _words("key", _KEYS).get(title) == "title":
        return f"title.{language}"
    return _words("key", _KEYS).get(folded, "")


def _value(key: str, value: str) -> str:
    value = without_and(value, _LISTS[key]) if key in _LISTS else value
    phrases = _words("value", tuple(_VALUES.get(key, ())))
    if not phrases:
        return value
    written = [" ".join(form.split()) for form in (value, _bare(value) if key in _COUNTED else value)]
    if whole := next((phrases[each.casefold()] for each in written if each.casefold() in phrases), ""):
        return whole
    if key in _WHOLE:
        return value
    if key == "order":  # what follows is a seed, which nobody changes
        first, gap, seed = value.partition(" ")
        return phrases.get(first.casefold(), first) + gap + seed
    # the longest first: "ja- und nein-stimmen" is no "und"
    phrase = re.compile(rf"(?<![\w/-])(?:{_any_of(phrases)})(?![\w/-])", re.IGNORECASE)
    # a Turkish İ matches an i and is none once it is folded
    return phrase.sub(lambda found: phrases.get(found[0].casefold(), found[0]), written[-1])


def _bare(value: str) -> str:
    """A share as figures or one word: `eine 2/3-Mehrheit` is `2/3`, `66 Prozent` is `66 %`."""
    said = {word: _any_of(_words("word", (word,))) for word in ("article", "percent", "majority", "members")}
    value = _DASHES.sub("-", value).strip().rstrip(".")
    value = re.sub(rf"^(?:(?:{said['article']})\s+)+(?=\S)", "", value, flags=re.IGNORECASE)
    value = re.sub(rf"^([0-9]+)\s+(?:{said['members']})$", r"\1", value, flags=re.IGNORECASE)
    value = re.sub(rf"(?<=[0-9])[\s-]*(?:{said['percent']})(?!\w)", " %", value, flags=re.IGNORECASE)
    value = re.sub(r"(/\s?[0-9]+)(?:tel|rds?|ths?)\b", r"\1", value, flags=re.IGNORECASE)
    return re.sub(rf"(?<=[0-9%])[\s-]*(?:{said['majority']})\b", "", value, flags=re.IGNORECASE)


def _any_of(phrases: Collection[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


def _mistyped(line: str) -> bool:
    """Whether a line in a text is probably a setting with a slip of the finger."""
    match = _LINE.fullmatch(line)
    return match is not None and bool(nearest(_folded(match[1]), _words("key", _KEYS), 0.85))


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[_-]", " ", text.casefold()).split())


def _named(kind: str, word: str) -> str:
    """The key of the text that lists what people may write for a word of ours."""
    return f"written-{kind}-{re.sub(r'[^a-z0-9]+', '-', word)}"


@cache
def _words(kind: str, ours: tuple[str, ...]) -> Mapping[str, str]:
    """Our own word by every word that people may write for it."""
    found = {_folded(word) if kind != "value" else word: word for word in ours}
    for word in ours:
        lists = (speech(language).toast(_named(kind, word)) for language in LANGUAGES)
        for written in (part for text in lists for part in text.split(";")):
            folded = " ".join(written.casefold().split())
            found[_folded(folded) if kind != "value" else folded] = word
    return found
