"""Votes, options and choices in words, labels always first."""

from __future__ import annotations

from functools import lru_cache

from adapters.contract import cut
from bot.speech import Markup, Speech
from core.methods.model import ABSTAIN
from core.model import Option, Vote

_QUESTION = {"a": "option-yes", "b": "option-no", "c": "option-abstain"}
LONGEST_CHOICE = 120
"""Characters of a choice in words; a longer one is shown by its labels, so that a toast has room for it."""


def option_text(speech: Speech, option: Option) -> str:
    """The option's own text in this language; yes, no and abstain of a plain question come from us."""
    if option.text:
        return option.texts.get(speech.language, option.text)
    return _word(speech, _QUESTION[option.label])


def option_label(speech: Speech, vote: Vote, option: Option) -> str:
    """What stands on a button: `7a · Yes`."""
    return f"{vote.label(option.label)} · {option_text(speech, option)}"


def choice_text(speech: Speech, vote: Vote, choice: str) -> str:
    """A whole choice: `7a · Yes`, or `7a · Ada, 7c · Cem`, or that it is blank or an abstention."""
    if not choice:
        return _word(speech, "choice-blank")
    if choice == ABSTAIN:
        return _word(speech, "option-abstain")
    options = {option.label: option for option in vote.definition.options}
    labels = choice.split("+")
    text = ", ".join(option_label(speech, vote, options[label]) for label in labels)
    return text if len(text) <= LONGEST_CHOICE else cut(", ".join(map(vote.label, labels)), LONGEST_CHOICE)


def title(speech: Speech, vote: Vote) -> str:
    """The vote's title in this language."""
    return vote.definition.titles.get(speech.language, vote.definition.title)


def name(speech: Speech, vote: Vote, most: int = 300) -> Markup:
    """How a vote is called everywhere: `Vote 7 “Budget”`; the title in at most so many characters."""
    return speech.say(f"name-{vote.definition.kind}", number=vote.number, title=cut(title(speech, vote), most))


@lru_cache(maxsize=256)
def _word(speech: Speech, key: str) -> str:
    return speech.toast(key)
