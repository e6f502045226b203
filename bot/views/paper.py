"""Votes on paper: what the desk and tellers are told."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.contract import Message
from bot.chat.reading import example
from bot.views.lists import member_name
from bot.wording import choices
from bot.wording.choices import choice_text, name, names
from bot.wording.lists import listed
from bot.wording.speech import Arg, Markup, Speech, joined
from core.definition import method_of
from core.methods.model import Form
from core.model import Event, Member, Vote
from core.paper import OnPaper, Tallied

MOST_COUNTS = 1500
"""Characters of what was counted; the minutes have all of it."""


def checked_in(speech: Speech, event: Event, member: Member, told: OnPaper) -> Message:
    """How this member votes from now on, and in which open votes a paper ballot is to be handed out."""
    key = "paper-here" if told.changed else "paper-already"
    lines = [speech.say(key, member=member_name(speech, member), event=event.settings.title)]
    if told.votes:
        lines.append(speech.say("paper-hand-out", votes=names(speech, told.votes, 60)))
    if told.cast:
        lines.append(speech.say("paper-cast", votes=names(speech, told.cast, 60)))
    return Message(joined(lines))


def counts(speech: Speech, vote: Vote, counted: Mapping[str, int]) -> Markup:
    """`7a · Yes 12, 7b · No 5`; `–` for nothing."""
    return listed(speech, choices.counts(speech, vote, counted), MOST_COUNTS) or Markup("–")


def how_to_tally(speech: Speech, vote: Vote) -> Message:
    """How paper ballots of this vote are told, and how many there can be."""
    form = method_of(vote.definition).form
    shown = f"/tally {example(speech, vote)}"
    key = "tally-how" if form is Form.SINGLE else "tally-how-lines"
    words = example(speech, vote).partition(" ")[2]
    voters = vote.papers.voters.heads
    return Message(speech.say(key, vote=name(speech, vote), voters=voters, number=vote.number, example=words or shown))


def tallied(speech: Speech, told: Tallied) -> Message:
    """What was understood, and whether two tellers agree."""
    vote, others = told.vote, told.others
    figures: dict[str, Arg] = {"vote": name(speech, vote), "papers": told.papers, "voters": vote.papers.voters.heads}
    lines = [speech.say("tally-noted", counts=counts(speech, vote, told.counts), **figures)]
    if told.agreed:
        lines.append(speech.say("tally-agree"))
    elif not others:
        lines.append(speech.say("tally-waits"))
    elif told.revealing:
        differing = [choice_text(speech, vote, choice) for choice in _differing(told)]
        lines.append(speech.say("tally-differ-quiet", choices=listed(speech, differing, MOST_COUNTS)))
    else:
        lines += [speech.say("tally-differ", counts=counts(speech, vote, other)) for other in others]
    return Message(joined(lines))


def _differing(told: Tallied) -> list[str]:
    """The choices of which other tellers counted another number."""
    known = {choice for counted in (told.counts, *told.others) for choice in counted}
    return sorted(c for c in known if any(other.get(c, 0) != told.counts.get(c, 0) for other in told.others))
