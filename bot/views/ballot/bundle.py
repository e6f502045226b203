"""Several ballots in one hand: one message that fills them in all alike or one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adapters.contract import cut, plain
from bot.chat.buttons import ALL, Turn
from bot.chat.call import Rows
from bot.views.ballot.filling import Drawing, Pen, button, page_of, pages
from bot.wording.choices import name, stands
from bot.wording.lists import lines, listed
from bot.wording.numbers import weight
from bot.wording.speech import Arg, Markup, Speech, joined
from core import casting
from core.ballot import Hand, InHand
from core.model import MemberId, Vote
from core.totals import UNIT

_MOST_NAMED = 450
"""Characters of the members in the sentence that says whose ballots they are."""
_MOST_TOGETHER = 270
"""Characters of the members for whom the same is recorded."""
_LONGEST_NAME = 40
LONG_CHOICE = 80
"""Characters of a choice beside a name."""
_ROOM = 1200
"""Characters of the lines that say what stands."""
_NOW, _ENDED = ("bundle-missing", "bundle-recorded"), ("bundle-over-missing", "bundle-over-recorded")
"""What is said of nothing and of a choice."""
_SHORT_NAME = 24
"""Characters of a name in a toast."""


# -- which of them are shown


def drawing_of(
    vote: Vote, member: MemberId, mine: Hand, whose: MemberId | None = None, page: int | None = None
) -> Drawing:
    """The next rendering of what a person casts, which is at least one ballot; `whose` and `page` as in a redraw."""
    rendering, first = mine.rendering + 1, mine.ballots[0]
    if len(mine.ballots) == 1 and first.member == member:
        return Drawing(member, rendering, first.stands.choice, first.stands.marks, page)
    shown = _shown(vote, mine, whose, page)
    asked = page if whose in (ALL, None) or shown[0].member == whose else None
    return Drawing(
        member, rendering, shown[0].stands.choice, shown[0].stands.marks, asked, hand=mine.ballots, shown=shown
    )


def _shown(vote: Vote, mine: Hand, whose: MemberId | None, page: int | None) -> tuple[InHand, ...]:
    """All alike, or the one that is asked for, or after its cast the next that is not cast.

    Whoever has begun one by one goes on so: buttons for all would come under a finger that is meant for one.
    """
    everything = casting.alike(vote, mine)
    if whose == ALL:
        return everything
    asked = next((ballot for ballot in mine.ballots if ballot.member == whose), None)
    if asked and (not asked.stands.cast or (page is not None and vote.definition.revote)):
        return (asked,)
    if asked is None and not _one_by_one(mine.ballots):
        return everything
    left = [ballot for ballot in _after(mine.ballots, whose) if not ballot.stands.cast]
    return (next(iter(left), asked or mine.ballots[0]),)


def _one_by_one(ballots: Sequence[InHand]) -> bool:
    """Whether somebody has begun to fill them in one by one."""
    return len({ballot.stands.choice for ballot in ballots}) > 1 or any(
        ballot.stands.marks is not None for ballot in ballots[1:]
    )


def _after(ballots: Sequence[InHand], whose: MemberId | None) -> list[InHand]:
    """The others, those after this member's first."""
    place = next((place for place, ballot in enumerate(ballots) if ballot.member == whose), None)
    return list(ballots) if place is None else [*ballots[place + 1 :], *ballots[:place]]


def without_buttons(drawing: Drawing) -> Drawing:
    """Where a choice is typed, or the answer to a poll, it is for the own ballot, or for the only one."""
    if len(drawing.hand) < 2:
        return drawing
    own = drawing.hand[:1] if drawing.hand[0].member == drawing.member else drawing.hand
    return replace(drawing, choice=own[0].stands.choice, marks=own[0].stands.marks, shown=own)


def whom_first(speech: Speech, drawing: Drawing) -> bool:
    """Whether an answer would not say for whom it is."""
    return not speech.buttons and len(drawing.shown) > 1


# -- words


def who(speech: Speech, ballot: InHand, me: MemberId, most: int = _LONGEST_NAME) -> str:
    """Whose ballot it is: `your own`, or `Ann Miller (12)`, with the weight if it is not one."""
    if ballot.member == me:
        called = speech.toast("bundle-own")
    else:
        called = speech.toast("bundle-member", number=cut(ballot.number, _SHORT_NAME), name=cut(ballot.name, most))
    if ballot.weight == UNIT:
        return called
    return speech.toast("bundle-weighted", member=called, weight=weight(speech, ballot.weight))


def names(speech: Speech, ballots: Sequence[InHand], me: MemberId, most: int = _MOST_NAMED) -> Markup:
    """Whose ballots they are, the first of them by name."""
    return listed(speech, (who(speech, ballot, me) for ballot in ballots), most, count=len(ballots))


def head(speech: Speech, drawing: Drawing) -> Markup:
    """Whose ballots they are, and of which one this is the page; nothing for a single own one."""
    if not drawing.hand:
        return Markup("")
    if len(drawing.hand) == 1:
        return speech.say("bundle-only", member=who(speech, drawing.hand[0], drawing.member))
    everybody = names(speech, drawing.hand, drawing.member)
    whole = speech.say("bundle-head", count=len(drawing.hand), members=everybody)
    one_by_one = speech.buttons and len(drawing.shown) == 1
    return joined([whole, Markup("<b>{}</b>").format(_place(speech, drawing)) if one_by_one else ""])


def _place(speech: Speech, drawing: Drawing) -> Markup:
    """`Vote 2 of 3: Ann Miller (12)`."""
    (shown,) = drawing.shown
    key = "bundle-one-own" if shown.member == drawing.member else "bundle-one"
    place = drawing.hand.index(shown) + 1
    return speech.say(key, member=who(speech, shown, drawing.member), place=place, count=len(drawing.hand))


def standing(speech: Speech, vote: Vote, drawing: Drawing) -> list[Markup]:
    """What stands for whom, and whether it can be changed."""
    told = _told(speech, vote, drawing.hand, drawing.member, _NOW)
    if all(not ballot.stands.cast for ballot in drawing.hand):
        return [told]
    return [told, speech.say("bundle-change" if vote.definition.revote else "bundle-final")]


def ended(speech: Speech, vote: Vote, drawing: Drawing) -> list[Markup]:
    """What stood for whom at the end."""
    return [_told(speech, vote, drawing.hand, drawing.member, _ENDED)]


def _told(speech: Speech, vote: Vote, ballots: Sequence[InHand], me: MemberId, keys: tuple[str, str]) -> Markup:
    """A line for the ballots in which nothing stands, and one for each choice."""
    missing, recorded_ = keys
    by_choice: dict[str | None, list[InHand]] = {}
    for ballot in sorted(ballots, key=lambda item: item.stands.cast):
        by_choice.setdefault(ballot.stands.choice, []).append(ballot)
    told = []
    for choice, mine in by_choice.items():
        people = names(speech, mine, me, _MOST_TOGETHER)
        if choice is None:
            told.append(speech.say(missing, members=people))
        else:
            told.append(stands(speech, vote, recorded_, choice, LONG_CHOICE, members=people))
    return lines(speech, told, _ROOM)


def typing(speech: Speech, vote: Vote, drawing: Drawing, words: str) -> list[Markup]:
    """How the ballots beside the own one are cast by typing; `words` are the number of the vote and a choice."""
    left = others(vote, drawing.hand, drawing.member)
    if speech.buttons or len(drawing.hand) < 2 or not left:
        return []
    own = drawing.hand[0].member == drawing.member
    return [others_too(speech, "bundle-typed-own", left, words) if own else whom(speech, left, words)]


def others_too(speech: Speech, key: str, left: Sequence[InHand], words: str) -> Markup:
    """That the own ballot is meant, and how the others are cast."""
    named = names(speech, left, MemberId(0), _MOST_TOGETHER)
    return speech.say(key, members=named, number=left[0].number, words=words)


def whom(speech: Speech, ballots: Sequence[InHand], words: str) -> Markup:
    """That it has to be said for whom, and how, to somebody without an own ballot."""
    return others_too(speech, "bundle-typed-whom", ballots, words)


def others(vote: Vote, ballots: Sequence[InHand], me: MemberId) -> list[InHand]:
    """Ballots of others that can still change."""
    return [item for item in ballots if item.member != me and (vote.definition.revote or not item.stands.cast)]


def status(speech: Speech, vote: Vote, mine: Hand, me: MemberId) -> Markup:
    """An open vote in which several are cast, or one for somebody else, with what stands."""
    head = speech.say("status-bundle", vote=name(speech, vote, 80), count=len(mine.ballots))
    return joined([head, _told(speech, vote, mine.ballots, me, _NOW)])


# -- receipts


def recorded(speech: Speech, vote: Vote, choice: str, ballots: Sequence[InHand], drawn: int, me: MemberId) -> str:
    """That a choice is recorded for these ballots; `drawn` is for how many the button was."""
    key, said = "bundle-cast-all", dict[str, Arg](count=len(ballots))
    if len(ballots) < drawn:
        key, said = "bundle-cast-fewer", said | {"most": drawn}
    elif len(ballots) == 1:
        key, said = "bundle-cast-one", {"member": who(speech, ballots[0], me, _SHORT_NAME)}
    return plain(stands(speech, vote, key, choice, LONG_CHOICE, **said))


def step(speech: Speech, ballots: Sequence[InHand], me: MemberId, words: str) -> Markup:
    """What a step of filling in has come to, and for whom."""
    if len(ballots) > 1:
        return speech.say("button-cast-all", count=len(ballots), choice=words)
    return speech.say("bundle-step", member=who(speech, ballots[0], me, _SHORT_NAME), state=words)


def turned(speech: Speech, vote: Vote, ballots: Sequence[InHand], me: MemberId, page: int) -> str:
    """What is shown from now on."""
    said = speech.say("bundle-turned-all", count=len(ballots))
    if len(ballots) == 1:
        said = speech.say("bundle-turned-one", member=who(speech, ballots[0], me, _SHORT_NAME))
    last = pages(vote)
    page_now = speech.say("ballot-page", page=min(page + 1, last), pages=last) if last > 1 else ""
    return plain(joined([said, page_now], " "))


# -- buttons


def ways(speech: Speech, vote: Vote, drawing: Drawing, pen: Pen) -> Rows:
    """From all alike to one by one, to the next one, and back."""
    everything = casting.alike(vote, Hand(drawing.hand))
    if len(everything) < 2:
        return ()
    if len(drawing.shown) > 1:
        first = next((ballot for ballot in everything if not ballot.stands.cast), everything[0])
        return ((button(speech.toast("button-one-by-one"), _turn(vote, drawing, pen, (first,))),),)
    following = _after(everything, drawing.shown[0].member)[0]
    onward = speech.toast("button-next-ballot", member=who(speech, following, drawing.member))
    alike = button(speech.toast("button-all-alike", count=len(everything)), _turn(vote, drawing, pen, everything))
    return ((button(onward, _turn(vote, drawing, pen, (following,))),), (alike,))


def _turn(vote: Vote, drawing: Drawing, pen: Pen, shown: tuple[InHand, ...]) -> Turn:
    """To where these ballots go on."""
    there = Drawing(drawing.member, 0, shown[0].stands.choice, shown[0].stands.marks, shown=shown)
    return Turn(pen.vote, pen.rendering, pen.tag, page_of(vote, there), there.whose)
