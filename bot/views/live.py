"""The chair channel's one live message: a line for the roster and one for each vote that is under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.contract import Button, Message, cut
from bot.chat.acts import Act
from bot.chat.call import Rows
from bot.chat.seen import act_on
from bot.views import card
from bot.views.agenda import now_and_next
from bot.views.lists import damaged, member_name
from bot.wording.choices import name
from bot.wording.lists import lines
from bot.wording.numbers import amount, weight
from bot.wording.speech import Markup, Speech, joined
from core.address import name_of
from core.agenda import following
from core.ending import open_tie
from core.floor import quorum
from core.items import Item
from core.model import Address, Ballots, Event, EventState, Member, Vote, VoteId, VoteState
from core.totals import UNIT

_LONGEST_TITLE = 80
_LONGEST_LOST = 300
"""Characters of the names of those whom we cannot write to."""
_LONGEST_NAME = 40
"""Characters of an arrival's name."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """How many private chats there are on a network on which we have to make them."""

    network: str
    chats: int
    people: int
    left: timedelta
    """Until there are all of them that can be made."""
    lost: int = 0
    """To how many none can be made."""
    first_lost: Sequence[tuple[Member, Address]] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a live message shows."""

    event: Event
    arrivals: Sequence[tuple[str, datetime]]
    votes: Sequence[Vote]
    """Those that are open, closed, or counted and not yet published; and published with an open tie."""
    left: timedelta
    """Until all ballots that wait are sent."""
    accountless: Mapping[VoteId, int]
    """By vote, ballots that reach nobody because nobody with an account could cast them."""
    lost: Sequence[int] = ()
    """Votes under way that cannot be read."""
    upcoming: Sequence[Vote] = ()
    """The next drafts."""
    agenda: Sequence[Item] = ()
    enrolment: Sequence[Enrolled] = ()


def live(speech: Speech, scene: Scene, changed_at: datetime) -> Message:
    """The live message; `changed_at` is the time of its last change."""
    text = joined([*_lines(speech, scene), speech.say("live-changed", at=changed_at)])
    return Message(text, _rows(speech, scene), silent=True)


def drawing(speech: Speech, scene: Scene) -> str:
    """All that the live message says and does, without the time of its last change: what is compared."""
    return f"{joined(_lines(speech, scene))}{_rows(speech, scene)}"


def _lines(speech: Speech, scene: Scene) -> list[str]:
    script = now_and_next(speech, scene.event, scene.agenda) if scene.event.state is not EventState.CLOSED else ()
    lines = [_heading(speech, scene.event), *script, _roster(speech, scene.event), _arrivals(speech, scene)]
    lines += [_enrolled(speech, one) for one in scene.enrolment]
    lines += [_vote(speech, vote, scene) for vote in scene.votes]
    lines += [damaged(speech, "vote", scene.lost)] if scene.lost else []
    if scene.event.state is not EventState.CLOSED:
        lines += [speech.say("live-next", vote=name(speech, draft, _LONGEST_TITLE)) for draft in scene.upcoming]
    return lines


def _rows(speech: Speech, scene: Scene) -> Rows:
    also = tuple(row for vote in scene.votes for row in _buttons(speech, vote))
    after = following(scene.event, scene.agenda)
    return (*card.rows(speech, scene.event, scene.votes, scene.upcoming, after), *also)


def _heading(speech: Speech, event: Event) -> Markup:
    key = "rehearsal" if event.rehearsal else event.state.value
    return speech.say(f"live-event-{key}", title=event.settings.title, registration=str(event.registration).lower())


def _roster(speech: Speech, event: Event) -> Markup:
    return joined(presence(speech, event), " · ")


def presence(speech: Speech, event: Event) -> list[Markup]:
    """Who is present of how many, who is represented, weight where it differs, and whether that makes a quorum."""
    state = quorum(event)
    line = speech.say("live-roster", present=event.present.heads, entitled=event.entitled.heads)
    parts = [line, *_represented(speech, event)]
    if event.entitled.weight != event.entitled.heads * UNIT:
        weights = {"present": weight(speech, event.present.weight), "entitled": weight(speech, event.entitled.weight)}
        parts.append(speech.say("live-weight", **weights))
    if event.settings.quorum != "none":
        by_weight = str(state.by_weight).lower()
        needed = amount(speech, state.needed, by_weight=state.by_weight)
        parts.append(speech.say("live-quorum", met=str(state.met).lower(), needed=needed, weighed=by_weight))
    return parts


def _represented(speech: Speech, event: Event) -> list[Markup]:
    """Who is absent and voted for, in heads, and in weight where that is something else."""
    absent = event.represented
    if not absent.heads:
        return []
    heads = speech.say("live-represented", heads=absent.heads)
    if event.entitled.weight == event.entitled.heads * UNIT:
        return [heads]
    return [heads, speech.say("live-represented-weight", weight=weight(speech, absent.weight))]


def _arrivals(speech: Speech, scene: Scene) -> str:
    if not scene.arrivals or scene.event.state is EventState.CLOSED:
        return ""
    return speech.say("live-arrivals", names=speech.together(cut(name, _LONGEST_NAME) for name, _ in scene.arrivals))


def _enrolled(speech: Speech, enrolled: Enrolled) -> str:
    network, chats, people = enrolled.network.title(), enrolled.chats, enrolled.people
    made = speech.say("live-enrolment", network=network, chats=chats, people=people, left=enrolled.left)
    if not enrolled.lost:
        return made
    told = [f"{member_name(speech, member)} ({name_of(address)})" for member, address in enrolled.first_lost]
    who = lines(speech, told, _LONGEST_LOST, enrolled.lost)
    lost = speech.say("live-enrolment-lost", network=network, count=enrolled.lost)
    return joined([made if people - chats > enrolled.lost else "", lost, who])


def _vote(speech: Speech, vote: Vote, scene: Scene) -> str:
    head = speech.say("live-vote", vote=name(speech, vote))
    if vote.state is VoteState.CLOSED:
        return joined([head, speech.say("live-closed", cast=vote.cast.heads, roll=vote.roll.heads)])
    if vote.counted:
        tie = speech.say("live-tie", number=vote.number) if open_tie(vote) else ""
        return joined([head, joined([speech.say(f"live-{vote.state}"), tie], " · ")])
    parts = [
        speech.say("live-turnout", cast=vote.cast.heads, roll=vote.roll.heads),
        speech.say("live-everybody") if vote.cast.heads and vote.missing <= 0 else "",
        speech.say("live-paper", voters=vote.papers.voters.heads) if vote.papers.voters.heads else "",
        _delivery(speech, vote, scene),
    ]
    return joined([head, joined(parts, " · "), _clock(speech, vote)])


def _delivery(speech: Speech, vote: Vote, scene: Scene) -> str:
    if scene.event.settings.ballots is Ballots.GROUP:
        return ""
    if vote.queued > 0:
        return speech.say("live-delivering", reached=vote.reached, roll=_by_chat(vote), left=scene.left)
    accountless = scene.accountless.get(vote.id, 0)
    figures = {"reached": vote.reached, "roll": _by_chat(vote), "accountless": accountless}
    figures["unreached"] = figures["roll"] - vote.reached
    return speech.say("live-delivered", **figures)


def _by_chat(vote: Vote) -> int:
    """How many ballots there are to be delivered: who votes on paper gets none."""
    return vote.roll.heads - vote.papers.voters.heads


def _clock(speech: Speech, vote: Vote) -> str:
    if vote.hold:
        return speech.say("live-held")
    if vote.closes_at:
        return speech.say("live-closes", at=speech.moment(vote.closes_at, vote.opened_at))
    return speech.say("live-waiting", number=vote.number) if vote.start_by else ""


def _buttons(speech: Speech, vote: Vote) -> Rows:
    number = vote.number
    acts = {
        Act.START: vote.start_by is not None,
        Act.UNREACHED: vote.reached < _by_chat(vote) and vote.queued <= 0 and vote.state is VoteState.OPEN,
    }
    shown = [act for act, fits in acts.items() if fits]
    return tuple((Button(speech.toast(f"button-{act}", number=number), act_on(vote, act, live=True)),) for act in shown)
