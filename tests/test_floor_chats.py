import pytest

from core import accounts, floor, roster, telling
from core.errors import refuse
from core.journal import CLI
from core.model import Channel, Purpose, Role
from core.outgoing import DeliveryKind, DeliveryState
from core.roster import Row
from core.store import deliveries, events, journal, screens
from tests.people import AGM, Hall, code, done

pytestmark = pytest.mark.anyio
CHAIR_CHAT = "telegram:-100"


async def bound(hall: Hall, purpose: Purpose, chat: str = CHAIR_CHAT, by: int = 1) -> str:
    """Bind a chat; return the code that was used."""
    text = await hall.run(floor.bind_code, await hall.event(), purpose, CLI)
    done(await hall.run(floor.bind, chat, text, await hall.person(by)))
    return text


async def test_bind_code_works_once(hall: Hall) -> None:
    used = await bound(hall, Purpose.CHAIR)
    again = await hall.run(floor.bind, "telegram:-666", used, await hall.person(2))
    assert (code(again), await hall.run(events.channel, "telegram:-666")) == ("bind-unknown", None)
    assert (await hall.person(2)).roles() == frozenset()


@pytest.mark.parametrize("junk", ["", "hello", "0000-0000-0000-0000", "' OR 1=1 --"])
async def test_junk_binds_no_chat(hall: Hall, junk: str) -> None:
    assert code(await hall.run(floor.bind, CHAIR_CHAT, junk, await hall.person(1))) == "bind-unknown"
    assert await hall.run(events.channels) == []


async def test_bind_code_ends_after_two_days_or_when_it_was_public(hall: Hall) -> None:
    old, public = [await hall.run(floor.bind_code, await hall.event(), Purpose.DESK, CLI) for _ in range(2)]
    assert await hall.run(accounts.burn, [public])
    assert code(await hall.run(floor.binding, public, await hall.person(1))) == "bind-unknown"
    assert done(await hall.run(floor.binding, old, await hall.person(1))) == (await hall.event(), Purpose.DESK)
    hall.clock.forward(2 * 86_400 + 1)
    assert code(await hall.run(floor.binding, old, await hall.person(1))) == "bind-unknown"


async def test_code_of_a_meeting_that_is_over_binds_no_chat_and_gives_no_role(hall: Hall) -> None:
    text = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, CLI)
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert await hall.run(floor.bind, CHAIR_CHAT, text, await hall.person(1)) == refuse("event-over")
    assert (await hall.run(events.channels), (await hall.person(1)).roles()) == ([], frozenset())


async def test_invitation_binds_no_chat_and_a_bind_code_no_account(hall: Hall) -> None:
    invitation = (await hall.run(accounts.invite, AGM, [await hall.id(1)], CLI))[await hall.id(1)]
    text = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, CLI)
    assert code(await hall.run(floor.bind, CHAIR_CHAT, invitation, await hall.person(1))) == "bind-unknown"
    assert code(await hall.run(accounts.redeem, "telegram:66", "telegram:66", text, "")) == "code-unknown"


@pytest.mark.parametrize(
    ("purpose", "roles"), [(Purpose.CHAIR, {Role.CHAIR}), (Purpose.DESK, {Role.DESK}), (Purpose.GROUP, set[Role]())]
)
async def test_who_binds_has_the_role_of_the_chat(hall: Hall, purpose: Purpose, roles: set[Role]) -> None:
    await bound(hall, purpose)
    assert (await hall.person(1)).roles(AGM) == roles
    assert await hall.run(events.channel, CHAIR_CHAT) == Channel(CHAIR_CHAT, AGM, purpose)


async def test_chat_bound_anew_has_its_new_purpose_only(hall: Hall) -> None:
    await bound(hall, Purpose.CHAIR)
    await hall.run(events.set_live, CHAIR_CHAT, "message-1", "drawing")
    await bound(hall, Purpose.GROUP)
    assert await hall.run(events.channels) == [Channel(CHAIR_CHAT, AGM, Purpose.GROUP)]


async def test_chat_that_moved_keeps_its_binding_and_what_waits_for_it(hall: Hall) -> None:
    await bound(hall, Purpose.CHAIR)
    await hall.run(events.set_live, CHAIR_CHAT, "message-1", "drawing")
    await hall.run(telling.alarm_chair, AGM, refuse("code-used", number="1"))
    await hall.run(floor.move_chat, CHAIR_CHAT, "telegram:-200")
    assert await hall.run(events.channels) == [Channel("telegram:-200", AGM, Purpose.CHAIR)]
    assert [delivery.chat for delivery in await hall.waiting()] == ["telegram:-200"]


async def test_chat_that_moved_twice_or_was_told_twice_is_one(hall: Hall) -> None:
    await bound(hall, Purpose.CHAIR)
    await hall.run(telling.alarm_chair, AGM, refuse("code-used", number="1"))
    for old, new in ((CHAIR_CHAT, "telegram:-200"), (CHAIR_CHAT, "telegram:-200"), ("telegram:-200", CHAIR_CHAT)):
        await hall.run(floor.move_chat, old, new)
    assert await hall.run(events.channels) == [Channel(CHAIR_CHAT, AGM, Purpose.CHAIR)]


async def test_chat_that_moves_to_where_something_waits_already_does_not_fail(hall: Hall) -> None:
    await bound(hall, Purpose.CHAIR)
    await bound(hall, Purpose.CHAIR, "telegram:-200")
    await hall.run(telling.alarm_chair, AGM, refuse("code-used", number="1"))
    await hall.run(floor.move_chat, CHAIR_CHAT, "telegram:-200")
    assert [delivery.chat for delivery in await hall.waiting()] == ["telegram:-200"]


async def test_lost_channel_is_forgotten_and_named_once(hall: Hall) -> None:
    await bound(hall, Purpose.GROUP)
    assert await hall.run(floor.lose_channels, CHAIR_CHAT) == [(AGM, Purpose.GROUP)]
    assert await hall.run(floor.lose_channels, CHAIR_CHAT) == []
    assert await hall.run(events.channels) == []
    last = (await hall.run(journal.entries, AGM))[-1]
    assert (last.kind, last.by, last.data) == ("channel.lost", "system", {"purpose": "group"})


@pytest.mark.parametrize(
    ("who", "text", "refused"),
    [("all", " \n", "notice-empty"), ("all", "x" * 3501, "notice-long"), ("nobody", "Hello", "nobody-there")],
)
async def test_announcement_that_is_refused_leaves_nothing(hall: Hall, who: str, text: str, refused: str) -> None:
    before = await hall.run(journal.head, AGM)
    assert code(await hall.run(floor.announce, await hall.event(), who, text, CLI)) == refused
    assert (await hall.sent_to(), await hall.run(journal.head, AGM)) == ([], before)


@pytest.mark.parametrize(
    ("who", "people", "chats"),
    [
        ("all", 7, ["1", "2", "21", "3", "4", "5", "90", "91"]),
        ("present", 5, ["2", "21", "3", "4", "5", "90"]),
        ("absent", 1, ["1"]),
        ("board", 2, ["1", "2", "21"]),
    ],
)
async def test_announcement_reaches_whom_it_names(hall: Hall, who: str, people: int, chats: list[str]) -> None:
    file = [
        Row("1", "Ann", groups=("board",)),
        Row("2", "Bob", groups=("board",), accounts=("telegram:2", "telegram:21")),
        Row("90", "Guest here", votes=False, accounts=("telegram:90",)),
        Row("91", "Guest away", votes=False, accounts=("telegram:91",)),
    ]
    done(await hall.run(roster.import_rows, file, CLI))
    await hall.check_out(1)
    await hall.check_in(90)
    assert await hall.run(floor.announce, await hall.event(), who, "Lunch!", CLI) == people
    waiting = [delivery for delivery in await hall.waiting() if delivery.kind is DeliveryKind.NOTICE]
    assert sorted(delivery.chat.partition(":")[2] for delivery in waiting) == chats
    assert await hall.run(deliveries.notice, waiting[0].subject) == "Lunch!"


async def test_alarm_goes_to_the_chats_of_its_purpose_in_its_event(hall: Hall) -> None:
    await bound(hall, Purpose.DESK, "telegram:-300")
    await bound(hall, Purpose.CHAIR)
    await bound(hall, Purpose.DESK, "matrix:!desk:example.org", by=2)
    await hall.run(telling.alarm_desk, AGM, refuse("code-used", number="6", event=AGM))
    waiting = await hall.waiting()
    assert [delivery.chat for delivery in waiting] == ["matrix:!desk:example.org", "telegram:-300"]
    text = await hall.run(deliveries.notice, waiting[0].subject)
    assert telling.read_alarm(text) == refuse("code-used", number="6", event="agm")


async def test_alarm_for_a_desk_without_a_chat_goes_to_the_chair(hall: Hall) -> None:
    await bound(hall, Purpose.CHAIR)
    await hall.run(telling.alarm_desk, AGM, refuse("code-used", number="6"))
    assert [delivery.chat for delivery in await hall.waiting()] == [CHAIR_CHAT]


async def test_alarm_keeps_a_time_as_a_time(hall: Hall) -> None:
    await bound(hall, Purpose.CHAIR)
    late = refuse("late", number=7, at=hall.clock.now(), name='{"time": "x"}')
    await hall.run(telling.alarm_chair, AGM, late)
    (waiting,) = await hall.waiting()
    assert telling.read_alarm(await hall.run(deliveries.notice, waiting.subject)) == late


async def test_what_was_sent_before_a_move_is_not_edited_in_the_new_chat(hall: Hall) -> None:
    await bound(hall, Purpose.CHAIR)
    vote = await hall.open()
    await hall.run(telling.tell_chair, DeliveryKind.CLOSED, vote)
    await hall.run(deliveries.queue, DeliveryKind.BALLOT, AGM, vote.id, [(None, CHAIR_CHAT)])
    for delivery in await hall.waiting():
        if delivery.chat == CHAIR_CHAT:
            await hall.settle(delivery, DeliveryState.SENT, ref="3")
    before = (await hall.again(vote)).queued
    await hall.run(floor.move_chat, CHAIR_CHAT, "telegram:-200")
    moved = [(delivery.kind, delivery.ref) for delivery in await hall.waiting() if delivery.chat == "telegram:-200"]
    assert (moved, (await hall.again(vote)).queued - before) == ([(DeliveryKind.BALLOT, "")], 1)
    async with hall.store.read() as tx:
        assert await screens.ballot_shown(tx, [vote], "3", "telegram:-200") is None


async def test_topics_are_lost_and_move_with_their_group_and_no_other_chat_does(hall: Hall) -> None:
    for chat in ("telegram:-1", "telegram:-1/7", "telegram:-1/8", "telegram:-10", "telegram:-10/7"):
        await hall.run(events.put_channel, chat, AGM, Purpose.DESK)
    await hall.run(floor.move_chat, "telegram:-1", "telegram:-2")
    moved = [channel.chat for channel in await hall.run(events.channels, AGM, Purpose.DESK)]
    assert moved == ["telegram:-10", "telegram:-10/7", "telegram:-2", "telegram:-2/7", "telegram:-2/8"]
    assert await hall.run(floor.lose_channels, "telegram:-2") == [(AGM, Purpose.DESK)] * 3
    left = [channel.chat for channel in await hall.run(events.channels, AGM, Purpose.DESK)]
    assert left == ["telegram:-10", "telegram:-10/7"]
