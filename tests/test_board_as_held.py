"""After a refusal the board that is told is the one that is held by now."""

import pytest

from bot.views.result.message import for_members, sentence
from bot.wording.speech import speech
from core import acceptance
from core.elections import sitting
from core.model import Acceptance, Vote
from core.outgoing import DeliveryState
from tests.elected import published
from tests.people import Hall, done

pytestmark = pytest.mark.anyio
YES, NO = Acceptance.ACCEPTED, Acceptance.DECLINED


async def told(hall: Hall) -> Vote:
    """A published board, with everything sent."""
    vote = await published(hall, "a+b", "a+b", "a+d", "b")
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    assert await hall.sent_to() == []
    return vote


async def test_members_are_told_the_board_as_it_is_held_by_now(hall: Hall) -> None:
    vote = await told(hall)
    after = done(await hall.run(acceptance.answer, vote, "b", NO, await hall.id(2)))
    again = [subject for kind, subject, _ in await hall.sent_to() if kind == "result"]
    assert (sitting(after), set(again), len(again) >= 4) == (("a", "d"), {vote.id}, True)
    event = await hall.event()
    for message in (for_members(speech("en"), after, event).text, sentence(speech("en"), after, event)):
        assert "Dan Roth" in message
    spoken = sentence(speech("en"), after, event)
    assert ("Bea Berg" in spoken, "Anna Ortega" in spoken) == (False, True)


async def test_acceptance_that_changes_no_seat_tells_members_nothing_again(hall: Hall) -> None:
    vote = await told(hall)
    done(await hall.run(acceptance.answer, vote, "b", YES, await hall.id(2)))
    assert [kind for kind, _, _ in await hall.sent_to() if kind == "result"] == []
