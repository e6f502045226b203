"""Votes, options and choices in words, labels always first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from adapters.contract import cut
from bot.wording.lists import MOST_IN_SENTENCE, listed, shortened
from bot.wording.numbers import whole
from bot.wording.speech import LANGUAGES, Arg, Later, Markup, Speech, later
from bot.wording.speech import speech as speech_of
from core.ballot import SEALED
from core.definition import method_of
from core.errors import Refusal
from core.filling import ANSWERS, SAME, answers, form_of, marked, places
from core.methods.model import ABSTAIN, Form
from core.model import Option, Vote

_ANSWERED = re.compile(rf":({'|'.join(ANSWERS)})\b")
_USUAL_REASON = "reopen-reason"
_QUESTION = {"a": "option-yes", "b": "option-no", "c": "option-abstain"}
LONGEST_CHOICE = 120
"""Characters of a choice in words; a longer one is shown by its labels, so that a toast has room for it."""
Calling: TypeAlias = Callable[[str], str]
"""How an option is called, by its label."""


def option_text(speech: Speech, vote: Vote, option: Option) -> str:
    """The option's own text in this language; yes, no, abstain and "none of the above" come from us."""
    if option.text:
        return option.texts.get(speech.language, option.text)
    if method_of(vote.definition).consents:
        return _word(speech, "option-object")
    nobody = option.label == vote.definition.nobody
    return _word(speech, "option-none-of-the-above" if nobody else _QUESTION[option.label])


def option_label(speech: Speech, vote: Vote, option: Option) -> str:
    """What stands on a button: `7a · Yes`."""
    return f"{vote.label(option.label)} · {option_text(speech, vote, option)}"


def choice_text(speech: Speech, vote: Vote, choice: str, most: int = LONGEST_CHOICE) -> str:
    """A whole choice in at most so many characters, or that it is blank or an abstention.

    `7a · Yes`, `7a · Ada ×2, 7c · Cem`, `1. 7b · Bea, 2. 7a · Ada = 7c · Cem` or `7a · Ada: Yes, 7b · Bea: No`.
    """
    if not choice:
        return _word(speech, "choice-blank")
    if choice == ABSTAIN:
        return _word(speech, "option-abstain")
    options = {option.label: option for option in vote.definition.options}
    named = _parts(speech, vote, choice, lambda label: option_label(speech, vote, options[label]))
    text = ", ".join(named)
    if len(text) <= most or len(named) == 1:
        return cut(text, most)
    return shortened(_parts(speech, vote, choice, vote.label), most)


def counts(speech: Speech, vote: Vote, counted: Mapping[str, int]) -> Iterator[Markup]:
    """How many ballots have which choice: `7a · Yes 1,204`."""
    for choice, number in sorted(counted.items()):
        yield speech.say("counted", what=choice_text(speech, vote, choice), count=whole(speech, number))


def stands(speech: Speech, vote: Vote, key: str, choice: str, most: int = LONGEST_CHOICE, /, **said: Arg) -> Markup:
    """The sentence that says what stands; of a secret vote the one beside it that says only that something does."""
    if choice == SEALED:
        return speech.say(f"secret-{key}", revote=str(vote.definition.revote).lower(), **said)
    return speech.say(key, choice=choice_text(speech, vote, choice, most), **said)


def _parts(speech: Speech, vote: Vote, choice: str, call: Calling) -> list[str]:
    match form_of(vote.definition):
        case Form.RANKING:
            ranks = enumerate(places(choice), 1)
            return [f"{place}. {f' {SAME} '.join(map(call, labels))}" for place, labels in ranks]
        case Form.ANSWERS:
            return [f"{call(label)}: {answer_word(speech, answer)}" for label, answer in answers(choice).items()]
        case _:
            counted = Counter(marked(choice)).items()
            return [call(label) + (f" ×{number}" if number > 1 else "") for label, number in counted]


def answer_word(speech: Speech, answer: str) -> str:
    """`yes`, `no` or `abstain` in this language."""
    return _word(speech, f"option-{answer}") if answer in ANSWERS else answer


def told(refusal: Refusal) -> dict[str, Arg]:
    """What a refusal tells, the answers in a choice to be put into words."""
    facts: dict[str, Arg] = {**refusal.data}
    choice = refusal.data.get("choice")
    return facts | {"choice": later(_answered, choice)} if isinstance(choice, str) and ":" in choice else facts


def _answered(speech: Speech, labels: str) -> str:
    """Labels with answers behind them in the reader's words: `7a: Yes, 7b: No` for `7a:yes, 7b:no`."""
    return _ANSWERED.sub(lambda found: f": {answer_word(speech, found[1])}", labels)


def reason(speech: Speech, why: str, most: int) -> str:
    """Why, in at most so many characters; the usual reason, which nobody wrote, in the reader's language."""
    usual = {speech_of(language).toast(_USUAL_REASON) for language in LANGUAGES}
    return speech.toast(_USUAL_REASON) if why in usual else cut(why, most)


def verdict(speech: Speech, vote: Vote, word: str) -> Markup:
    """What a vote came to, by the word of `counting.verdict_word`; what nobody objects to is adopted, not carried."""
    word = "adopted" if word == "carried" and method_of(vote.definition).consents else word.replace("_", "-")
    return speech.say(f"verdict-{word}", kind=vote.definition.kind)


def title(speech: Speech, vote: Vote) -> str:
    """The vote's title in this language."""
    return vote.definition.titles.get(speech.language, vote.definition.title)


def name(speech: Speech, vote: Vote, most: int = 300) -> Markup:
    """How a vote is called everywhere: `Vote 7 “Budget”`; the title in at most so many characters."""
    called = speech.say(f"name-{vote.definition.kind}", number=vote.number, title=cut(title(speech, vote), most))
    return speech.say("name-rehearsal", name=called) if vote.rehearsal else called


def turnout(speech: Speech, vote: Vote) -> Markup:
    """How many have voted; where whoever says nothing agrees, how many objected."""
    if method_of(vote.definition).consents:
        return speech.say("closed-objections", cast=vote.cast.heads)
    return speech.say("closed-turnout", cast=vote.cast.heads, roll=vote.roll.heads)


def named(vote: Vote, most: int = 300) -> Later:
    """As `name`, said later."""
    return later(name, vote, most)


def names(
    speech: Speech, votes: Sequence[Vote], most: int, *, most_of_all: int = MOST_IN_SENTENCE, either: bool = False
) -> Markup:
    """Several votes by their names, as `listed` lists."""
    return listed(speech, (name(speech, vote, most) for vote in votes), most_of_all, either=either)


@lru_cache(maxsize=256)
def _word(speech: Speech, key: str) -> str:
    return speech.toast(key)
