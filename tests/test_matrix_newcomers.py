"""Devices that people add: what was there before they read a little later, and each key says who we are."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.contract import Message, Offline
from adapters.matrix.cryptorows import CryptoRows
from adapters.matrix.machine import Closed, Machine
from adapters.matrix.newcomers import SETTLED, TOGETHER, Newcomers
from adapters.matrix.owed import OWED
from adapters.parsing import Object
from tests.matrix_machines import KEY, ROOM, End, body, pair
from tests.matrix_sealed import SealedTable
from tests.matrix_table import ballot, running
from tests.network_rigs import RealTimer
from tests.outboxes import VirtualTimer

pytestmark = pytest.mark.anyio
LATER = TOGETHER + SETTLED


class Given:
    """Who was given the keys of before, and when."""

    def __init__(self) -> None:
        self.timer = VirtualTimer()
        self.people: list[tuple[float, set[str]]] = []
        self.newcomers = Newcomers(self.timer, self.give)

    async def give(self, people: set[str]) -> None:
        self.people.append((self.timer.now, people))
        if "@away:x.org" in people:
            raise Offline("no network")


@pytest.fixture
async def given() -> AsyncIterator[Given]:
    made = Given()
    task = asyncio.create_task(made.timer.drive())
    yield made
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_who_adds_a_device_waits_until_the_app_can_have_asked_for_ours(given: Given) -> None:
    given.newcomers.came({"@anna:x.org", "@ben:x.org"})
    assert given.newcomers.waiting == {"@anna:x.org", "@ben:x.org"}
    await given.timer.sleep(SETTLED / 2)
    given.newcomers.came({"@anna:x.org"})
    await given.timer.sleep(2 * SETTLED)
    assert given.people == [(LATER, {"@ben:x.org"}), (LATER + SETTLED / 2, {"@anna:x.org"})]
    assert given.newcomers.waiting == set()


async def test_an_assembly_that_comes_at_once_is_given_its_keys_at_once(given: Given) -> None:
    everybody = {f"@m{number}:x.org" for number in range(3000)}
    for one in everybody:
        given.newcomers.came({one})
    await given.timer.sleep(2 * SETTLED)
    assert (given.people, given.newcomers.served) == ([(LATER, everybody)], set())


async def test_nobody_waits_for_ever_where_the_network_is_away(given: Given) -> None:
    given.newcomers.came({"@away:x.org"})
    await given.timer.sleep(2 * SETTLED)
    assert given.newcomers.waiting == set()


async def test_who_is_heard_of_need_not_wait(given: Given) -> None:
    given.newcomers.came({"@anna:x.org", "@ben:x.org"})
    await given.timer.sleep(1.0)
    given.newcomers.asked({"@anna:x.org"})
    await given.timer.sleep(2 * SETTLED)
    assert given.people == [(1.0, {"@anna:x.org"}), (LATER, {"@ben:x.org"})]


async def test_waiting_ends_with_the_process(given: Given) -> None:
    given.newcomers.came({"@anna:x.org"})
    await given.newcomers.stop()
    await given.timer.sleep(2 * SETTLED)
    assert given.people == []


class Patient(RealTimer):
    """Who comes settles while the test says so."""

    def __init__(self) -> None:
        self.settled = asyncio.Event()
        self.settled.set()

    async def sleep(self, seconds: float) -> None:
        await (self.settled.wait() if seconds == SETTLED else super().sleep(seconds))


async def test_a_device_whose_keys_reach_the_homeserver_after_it_is_written_to_all_the_same() -> None:
    timer = Patient()
    async with running(SealedTable(timer=timer)) as table:
        room, _ = await table.meet(ballot())
        timer.settled.clear()
        anna = table.anna
        anna.token, old = anna.log_in(), anna.token
        device = str(anna.call("GET", "/account/whoami")["device_id"])
        tablet = Machine(anna.user, device, CryptoRows(anna.user, device, KEY, {}))
        keys = tablet.account.upload()
        anna.call("POST", "/keys/upload", {"device_keys": keys.pop("device_keys")})
        anna.token, new = old, anna.token
        while (anna.user, device) not in table.network._sealing._barren:
            anna.clear(room, {"msgtype": "m.text", "body": "hello"})
            await table.inputs(1)
        anna.token = new
        anna.call("POST", "/keys/upload", keys)
        start = anna.call("GET", "/sync?timeout=0")["next_batch"]
        timer.settled.set()
        async with asyncio.timeout(30):
            while not (told := anna.call("GET", f"/sync?timeout=0&since={start}").get("to_device")):
                await asyncio.sleep(0.1)
        assert [event["sender"] for event in told["events"]] == [table.bot.user]


async def test_guest_reads_nothing_before_the_app_can_have_asked_who_we_are_or_has_written() -> None:
    timer = Patient()
    timer.settled.clear()
    async with running(SealedTable(timer=timer)) as table:
        anna = table.anna
        await table.network.send(anna.address, ballot())
        room = anna.join(anna.invitations()[0])
        await table.inputs(1)
        await table.network.send(anna.address, Message("Vote"))
        assert anna.messages(room, table.bot.user) == []
        anna.write(room, "!here")
        await table.inputs(1)
        await table.settle()
        assert [shown.body.split()[0] for shown in anna.messages(room, table.bot.user)] == ["Vote", "Vote"]


async def test_guest_who_came_while_we_were_away_is_given_the_key() -> None:
    async with running(SealedTable()) as table:
        await table.network.send(table.anna.address, ballot())
        room = table.anna.join(table.anna.invitations()[0])
        await table.restart()
        await table.inputs(1)
        await table.settle()
        assert len(table.anna.messages(room, table.bot.user)) == 1


def offered(bot: End, waiting: set[str]) -> dict[str, dict[str, Object]]:
    """What Anna's devices are told before something is said in the room."""
    messages = bot.machine.share(ROOM, ["@anna:x.org"], waiting)
    bot.machine.shared(ROOM, [(user, device) for user, told in messages.items() for device in told])
    return messages


def test_66_device_that_waits_is_given_what_comes_and_what_was_before_once_it_has_settled() -> None:
    bot, anna = pair()
    bot.share(anna)
    bot.say("the ballot")
    tablet = End(anna.user, "TABLET")
    tablet.identity = anna.identity
    both = tablet.described()
    both["device_keys"][anna.user] |= anna.described()["device_keys"][anna.user]
    bot.machine.learn({anna.user}, both)
    name, key = tablet.keys["one_time_keys"].popitem()
    bot.machine.claim({"one_time_keys": {anna.user: {"TABLET": {name: key}}}})
    given = [[list(told) for told in offered(bot, waiting).values()] for waiting in ({anna.user}, {anna.user}, set())]
    assert given == [[], [], [["TABLET"]]]
    assert bot.machine.owed.next([anna.user]) == ([], {})


@pytest.mark.parametrize("restarted", [False, True])
def test_guest_who_has_settled_is_given_the_keys_of_all_that_was_said_meanwhile(*, restarted: bool) -> None:
    bot, anna = End("@bot:x.org", "BOT"), End("@anna:x.org", "PHONE")
    bot.meet(anna, signed=False)
    anna.meet(bot)
    said = []
    for text in ("welcome", "the ballot"):
        assert offered(bot, {anna.user}) == {}
        said.append(bot.say(text))
        bot.machine._olm.outbound_group_sessions[ROOM].message_count = 100  # another session begins
    bot.store()
    if restarted:
        bot.start()
    assert bot.machine.owed.rooms() == [(anna.user, ROOM)] * 2
    assert [body(anna.machine.open(ROOM, event)) for event in said] == [Closed.NO_KEY] * 2
    while (owed := bot.machine.owed.next([anna.user]))[0]:
        anna.hear(bot.user, owed[1][anna.user][anna.device])
        bot.machine.owed.given(owed[0])
    assert [body(anna.machine.open(ROOM, event)) for event in said] == ["welcome", "the ballot"]
    bot.store()
    assert [name for name in bot.stored if name.startswith(OWED)] == []


def test_guest_whose_device_has_no_keys_is_told_what_comes_next_as_soon_as_it_has() -> None:
    bot, anna = End("@bot:x.org", "BOT"), End("@anna:x.org", "PHONE")
    bot.machine.learn({anna.user}, anna.described())
    assert offered(bot, {anna.user}) == {}
    assert bot.machine.owed.next([anna.user]) == ([], {})
    bot.meet(anna)
    assert list(offered(bot, set())) == [anna.user]


def test_each_key_says_who_vouches_for_our_device() -> None:
    bot, anna = pair()
    told: list[Object] = []
    anna.machine._olm._told = lambda *heard: told.append(heard[-1])
    own = bot.machine.account.device_keys()
    bot.share(anna, "!before:x.org")
    bot.machine.account.introduce(bot.identity.sign(own)["signatures"][bot.user])
    bot.share(anna)
    vouched = bot.described()["device_keys"][bot.user][bot.device]
    assert [payload.get("sender_device_keys") for payload in told] == [None, vouched]
