"""No view can be stopped by what is stored: any texts and lengths, in every language, with buttons and without."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.contract import Message, check
from adapters.memory import LIMITS
from bot.views import votes
from bot.views.ballot.own import Drawing, group, group_over, over, private
from bot.views.result import message as results
from bot.wording.speech import speech
from core.methods.model import labels
from core.model import Acceptance, Definition, MemberId, Option, Vote, VoteState
from core.totals import UNIT, Totals
from tests.results import counted, meeting

SPEECHES = [speech("en"), speech("de"), speech("de", mark="!", buttons=False)]
NAMES = st.sampled_from(
    ["&" * 120, "<b>" * 40, "{ $x }", "Gartenfreunde e.V.", "n" * 120, "\u202e\0", "ä\n" * 60, "/close_1 @room " * 8]
)
METHODS = ["plurality", "block", "approval", "per-candidate", "irv", "scottish-stv", "meek-stv", "schulze"]


def election(method: str, name: str, options: int) -> Definition:
    names = tuple(Option(label, f"{label} {name}"[:120]) for label in labels(options))
    most = 1 if method == "plurality" else min(options, 45)
    majority = "simple" if method == "per-candidate" else ""
    return Definition(
        name[:120], names, text=name * 20, kind="election", method=method, majority=majority, seats=2, maximum=most
    )


def box(method: str, options: int) -> dict[str, int]:
    first, second = labels(options)[:2]
    choices = {"per-candidate": f"{first}:yes {second}:no", "plurality": first}
    return {choices.get(method, f"{first}+{second}" if method in ("block", "approval") else f"{first}>{second}"): 7}


def drawn(vote: Vote) -> list[Message]:
    """Every message about this vote that somebody can get."""
    mine = Drawing(MemberId(1), 1, None, None)
    told: list[Message] = []
    for words in SPEECHES:
        open_ = replace(vote, state=VoteState.OPEN, box=None)
        told += [private(words, open_, mine), group(words, open_), over(words, vote, mine), group_over(words, vote)]
        told += [
            results.for_chair(words, vote, meeting()),
            results.for_members(words, vote, meeting("1/2 of entitled")),
        ]
        told += [votes.closed(words, vote), votes.shown(words, replace(vote, state=VoteState.DRAFT, box=None))]
    return told


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=12, deadline=None)
@given(name=NAMES, options=st.sampled_from([2, 3, 30, 300]), ruling=NAMES, declined=st.booleans())
def test_every_message_about_a_vote_can_be_sent(
    method: str,
    name: str,
    options: int,
    ruling: str,
    declined: bool,
) -> None:
    options = min(options, 30) if method in ("schulze", "meek-stv") else options
    first = labels(options)[0]
    answers = {first: Acceptance.DECLINED} if declined else {}
    vote = counted(
        election(method, name, options), box(method, options), ruling=ruling * 10, answers=answers,
        reason=ruling * 10, cast=Totals(7, 7 * UNIT), late=3,
    )  # fmt: skip
    for message in drawn(vote):
        check(message, LIMITS)
        assert ("/close_1" in message.text, "@room" in message.text) == (False, False)
