"""What says how somebody voted in secret leaves the screen, also if the process ends in between."""

from dataclasses import replace

import pytest

from adapters.contract import ChatChange, ChatChanged, NetworkError, Offline, Ref, Unreachable
from adapters.memory import Memory
from adapters.outbox import Job, Outbox
from bot.chat.buttons import CastPrivate, Mark, encode
from bot.running.networks import Connection, Networks
from bot.running.redactions import Redactions
from core import casting
from core.model import Definition, Option
from core.store import redactions
from core.store.engine import Store
from tests.network_rigs import RealTimer
from tests.people import MOTION, Hall
from tests.talk import Talk

pytestmark = pytest.mark.anyio
ME = "telegram:1"
ANSWER = Ref(ME, "!room|$answer")
BOARD = Definition(
    "Board",
    (Option("a", "Ada"), Option("b", "Bo")),
    kind="election",
    method="block",
    majority="",
    maximum=2,
    seats=2,
    secret=True,
)


@pytest.mark.parametrize("secret", [True, False])
async def test_a_press_that_is_a_message_goes_in_a_secret_vote_and_stays_in_a_named_one(
    hall: Hall, secret: bool
) -> None:
    vote = await hall.open(replace(MOTION, secret=secret))
    talk, me = Talk(hall), await hall.id(1)
    data = encode(CastPrivate(vote.id, 1, casting.tag(vote, me, 1), "a"))
    pressed = [replace(talk.pressed(ME, data), own=own) for own in (ANSWER, None)]
    first, second = await talk.give(*pressed)
    assert (first.redactions, second.redactions) == ([ANSWER] if secret else [], [])
    assert await hall.run(redactions.waiting) == [(ME, ANSWER.message)] * secret


async def test_a_mark_and_a_late_answer_go_as_well(hall: Hall) -> None:
    vote = await hall.open(BOARD)
    talk, me = Talk(hall), await hall.id(1)
    mark = encode(Mark(vote.id, 1, casting.tag(vote, me, 1), 0, "a", 1))
    (marked,) = await talk.give(replace(talk.pressed(ME, mark), own=ANSWER))
    await hall.close(vote)
    late = Ref(ME, "!room|$late")
    (refused,) = await talk.give(replace(talk.pressed(ME, mark), own=late))
    assert (marked.redactions, refused.redactions) == ([ANSWER], [late])


@pytest.mark.parametrize("exposed", [True, False])
async def test_a_press_that_means_nothing_goes_from_a_private_room(hall: Hall, exposed: bool) -> None:
    pressed = replace(Talk(hall).pressed(ME, ""), own=ANSWER, exposed=exposed)
    found = await Talk(hall).give(pressed, replace(pressed, id="there", chat="telegram:!all", private=False))
    assert [effects.redactions for effects in found] == [[ANSWER], []]


async def test_a_press_of_somebody_who_may_not_goes_as_well(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, secret=True))
    data = encode(CastPrivate(vote.id, 1, casting.tag(vote, await hall.id(1), 1), "a"))
    (refused,) = await Talk(hall).give(replace(Talk(hall).pressed("telegram:999", data), own=ANSWER))
    assert refused.redactions == [ANSWER]


@pytest.mark.parametrize(("secret", "private"), [(True, True), (True, False), (False, True)])
async def test_what_could_not_be_read_goes_from_a_private_room_while_a_vote_is_secret(
    hall: Hall, secret: bool, private: bool
) -> None:
    await hall.open(replace(MOTION, secret=secret))
    (found,) = await Talk(hall).give(
        ChatChanged(id="e", sender=ME, chat=ME, private=private, change=ChatChange.UNREAD, own=ANSWER)
    )
    assert found.redactions == [ANSWER] * (secret and private)


class Doors(Networks):
    """One network is connected; what is posted is looked at."""

    def __init__(self) -> None:
        telegram = Memory(RealTimer(), name="telegram")
        door = Outbox(telegram, RealTimer())
        super().__init__([Connection(telegram, door, door)])
        self.posted: list[Job] = []

    def post(self, job: Job) -> None:
        self.posted.append(job)


def posting(store: Store) -> tuple[Redactions, list[Job]]:
    doors = Doors()
    return Redactions(store, doors), doors.posted


async def test_what_belongs_to_a_network_that_is_not_connected_waits_for_it(hall: Hall) -> None:
    await hall.run(redactions.queue, [("matrix:@anna:x.org", "one")])
    removing, posted = posting(hall.store)
    await removing.tick()
    await removing.tick()
    assert (posted, len(await hall.run(redactions.waiting))) == ([], 1)


async def test_what_a_killed_process_left_is_taken_away_by_the_next_one(hall: Hall) -> None:
    await hall.run(redactions.queue, [(ME, "one"), (ME, "two"), (ME, "one")])
    first, posted = posting(hall.store)
    await first.tick()
    assert sorted(job.ref.message for job in posted if job.ref) == ["one", "two"]
    posted[0].done(None, None)
    await first.tick()
    next_one, again = posting(hall.store)
    await next_one.tick()
    assert [job.ref for job in again] == [posted[1].ref]


@pytest.mark.parametrize(("error", "left"), [(Unreachable("no power"), 0), (Offline("away"), 1)])
async def test_one_that_may_not_be_taken_away_is_not_tried_for_ever(hall: Hall, error: NetworkError, left: int) -> None:
    await hall.run(redactions.queue, [(ME, "one")])
    removing, posted = posting(hall.store)
    await removing.tick()
    posted[0].done(None, error)
    await removing.tick()
    assert len(await hall.run(redactions.waiting)) == left
    assert len(posted) == 1
