"""Lines as people type them, in any language of the product, put into the words of the settings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from bot.drafting.faults import nearest
from bot.wording.speech import LANGUAGES, speech
from core.methods import METHODS

_RULE_WORDS = (
    *("simple", "absolute", "two-thirds", "three-quarters", "1/2", "more than", "at least", "of", "and", "none"),
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
    "order": ("lot", "written"),
    "revote": ("off", "on"),
    "seats": ("open",),
    "time": ("none",),
    "group": ("none",),
    "except": ("none",),
    "item": ("none",),
    "text": ("none",),
    "secret_on_demand": ("off", "one", "of", "present"),
}
"""By key: what in its value has words in every language. Names and numbers are taken as they are."""
FLAGS = ("secret", "named", "abstain", "no abstain", "close when all", "none of the above", "by weight")
_KEYS = (
    *("title", "text", "method", "majority", "tie", "quorum", "rule", "min", "max", "seats", "cumulate", "order"),
    *("default_quorum", "runoff", "time", "group", "except", "roll", "late", "revote", "withdraw", "item", "receipts"),
    "secret_on_demand",
)
_WHOLE = {"time", "group", "except", "text", "item", "method"}
"""Keys whose words count only if they are the whole value: a group may have such a word in its name."""
_LINE = re.compile(r"([^\W\d_][\w .-]{0,30}?)\s*[:=：]\s*(.*)")
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


def _setting(line: str) -> str:
    """`key: value` in our own words; "" if the line has no key that we know."""
    match = _LINE.fullmatch(line)
    key = _key(match[1]) if match else ""
    return f"{key}: {_value(key, match[2])}" if match and key else ""


def _key(written: str) -> str:
    folded = _folded(written)
    title, dot, language = folded.partition(".")
    if dot and re.fullmatch("[a-z]{2,3}", language) and _words("key", _KEYS).get(title) == "title":
        return f"title.{language}"
    return _words("key", _KEYS).get(folded, "")


def _value(key: str, value: str) -> str:
    phrases = _words("value", tuple(_VALUES.get(key, ())))
    folded = " ".join(value.casefold().split())
    if not phrases or folded in phrases:
        return phrases.get(folded, value)
    if key in _WHOLE:
        return value
    # the longest first: "ja- und nein-stimmen" is no "und"
    names = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    phrase = re.compile(rf"(?<![\w/-])(?:{names})(?![\w/-])", re.IGNORECASE)
    return phrase.sub(lambda found: phrases[found[0].casefold()], value)


def _mistyped(line: str) -> bool:
    """Whether a line in a text is probably a setting with a slip of the finger."""
    match = _LINE.fullmatch(line)
    return match is not None and bool(nearest(_folded(match[1]), _words("key", _KEYS), 0.85))


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[_-]", " ", text.casefold()).split())


@cache
def _words(kind: str, ours: tuple[str, ...]) -> Mapping[str, str]:
    """Our own word by every word that people may write for it."""
    found = {_folded(word) if kind != "value" else word: word for word in ours}
    for word in ours:
        name = f"written-{kind}-{re.sub(r'[^a-z0-9]+', '-', word)}"
        lists = (speech(language).toast(name) for language in LANGUAGES)
        for written in (part for text in lists for part in text.split(";")):
            folded = " ".join(written.casefold().split())
            found[_folded(folded) if kind != "value" else folded] = word
    return found
