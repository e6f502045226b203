"""What typed words mean on a ballot: `b`, `a c`, `b>a=c`, `a yes b no`, `2a c`, `Anna Ortega`, `blank`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from adapters.contract import cut
from bot.wording.choices import answer_word, option_text
from bot.wording.speech import LANGUAGES, Speech, speech
from core.definition import method_of, parse_choice
from core.errors import Refusal, refuse
from core.filling import ANSWERS, SAME, form_of
from core.methods.model import ABSTAIN, BLANK, Form
from core.model import Vote

_LABELLED = re.compile(r"(\d{1,6})([a-z]{1,2})?")
_LABEL = re.compile(r"[a-z]{1,2}")
_COUNTED = re.compile(r"(\d{1,3})([a-z]{1,2})")
_BARE = re.compile(r"\d{1,3}(?:[a-z]{1,2})?|[a-z]")
_WORD = re.compile(r"[>=:]|[^\s,;+·.!>=:]+")
_SIGNS = frozenset(">=:")
_LONGEST_WORD = 20
_LONGEST_NUMBER = 6
_WORDS_AN_OPTION = 3
"""At most, a name being one: `a : yes`."""
_MOST_MARKS = 300
"""Marks that somebody writes one after the other; more are written as `400a`."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The number of a vote and the words after it."""

    number: int
    words: tuple[str, ...]


@cache
def words(key: str) -> frozenset[str]:
    """What people may type for something, in all languages: each text lists them with commas."""
    lists = (speech(language).toast(f"typed-{key}") for language in LANGUAGES)
    return frozenset(word.strip().casefold() for text in lists for word in text.split(","))


def one_of(kind: str, word: str, known: Iterable[str]) -> str:
    """Which of our words for something was typed, in any language; "" for none."""
    return next((ours for ours in known if word == ours or word.casefold() in words(f"{kind}-{ours}")), "")


def split(text: str) -> tuple[str, ...]:
    """The words of what was typed; `>`, `=` and `:` are words of their own."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def typed(text: str) -> Typed | None:
    """Read `7b`, `7 b`, `7a 7c` or `7 blank`; None if no vote is named."""
    first, *rest = split(text) or ("",)
    match = _LABELLED.fullmatch(first)
    if match is None:
        return None
    if not match[2]:
        return Typed(int(match[1]), tuple(rest))
    # who writes `7a` once writes it always, so that here `7c` is no number of marks
    return Typed(int(match[1]), (match[2], *(_own(match[1], word) for word in rest)))


def _own(number: str, word: str) -> str:
    """The label without the vote's number before it; `7ja` keeps it, because `ja` alone is an answer."""
    bare = word.removeprefix(number)
    return bare if _LABEL.fullmatch(bare) and bare not in _known() else word


def number_in(word: str) -> int | None:
    """The number that a word is, if it is one that anybody means; to read thousands of digits takes time."""
    return int(word) if word.isdecimal() and len(word) <= _LONGEST_NUMBER else None


def aimed(given: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a choice, and those after `for` that say for whose ballot it is: `b for 12`, `b for all`."""
    place = next((place for place in range(len(given) - 2, 0, -1) if given[place] in words("for")), len(given))
    return tuple(given[:place]), tuple(given[place + 1 :])


def is_vote(text: str) -> bool:
    """Whether a text that is no command is meant as a cast: a vote's number and nothing but labels or known words."""
    found = typed(text)
    choice, _ = aimed(found.words) if found else ((), ())
    return bool(choice) and all(_is_choice(word) for word in choice)


def is_bare(text: str) -> bool:
    """Whether a text has nothing but places or letters, which mean something only under a ballot."""
    given = split(text)
    return bool(given) and all(_BARE.fullmatch(word) or word in _SIGNS or word in _known() for word in given)


def names_another(vote: Vote, text: str) -> bool:
    """Whether a text under the ballot of `vote` is about another vote, as `8b` under the ballot of vote 7."""
    given = [_COUNTED.fullmatch(word) for word in split(text)]
    numbers = {int(match[1]) for match in given if match}
    if not given or given[0] is None or vote.definition.cumulate > 1 or int(given[0][1]) == vote.number:
        return False
    by_place = form_of(vote.definition) is Form.RANKING and len(numbers) > 1
    return is_vote(text) and not by_place


def under(vote: Vote, text: str) -> tuple[str, ...]:
    """The words of a text under the ballot of `vote`, without the vote's number before them."""
    found = typed(text)
    named = found is not None and found.number == vote.number and is_vote(text)
    return found.words if found and named else split(text)


def _is_choice(word: str) -> bool:
    return bool(_LABEL.fullmatch(word) or _COUNTED.fullmatch(word)) or word in _SIGNS or word in _known()


@cache
def _known() -> frozenset[str]:
    answers = words("yes") | words("no") | words("abstain") | words("blank")
    return answers | words("object") | words("withdrawn")


def read(said: Speech, vote: Vote, given: Sequence[str]) -> str | Refusal:
    """The choice that these words are in this vote; whether it can be cast is decided later.

    Codes: `choice-unclear`, `choice-ambiguous`, `choice-whom`.
    """
    if len(given) == 1 and given[0] in words("blank"):
        return BLANK
    if method_of(vote.definition).consents and len(given) == 1 and given[0] in words("withdrawn"):
        return BLANK
    if len(given) == 1 and given[0] in words("abstain") and not method_of(vote.definition).question:
        return ABSTAIN
    named = _unnamed(vote, [_once(vote, word) for word in given])
    most = _WORDS_AN_OPTION * len(vote.definition.options) + min(vote.definition.maximum, _MOST_MARKS)
    if len(named) > most:
        return refuse("choice-unclear", word=cut(named[most], _LONGEST_WORD), example=example(said, vote))
    # a place only among other places: `8 b` under the ballot of vote 7 may mean vote 8
    labelled = any(_LABEL.fullmatch(word) for word in named if word not in _known())
    choice = _Reader(said, vote, named, vote.definition.cumulate == 1 and not labelled).choice()
    return choice if isinstance(choice, Refusal) else parse_choice(vote, choice)


def _once(vote: Vote, word: str) -> str:
    return word if vote.definition.cumulate > 1 else _own(str(vote.number), word)


def _unnamed(vote: Vote, given: Sequence[str]) -> list[str]:
    """The words with names of options replaced by their labels; a label is never taken for a name.

    Only names that begin with a word are compared there: thousands of words cost no more than reading them.
    """
    names, labels = _names(vote), {option.label for option in vote.definition.options}
    starting: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(filter(None, names), key=len, reverse=True):
        starting[name[0]].append(name)
    read_words, place = [], 0
    while place < len(given):
        word = given[place]
        fits = (name for name in starting.get(word, ()) if tuple(given[place : place + len(name)]) == name)
        found = next((name for name in fits if len(name) > 1 or word not in labels), None)
        read_words.append(names[found] if found else word)
        place += len(found or (word,))
    return read_words


def _names(vote: Vote) -> dict[tuple[str, ...], str]:
    if method_of(vote.definition).consents:
        return {(word,): vote.definition.options[0].label for word in words("object")}
    if method_of(vote.definition).question:
        keys = zip(("yes", "no", "abstain"), vote.definition.options, strict=False)
        return {(word,): option.label for key, option in keys for word in words(key)}
    spoken = [(speech(language), option) for language in LANGUAGES for option in vote.definition.options]
    return {split(option_text(said, vote, option)): option.label for said, option in spoken}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Words with labels in place of names, to be read on the ballot of a vote."""

    said: Speech
    vote: Vote
    given: list[str]
    by_number: bool
    """Whether numbers are places of options, counted from 1."""

    def choice(self) -> str | Refusal:
        """The choice, in the form of the method."""
        match form_of(self.vote.definition):
            case Form.RANKING:
                return self._ranking()
            case Form.ANSWERS:
                return self._answers()
            case _:
                return self._marks()

    def _marks(self) -> str | Refusal:
        found = [self._labels(word) for word in self.given]
        wrong = next((labels for labels in found if isinstance(labels, Refusal)), None)
        return wrong or "+".join(label for labels in found if not isinstance(labels, Refusal) for label in labels)

    def _labels(self, word: str) -> list[str] | Refusal:
        """The option that a word is; as often as it gets marks."""
        several = _COUNTED.fullmatch(word) if self.vote.definition.cumulate > 1 else None
        if several is None:
            label = self._label(word)
            return [label] if label else self._unclear(word)
        number, label = int(several[1]), several[2]
        if number == self.vote.number:
            return refuse("choice-ambiguous", word=word, example=f"{self.vote.number} {label} {label}")
        return [label] * min(number, self.vote.definition.maximum + 1)

    def _label(self, word: str) -> str:
        """The option that a word is, or what looks like one; `""` if it is nothing of the kind."""
        bare = word.removeprefix(str(self.vote.number))
        if _LABEL.fullmatch(bare):
            return bare
        options = self.vote.definition.options
        place = number_in(word) if self.by_number else None
        return options[place - 1].label if place and place <= len(options) else ""

    def _ranking(self) -> str | Refusal:
        placed = [_COUNTED.fullmatch(word) for word in self.given]
        if all(placed):
            return self._by_place({match[2]: int(match[1]) for match in placed if match}, len(placed))
        text = ""
        for word in self.given:
            part = word if word in {">", SAME} else self._label(word)
            if not part:
                return self._unclear(word)
            between = ">" if text and text[-1] not in ">=" and word not in {">", SAME} else ""
            text += between + part
        return text if all(all(rank.split(SAME)) or not rank for rank in text.split(">")) else self._unclear(SAME)

    def _by_place(self, places: dict[str, int], given: int) -> str | Refusal:
        """`2a 1b` as `b>a`; a place that nobody has stays empty."""
        last = max(places.values())
        if len(places) < given or last > len(self.vote.definition.options) or min(places.values()) < 1:
            return self._unclear(" ".join(self.given))
        ranks = [[label for label, place in places.items() if place == rank] for rank in range(1, last + 1)]
        return ">".join(SAME.join(rank) for rank in ranks)

    def _answers(self) -> str | Refusal:
        """`a yes b no` or `yes a b no c`: who begins with an answer gives each answer before its names."""
        given = [word for word in self.given if word != ":"]
        if len(given) == 1 and _answer(given[0]) and len(self.vote.definition.options) == 1:
            return f"{self.vote.definition.options[0].label}:{_answer(given[0])}"
        # read backwards, an answer before its names comes after them
        first = bool(given and _answer(given[0]))
        return self._after_names(list(reversed(given)) if first else given)

    def _after_names(self, given: list[str]) -> str | Refusal:
        said: list[str] = []
        waiting: list[str] = []
        for word in given:
            answer, label = _answer(word), self._label(word)
            if answer and not waiting:
                return refuse("choice-whom", example=example(self.said, self.vote))
            if answer:
                said += [f"{label}:{answer}" for label in waiting]
                waiting = []
            elif label:
                waiting.append(label)
            else:
                return self._unclear(word)
        return self._unclear(waiting[0]) if waiting else " ".join(said)

    def _unclear(self, word: str) -> Refusal:
        return refuse("choice-unclear", word=cut(word, _LONGEST_WORD), example=example(self.said, self.vote))


def _answer(word: str) -> str:
    """`yes`, `no` or `abstain` for one of their words in any language, else `""`."""
    return next((answer for answer in ANSWERS if word in words(answer)), "")


def example(speech: Speech, vote: Vote) -> str:
    """How this ballot can be filled in by typing: `7 b a c`, `7 a a b` or `7 a yes b no`."""
    return f"{vote.number} {_filled_in(speech, vote, [option.label for option in vote.definition.options])}"


def _filled_in(speech: Speech, vote: Vote, labels: Sequence[str]) -> str:
    match form_of(vote.definition):
        case Form.RANKING:
            return " ".join([*labels[1:2], labels[0], *labels[2:3]][: vote.definition.maximum])
        case Form.ANSWERS:
            words = [answer_word(speech, answer).casefold() for answer in ANSWERS]
            return " ".join(f"{label} {word}" for label, word in zip(labels[:2], words, strict=False))
        case Form.MARKS:
            several = labels[:1] if vote.definition.cumulate > 1 else []
            return " ".join([*several, *labels[:3]][: vote.definition.maximum])
        case _:
            return labels[min(1, len(labels) - 1)]
