"""What people write that is no command."""

from __future__ import annotations

from adapters.contract import Text
from bot.chat.call import Call
from bot.chat.late import see_that_it_is_still_meant
from bot.chat.reading import example, is_bare, is_vote, names_another, number_in, split, typed, under, words
from bot.handlers.answers import ask_which, cast_in, cast_typed, mine_open, take_away, under_ballot
from bot.handlers.joining import codes_in, greet, offer
from bot.handlers.presence import say_here, say_leaving
from bot.views.elections import question
from core.acceptance import ELECTION, own_option
from core.address import network_of
from core.elections import sitting
from core.model import Purpose, VoteState
from core.no_ballot import checkin
from core.store import presence, votes

_MOST_CHOICES = 100


async def text_received(call: Call, item: Text) -> None:
    """A word in a private chat may check in or cast."""
    if not item.private:
        if call.channel and call.channel.purpose is not Purpose.GROUP:
            _ask_for_a_reply(call, item)
    elif found := codes_in(item.text):
        await offer(call, found[0])
    elif call.person is None:
        await greet(call)
    elif (place := _after("here", item.text)) is not None:
        see_that_it_is_still_meant(call, "checkin")
        await say_here(call, place)
    elif (place := _after("leaving", item.text)) is not None:
        see_that_it_is_still_meant(call, "checkout")
        await say_leaving(call, place)
    else:
        await _perhaps_cast(call, item)


def _ask_for_a_reply(call: Call, item: Text) -> bool:
    """Say that a number by itself chooses nothing, where choices are numbers; whether it was one."""
    limits, number = call.house.limits.get(network_of(item.chat)), number_in(item.text.strip().rstrip("."))
    is_choice = limits is not None and not limits.rows and number in range(1, _MOST_CHOICES)
    if is_choice and call.person:
        call.say("number-bare", number=str(number))
    return is_choice


def _after(key: str, text: str) -> int | None:
    """The number after a known word, 0 without one; None if the text is something else."""
    given = split(text)
    if not given or given[0] not in words(key) or len(given) > 2:
        return None
    return number_in(given[1]) if len(given) == 2 else 0


async def _perhaps_cast(call: Call, item: Text) -> None:
    vote = await under_ballot(call, item.reply_to)
    if vote and split(item.text) and not names_another(vote, item.text):
        await cast_in(call, vote, under(vote, item.text))
    elif is_vote(item.text) and (given := typed(item.text)):
        await cast_typed(call, given)
    elif is_bare(item.text) and (mine := await mine_open(call)):
        await ask_which(call, mine, split(item.text))
    elif await _asked_again(call, item.text):
        pass
    elif await mine_open(call) or not _ask_for_a_reply(call, item):
        await _not_understood(call)


async def _asked_again(call: Call, text: str) -> bool:
    """A bare yes or no of somebody who was elected may be the answer: the question comes again."""
    if not words("yes").union(words("no")).intersection(split(text)[:1]):
        return False
    for event in call.meetings:
        for vote in await votes.of_event(call.tx, event.id, VoteState.PUBLISHED):
            label = await own_option(call.tx, vote, call.by) if vote.definition.kind == ELECTION else ""
            if label and label in sitting(vote) and label not in vote.answers:
                call.reply(question, vote, label)
                return True
    return False


async def _not_understood(call: Call) -> None:
    """What would be understood, of what can be done now. In a secret vote it does not stay: who knows what it says."""
    mine = await mine_open(call)
    take_away(call, *mine)
    doors = [event for event in call.meetings if checkin(event) == "open"]
    away = [event for event in doors if not await presence.among(call.tx, event.id, [call.by])]
    shown = example(call.speech, mine[0]) if mine else "none"
    call.say("text-not-understood", vote=shown, checkin="open" if away else "closed")
