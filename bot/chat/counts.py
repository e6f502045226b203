"""What people type who have counted: `34:12:3`, `yes 34, no 12`, `34 yes`, `12x b>a=c`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.chat.reading import example, read, split, words
from bot.wording.speech import Speech
from core.definition import method_of
from core.errors import Refusal, refuse
from core.methods.model import BLANK, Form
from core.model import Vote

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*")
_IN_ORDER = re.compile(r"\d{1,7}(?:\s*[:/,;\s]\s*\d{1,7}){1,2}")
_AT_THE_END = re.compile(r"(.*\S)\s+(\d{1,7}[:/]\d{1,7}(?:[:/]\d{1,7})?)")
_BEFORE = re.compile(r"(\d{1,7})\s*(?:[x×]\s*|\s)(\D.*|\d+[a-z].*)", re.IGNORECASE)
_BEHIND = re.compile(r"(.*?\S)\s*[:=]?\s+(\d{1,7})")
_NOTHING = re.compile(r"0+")
_LONGEST_LINE = 40
_DIGITS = 7
ANSWERS = ("yes", "no", "abstain")


def title_and_counts(line: str) -> tuple[str, str]:
    """A title, and numbers with colons at its end; "" where there are none."""
    match = _AT_THE_END.fullmatch(line.strip())
    return (match[1], match[2]) if match else (line.strip(), "")


def hands(lines: Sequence[str]) -> tuple[dict[str, int] | None, list[str]]:
    """How many were for it, against it and abstained, and the lines that say something else.

    None instead of the numbers if the same is counted twice.
    """
    found: list[tuple[str, int]] = []
    rest = []
    for line in lines:
        pairs = _pairs(line)
        found += pairs
        if not pairs and line.strip():
            rest.append(line)
    counted = dict(found)
    return (counted if len(counted) == len(found) else None), rest


def _pairs(line: str) -> list[tuple[str, int]]:
    """Answers and numbers, if the line has nothing else: numbers alone are yes, no and abstentions, in this order."""
    line = " ".join(line.split())
    if _IN_ORDER.fullmatch(line):
        return list(zip(ANSWERS, map(int, re.findall(r"\d+", line)), strict=False))
    tokens = _TOKEN.findall(line.casefold())
    if len(tokens) % 2 or not tokens or any(token.isdecimal() == other.isdecimal() for token, other in _two(tokens)):
        return []
    pairs = [(other, token) if token.isdecimal() else (token, other) for token, other in _two(tokens)]
    named = [(_answers().get(word, ""), int(number)) for word, number in pairs if len(number) <= _DIGITS]
    return named if len(named) == len(pairs) and all(answer for answer, _ in named) else []


def _two(tokens: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(tokens[::2], tokens[1::2], strict=True))


def _answers() -> Mapping[str, str]:
    """By word, in every language."""
    return {word: answer for answer in ANSWERS for word in words(answer) | words(f"count-{answer}")}


# -- paper ballots


def tallied(said: Speech, vote: Vote, lines: Sequence[str]) -> dict[str, int] | Refusal:
    """Paper ballots by choice. Codes: `tally-line`, `tally-twice`, `tally-order`."""
    lines = [" ".join(line.split()) for line in lines]
    if len(lines) == 1 and _NOTHING.fullmatch(lines[0]):
        return {}
    if len(lines) == 1 and _IN_ORDER.fullmatch(lines[0]):
        return _in_order(said, vote, lines[0])
    found: list[tuple[str, int]] = []
    for part in _parts(vote, lines):
        read_ = _counted(said, vote, part)
        if isinstance(read_, Refusal):
            return read_
        found.append(read_)
    counts = dict(found)
    return counts if len(counts) == len(found) else refuse("tally-twice", number=vote.number)


def _in_order(said: Speech, vote: Vote, line: str) -> dict[str, int] | Refusal:
    """Yes, no and abstentions, where that is what is asked."""
    numbers, options = [int(number) for number in re.findall(r"\d+", line)], vote.definition.options
    method = method_of(vote.definition)
    if not method.question or method.consents or len(numbers) > len(options):
        return refuse("tally-order", number=vote.number, example=example(said, vote))
    return {option.label: number for option, number in zip(options, numbers, strict=False)}


def _parts(vote: Vote, lines: Sequence[str]) -> list[str]:
    """A choice with its number each; where a choice is one word, several can follow each other."""
    parts = [part.strip() for line in lines for part in re.split(r"[,;]", line) if part.strip()]
    if method_of(vote.definition).form is not Form.SINGLE:
        return parts
    return [pair for part in parts for pair in _alternating(part)]


def _alternating(part: str) -> list[str]:
    """`yes 12 no 5` as two parts."""
    tokens = re.sub(r"\s*[:=]\s*", " ", part).split()
    pairs = _two(tokens) if len(tokens) > 2 and len(tokens) % 2 == 0 else []
    alternate = all(one.isdecimal() != other.isdecimal() for one, other in pairs)
    return [f"{one} {other}" for one, other in pairs] if pairs and alternate else [part]


def _counted(said: Speech, vote: Vote, part: str) -> tuple[str, int] | Refusal:
    """One choice, and how many papers have it."""
    if match := _BEFORE.fullmatch(part):
        number, choice = match[1], match[2]
    elif match := _BEHIND.fullmatch(part):
        choice, number = match[1], match[2]
    else:
        return refuse("tally-line", line=part[:_LONGEST_LINE], example=example(said, vote))
    meant = _choice(said, vote, choice)
    if isinstance(meant, Refusal):
        return refuse("tally-line", line=part[:_LONGEST_LINE], example=example(said, vote))
    return meant, int(number)


def _choice(said: Speech, vote: Vote, text: str) -> str | Refusal:
    given = split(text)
    if " ".join(given) in words("count-blank") | words("blank"):
        return BLANK
    method = method_of(vote.definition)
    if method.question and not method.consents and len(given) == 1 and (answer := _answers().get(given[0])):
        place = ANSWERS.index(answer)
        options = vote.definition.options
        return options[place].label if place < len(options) else refuse("tally-line", line=text, example="")
    return read(said, vote, given)
