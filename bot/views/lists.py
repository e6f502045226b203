"""Lists for chair and desk: votes, members, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adapters.contract import Message, cut
from bot.drafting.understood import key_in, near_in, value_in
from bot.wording.choices import name, verdict
from bot.wording.lists import lines, listed
from bot.wording.speech import Later, Markup, Speech, joined, later
from core.address import network_of
from core.definition import method_of
from core.faults import Fault
from core.model import Event, Member, Vote, VoteState
from core.persons import Account

PAGE = 20
"""Votes on one page."""
MOST_NAMES = 30
MOST_FAULTS = 15
_ROOM = 3600
"""Characters of a list in one message, markup included."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A member who was found, and what the desk needs to know."""

    member: Member
    present: bool
    accounts: Sequence[Account]


def damaged(speech: Speech, what: str, numbers: Sequence[int]) -> Markup:
    """What of a list cannot be read; "" if all of it can."""
    if not numbers:
        return Markup("")
    told = listed(speech, map(str, numbers))
    return speech.say("damaged", what=what, count=len(numbers), numbers=told)


def votes_page(
    speech: Speech, votes: Sequence[Vote], page: int, *, chair: bool = True, lost: Sequence[int] = ()
) -> Message:
    """Votes with numbers, states and turnout, `PAGE` at a time; the page is taken into its bounds.

    What a vote came to is the chair's alone until it is published.
    """
    if not votes and not lost:
        return Message(speech.say("votes-none"))
    pages = last_page(len(votes))
    page = min(max(page, 1), pages)
    told = [_vote_line(speech, vote, chair=chair) for vote in votes[(page - 1) * PAGE : page * PAGE]]
    foot = speech.say("votes-page", page=page, pages=pages) if pages > 1 else ""
    return Message(joined([speech.say("votes-head"), *told, damaged(speech, "vote", lost), foot]))


def last_page(count: int) -> int:
    """The page with the newest votes."""
    return (count + PAGE - 1) // PAGE


def _vote_line(speech: Speech, vote: Vote, *, chair: bool) -> Markup:
    state = speech.say(f"vote-state-{vote.state}")
    called = name(speech, vote, 60)
    if vote.state in (VoteState.DRAFT, VoteState.CANCELLED, VoteState.VOID):
        return speech.say("votes-line", vote=called, state=state)
    known = vote.outcome if chair or vote.state is VoteState.PUBLISHED else ""
    outcome = verdict(speech, vote, known) if known else ""
    shown = speech.say("votes-outcome", state=state, outcome=outcome) if outcome else state
    return speech.say("votes-line-turnout", vote=called, state=shown, cast=vote.cast.heads, roll=vote.roll.heads)


def found(speech: Speech, hits: Sequence[Hit], most: int) -> Message:
    """Who was found; `most` is how many were looked for."""
    if not hits:
        return Message(speech.say("find-none"))
    told = [_hit_line(speech, hit) for hit in hits]
    foot = speech.say("find-more", count=most) if len(hits) == most else ""
    return Message(joined([*told, foot]))


def _hit_line(speech: Speech, hit: Hit) -> Markup:
    networks = speech.together(sorted({network_of(account.address).title() for account in hit.accounts}))
    reach = "none" if not hit.accounts else "yes" if any(account.reachable for account in hit.accounts) else "no"
    return speech.say(
        "find-line",
        member=member_name(speech, hit.member),
        present=str(hit.present).lower(),
        votes=str(hit.member.votes).lower(),
        networks=networks,
        reach=reach,
    )


def member_name(speech: Speech, member: Member) -> Markup:
    """`Anna Miller, member 17`."""
    return speech.say("member-name", name=cut(member.name, 80), number=member.number)


def called(member: Member) -> Later:
    """As `member_name`, said later."""
    return later(member_name, member)


def roster_counts(speech: Speech, event: Event, counts: Mapping[str, int]) -> Message:
    """How many members are in each list."""
    return Message(speech.say("roster-counts", entitled=event.entitled.heads, voting=event.present.heads, **counts))


def names(speech: Speech, which: str, count: int, first: Sequence[Member]) -> Message:
    """The first members of a list, and how to get all."""
    head = speech.say(f"roster-{which}", count=count)
    told = [member_name(speech, member) for member in first[:MOST_NAMES]]
    foot = speech.say("roster-file", which=which) if count > MOST_NAMES else ""
    return Message(joined([head, lines(speech, told, _ROOM, count), foot]))


def unreached(speech: Speech, vote: Vote, count: int, first: Sequence[Member]) -> Markup:
    """The first members whom a ballot did not reach, and how to get all who are unreachable."""
    head = speech.say("unreached-head", vote=name(speech, vote), count=count)
    told = (member_name(speech, member) for member in first)
    return joined([head, lines(speech, told, _ROOM, count), speech.say("unreached-foot")])


def rehearsed(speech: Speech, what: str, people: Sequence[Member]) -> Markup:
    """Who did not manage in a rehearsal: `absent` or `silent`."""
    told = (member_name(speech, member) for member in people[:MOST_NAMES])
    head = speech.say(f"rehearsed-{what}", count=len(people))
    return joined([head, lines(speech, told, _ROOM // 2, len(people))])


def missing(speech: Speech, vote: Vote, count: int, first: Sequence[Member]) -> Markup:
    """The first members who have not voted."""
    key = "missing-silent" if method_of(vote.definition).consents and count else "missing-head"
    head = speech.say(key, vote=name(speech, vote), count=count, paper=vote.papers.voters.heads)
    told = (member_name(speech, member) for member in first)
    return joined([head, lines(speech, told, _ROOM, count)])


def faults(speech: Speech, found: Sequence[Fault], command: str) -> Message:
    """Everything that is wrong with what was typed, and how it is written."""
    told = (_fault_line(speech, fault) for fault in found[:MOST_FAULTS])
    shown = lines(speech, told, _ROOM, len(found))
    return Message(joined([speech.say("faults-head", count=len(found)), shown, usage(speech, command)]))


def usage_of(speech: Speech, command: str) -> Message:
    """How a command is written."""
    return Message(usage(speech, command))


def unknown_word(speech: Speech, command: str, word: str, near: str = "") -> Message:
    """Which word of a command is not known, and how it is written."""
    said = speech.say("unknown-word-near" if near else "unknown-word", word=cut(word, 40), near=near)
    return Message(joined([said, usage(speech, command)]))


def usage(speech: Speech, command: str) -> Markup:
    """How a command is written."""
    how = speech.say("how-usage", usage=speech.say(f"usage-{command}"))
    return joined([how, speech.say("how-lines")]) if command in ("vote", "elect", "edit") else how


def _fault_line(speech: Speech, fault: Fault) -> Markup:
    data = {key: cut(value, 200 if key == "known" else 80) for key, value in _in_its_words(speech, fault).items()}
    said = speech.say(f"fault-{fault.code}", **data)
    named = fault.path and fault.code not in _NAMES_ITSELF
    place = Markup("<code>{}</code>: ").format(cut(key_in(speech, fault.path), 40)) if named else ""
    hint = speech.say("fault-suggestion", word=data["suggestion"]) if data.get("suggestion") else ""
    if fault.code == "unknown-line" and not hint:
        hint = speech.say("fault-unknown-line-ways", **data)
    return Markup("• {}{}").format(place, joined([said, hint], " "))


def _in_its_words(speech: Speech, fault: Fault) -> dict[str, str]:
    """What a fault is about, in words that can be typed in the reader's language."""
    data = dict(fault.data)
    if fault.code in _NAMES_ITSELF:
        near = near_in(speech, data["word"]) or key_in(speech, data.get("suggestion", ""))
        return data | {"word": data["word"].replace("_", " "), "suggestion": near}
    if known := data.get("known"):
        data["known"] = value_in(speech, fault.path, known)
    if method := data.get("method"):
        data["method"] = value_in(speech, "method", method)
    if suggestion := data.get("suggestion"):
        data["suggestion"] = value_in(speech, fault.path, suggestion)
    return data


_NAMES_ITSELF = frozenset({"unknown-setting", "unknown-line"})
"""Faults whose sentence has the line's word in it."""
