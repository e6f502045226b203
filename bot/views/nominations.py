"""Before an election: the question to whoever was proposed, and to the chair how they have answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from adapters.contract import Button, Message, cut
from bot.chat.acts import Consent
from bot.chat.buttons import Elected, encode
from bot.wording.choices import name, option_label
from bot.wording.lists import listed
from bot.wording.speech import Markup, Speech
from core import nominations
from core.candidates import of_definition
from core.model import Acceptance, Vote, VoteState

_LONGEST_NAME = 80
"""Characters of a candidate in a list."""


def asked(speech: Speech, vote: Vote, label: str, said: Acceptance | None) -> Message:
    """Whether you stand, and later what you said or what came of it."""
    called = name(speech, vote)
    if vote.state in (VoteState.CANCELLED, VoteState.VOID):
        return Message(speech.say("nominated-off", vote=called))
    if not nominations.are_open(vote):
        return Message(speech.say("nominated-over", vote=called, stands=str(bool(label)).lower()))
    if said:
        return Message(speech.say(f"nominated-{said}", vote=called, number=vote.number))
    ways = (Consent.ACCEPT, Consent.SURELY_DECLINE)
    buttons = ((Button(speech.toast(f"button-nominated-{way}"), encode(Elected(way, vote.id))),) for way in ways)
    return Message(speech.say("nominated-ask", vote=called, number=vote.number), tuple(buttons))


def lines(speech: Speech, vote: Vote, unanswered: Mapping[str, bool]) -> list[Markup]:
    """To the chair, while nominations are open: how one is added, who stands, and who has not said so.

    `unanswered` are those on the draft who have said nothing, by label, and whether they were asked.
    """
    if not nominations.are_open(vote):
        return []
    groups = {
        "asked": [label for label, reached in unanswered.items() if reached],
        "unasked": [label for label, reached in unanswered.items() if not reached],
        "accepted": _who_said(vote, Acceptance.ACCEPTED),
        "declined": _who_said(vote, Acceptance.DECLINED),
    }
    told = [speech.say("nominations-open", number=vote.number)]
    for key, labels in groups.items():
        if labels:
            names = listed(speech, _called(speech, vote, labels))
            told.append(speech.say(f"nominations-{key}", names=names, number=vote.number))
    return told


def _called(speech: Speech, vote: Vote, labels: Collection[str]) -> list[str]:
    of_these = (option for option in vote.definition.options if option.label in labels)
    return [cut(option_label(speech, vote, option), _LONGEST_NAME) for option in of_these]


def _who_said(vote: Vote, said: Acceptance) -> list[str]:
    answers = vote.answers
    return [option.label for option in of_definition(vote.definition) if answers.get(nominations.key(option)) is said]
