"""Several processes send from one database, or one after the other: each message goes out once."""

import asyncio
from datetime import timedelta
from pathlib import Path

from adapters.contract import Address, Message, Ref
from adapters.memory import Memory
from bot.chat.call import House
from bot.running.service import Service
from core import floor
from core.journal import CLI
from core.store.engine import Store, opened
from core.store.writer import Tx
from tests.meeting import SETTINGS, ZONE, Skewed, _stage, event_of

SIZE = 300


class Forgetful(Memory):
    """Like Telegram it does not notice that it has had a message before."""

    async def send(self, chat: Address, message: Message, key: str = "") -> Ref:
        del key
        return await super().send(chat, message)


def network(time: Skewed) -> Memory:
    net = Forgetful(time)
    for number in range(1, SIZE + 1):
        net.person(f"memory:{number}")
    net.group("memory:g1")
    return net


def process(store: Store, net: Memory, time: Skewed) -> asyncio.Task[None]:
    return asyncio.create_task(Service(store, House("Club", zone=ZONE), [net], time, interval=5, outage=30).run())


async def end(*processes: asyncio.Task[None]) -> None:
    for one in processes:
        one.cancel()
    await asyncio.gather(*processes, return_exceptions=True)


async def ask_everybody(tx: Tx) -> None:
    """A card for each member."""
    await floor.ask_to_confirm(tx, await event_of(tx), timedelta(hours=1), CLI)


def cards(net: Memory) -> dict[int, int]:
    """How many members got so many messages."""
    found = [len(net.person(f"memory:{number}").messages) for number in range(1, SIZE + 1)]
    return {many: found.count(many) for many in set(found)}


def test_two_senders_of_one_database_send_each_message_once(tmp_path: Path) -> None:
    time = Skewed()
    net = network(time)

    async def play() -> None:
        async with opened(f"sqlite:///{tmp_path}/folkmoot.db", time, inline=True) as store:
            time.busy = lambda: store.busy
            await store.write(lambda tx: _stage(tx, SIZE, SETTINGS))
            await store.write(ask_everybody)
            both = process(store, net, time), process(store, net, time)
            await time.sleep(60)
            await end(*both)

    time.run(play())
    assert cards(net) == {1: SIZE}


def test_sender_that_follows_another_goes_on_where_that_stopped(tmp_path: Path) -> None:
    time = Skewed()
    net = network(time)
    halfway: list[dict[int, int]] = []

    async def play() -> None:
        async with opened(f"sqlite:///{tmp_path}/folkmoot.db", time, inline=True) as store:
            time.busy = lambda: store.busy
            await store.write(lambda tx: _stage(tx, SIZE, SETTINGS))
            await store.write(ask_everybody)
            for _ in range(4):
                one = process(store, net, time)
                await time.sleep(3)
                await end(one)
                halfway.append(cards(net))
            last = process(store, net, time)
            await time.sleep(20)
            await end(last)

    time.run(play())
    assert (0 in halfway[0], cards(net)) == (True, {1: SIZE})
