"""A reference belongs to the chat that it was made in: what is under way while a chat moves is nobody else's."""

import pytest

from adapters.contract import File, Message, Moved, Ref
from adapters.matrix import Invitation, MemoryKeeper
from adapters.matrix.rooms import Rooms
from adapters.matrix.wire import Wire
from adapters.parsing import Json, Object
from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from core import floor, voting
from core.journal import CLI
from core.model import Ballots, EventSettings, Purpose
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.store import crowds, deliveries
from tests.network_rigs import RealTimer
from tests.people import AGM, Hall, done

pytestmark = pytest.mark.anyio
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(8) + (10).to_bytes(4) + (10).to_bytes(4)
OLD, NEW = "telegram:-100", "telegram:-1001"
QUEUED, SENT, OUTDATED, DONE = (
    DeliveryState.QUEUED,
    DeliveryState.SENT,
    DeliveryState.OUTDATED,
    DeliveryState.DONE,
)


async def members_group(hall: Hall) -> None:
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", ballots=Ballots.BOTH)])
    text = await hall.run(floor.bind_code, await hall.event(), Purpose.GROUP, CLI)
    done(await hall.run(floor.bind, OLD, text, await hall.person(1)))
    await hall.run(crowds.put, OLD, {f"telegram:{number}": True for number in range(1, 6)})


async def of_group(hall: Hall, state: DeliveryState = QUEUED) -> Delivery:
    (found,) = [one for one in await hall.waiting(state) if one.chat in (OLD, NEW)]
    return found


async def claimed(hall: Hall, delivery: Delivery) -> Delivery:
    return (await hall.run(deliveries.claim, "courier", [delivery]))[delivery.id]


async def test_ballot_that_was_sent_just_before_its_group_moved_is_sent_to_the_new_one(hall: Hall) -> None:
    await members_group(hall)
    await hall.open()
    under_way = await claimed(hall, await of_group(hall))
    await hall.run(floor.move_chat, OLD, NEW)
    await hall.run(deliveries.settle, [Settled(under_way, SENT, "3", chat=OLD)])
    again = await of_group(hall)
    assert (again.chat, again.ref, again.kind) == (NEW, "", DeliveryKind.BALLOT)


async def test_ballot_that_was_drawn_anew_just_before_its_group_moved_brings_no_reference_along(hall: Hall) -> None:
    await members_group(hall)
    vote = await hall.open()
    await hall.settle(await of_group(hall), SENT, "3")
    await hall.run(deliveries.make_outdated, vote)
    under_way = await claimed(hall, await of_group(hall, OUTDATED))
    await hall.run(floor.move_chat, OLD, NEW)
    await hall.run(deliveries.settle, [Settled(under_way, SENT, "3", chat=OLD)])
    again = await of_group(hall)
    assert (again.chat, again.ref) == (NEW, "")
    await hall.close(vote)
    assert [one for one in await hall.waiting(DeliveryState.STALE) if one.ref == "3"] == []


async def test_draft_that_was_shown_just_before_its_group_moved_is_done_and_not_shown_twice(hall: Hall) -> None:
    await members_group(hall)
    vote = await hall.draft()
    done(await hall.run(voting.show, await hall.event(), vote, CLI))
    under_way = await claimed(hall, await of_group(hall))
    await hall.run(floor.move_chat, OLD, NEW)
    await hall.run(deliveries.settle, [Settled(under_way, SENT, "3", chat=OLD)])
    assert [one.chat for state in (QUEUED, SENT) for one in await hall.waiting(state) if one.chat in (OLD, NEW)] == []


async def test_message_that_arrived_in_the_new_group_is_referred_to(hall: Hall) -> None:
    await members_group(hall)
    await hall.open()
    under_way = await claimed(hall, await of_group(hall))
    await hall.run(floor.move_chat, OLD, NEW)
    await hall.run(deliveries.settle, [Settled(under_way, SENT, "1", chat=NEW)])
    assert (await of_group(hall, SENT)).ref == "1"


async def test_a_card_that_moves_into_a_supergroup_unpins_nothing_there() -> None:
    async with BotApi(limits=None) as api:
        group = api.group(-100)
        group.set(api.bot, "administrator")
        network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=api.url)
        await network.start()
        card = await network.send(OLD, Message("card"))
        await network.pin(card)
        new = group.migrate(-1001)
        for number in range(int(card.message)):
            await network.send(NEW, Message(f"ballot {number}"))
        same_number = Ref(NEW, card.message)
        await network.pin(same_number)
        moved = await network.send(NEW, Message("card"))
        await network.pin(moved, card)
        with pytest.raises(Moved):
            await network.edit(card, Message("overwritten"))
        await network.stop()
    assert [str(number) for number in new.chat.pinned] == [same_number.message, moved.message]


async def test_texts_files_and_pictures_go_into_their_topic_also_when_they_are_known() -> None:
    async with BotApi(limits=None) as api:
        group = api.group(-100)
        group.set(api.bot, "administrator")
        topic = group.topic("Chairs")
        network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=api.url)
        await network.start()
        chat = f"{OLD}/{topic}"
        files = [None, File("a.txt", b"a"), File("a.txt", b"a"), File("a.png", PICTURE), File("a.png", PICTURE)]
        refs = [await network.send(chat, Message(f"{number}", file=file)) for number, file in enumerate(files)]
        for ref in refs:
            await network.edit(ref, Message(f"{ref.message} edited"))
            await network.pin(ref)
        mine = [message for message in group.messages if message.from_bot and message.text]
        await network.stop()
    assert {(message.topic, message.text) for message in mine} == {(topic, f"{ref.message} edited") for ref in refs}
    assert [str(number) for number in group.chat.pinned] == [ref.message for ref in refs]


@pytest.mark.parametrize(
    ("predecessor", "follows"), [("!old", True), ("!other", False), ("", False), ("!new", False), (None, True)]
)
def test_a_group_is_followed_only_into_a_room_that_takes_its_place(predecessor: str | None, follows: bool) -> None:
    known = Rooms(Wire("http://127.0.0.1:9", RealTimer()), MemoryKeeper(), "@bot:x.org", Invitation())
    old = known.room("!old")
    for who in ("@anna:x.org", "@ben:x.org"):
        known.learn(old, state("m.room.member", who, membership="join"))
    known.learn(old, state("m.room.tombstone", replacement_room="!new"))
    if predecessor is not None:  # else we are not in there yet
        known.learn(known.room("!new"), state("m.room.create", predecessor={"room_id": predecessor}))
    assert known.moved_to("matrix:!old") == ("matrix:!new" if follows else "")


def test_a_room_whose_tombstone_names_itself_stays() -> None:
    known = Rooms(Wire("http://127.0.0.1:9", RealTimer()), MemoryKeeper(), "@bot:x.org", Invitation())
    known.learn(known.room("!old"), state("m.room.tombstone", replacement_room="!old"))
    assert known.moved_to("matrix:!old") == ""


def state(kind: str, key: str = "", **content: Json) -> Object:
    return {"type": kind, "event_id": "$1", "sender": "@anna:x.org", "state_key": key, "content": content}
