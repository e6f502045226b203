"""kill -9 of the bot and of the homeserver while members of both networks vote, and Synapse with its own limits."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.bench.botapi.people import Person
from tests.homeserver import Homeserver
from tests.matrix_phone import BUTTONS, POLL
from tests.test_logs_debug import LOUD
from tests.two_networks import Assembly, Member, assembly, each, wait

pytestmark = pytest.mark.anyio
LABELS = {"1a": "a", "1b": "b", "1c": "c"}


class Ledger:
    """What everybody chose last, by member number, once the network or the bot had it."""

    def __init__(self, a: Assembly) -> None:
        self.a = a
        self.last: dict[str, str] = {}
        self.unsure: dict[str, set[str]] = {}
        self.over = asyncio.Event()

    async def on_telegram(self, person: Person, random: Random) -> None:
        number = str(person.id)
        while not self.over.is_set() or number not in self.last:
            label = random.choice(list(LABELS))
            self.unsure.setdefault(number, set()).add(LABELS[label])
            answer = await person.press(label, seconds=2)
            if answer and f"{label} ·" in answer.text:
                self.last[number], self.unsure[number] = LABELS[label], set()
            await asyncio.sleep(random.uniform(0.2, 1))

    async def on_matrix(self, member: Member, random: Random) -> None:
        """What the homeserver has taken must count, whenever the bot comes to read it."""
        number = str(len(self.a.people) + self.a.members.index(member))
        while not self.over.is_set():
            label = random.choice(list(LABELS))
            await asyncio.to_thread(wait, lambda said=label: member.phone.write(member.room, said))
            self.last[number] = LABELS[label]
            await asyncio.sleep(random.uniform(0.5, 2))

    def wrong(self, stored: dict[str, str]) -> dict[str, tuple[str | None, str]]:
        return {
            number: (stored.get(number), choice)
            for number, choice in self.last.items()
            if stored.get(number) not in {choice} | self.unsure.get(number, set())
        }


def ballots(member: Member, bot: str) -> int:
    """How many messages were sent that offer the choice."""
    events = [
        event["content"] for event in member.phone.events(member.room, "m.room.message") if event["sender"] == bot
    ]
    return sum("1a · Yes" in str(content.get(BUTTONS)) and "m.new_content" not in content for content in events)


async def test_nothing_is_lost_doubled_or_logged_when_bot_and_homeserver_are_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every library is at DEBUG all the while."""
    (folder := tmp_path / "synapse").mkdir()
    (tmp_path / "sitecustomize.py").write_text(LOUD)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{Path(__file__).parent.parent}")
    server, random = Homeserver(folder), Random(3)
    await asyncio.to_thread(server.start)
    try:
        async with assembly(tmp_path, server, "k", telegram=40, matrix=10) as a:
            await a.start()
            await each(a.members[:3], Member.come)
            await a.kill()  # while the rooms are being made
            await a.start()
            await each(a.members[3:], Member.come)
            await a.chair_opens("/event open", "/registration open", "/vote Budget\nroll: entitled", "/open 1")
            await each(a.members, lambda member: member.shown("Vote 1", a.bot.user))
            await asyncio.gather(*(person.sees("1a · Yes", seconds=60) for person in a.people))

            ledger = Ledger(a)
            voting = [asyncio.create_task(ledger.on_telegram(person, random)) for person in a.people[1:]]
            voting += [asyncio.create_task(ledger.on_matrix(member, random)) for member in a.members[1:]]
            for _ in range(2):
                await asyncio.sleep(random.uniform(2, 4))
                await a.kill()
                await a.start()
            await asyncio.sleep(2)
            server.kill()
            await asyncio.sleep(2)
            await asyncio.to_thread(server.start)
            await asyncio.sleep(3)
            ledger.over.set()
            await asyncio.gather(*voting)
            await settled(a, ledger)

            assert (ledger.wrong(await a.stored()), len(await a.stored())) == ({}, 49)
            for member in a.members:
                assert ballots(member, a.bot.user) == 1
                assert len(member.phone.events(member.room, f"{POLL}start")) == 2  # the card's and the ballot's
                assert len(member.phone.call("GET", "/joined_rooms")["joined_rooms"]) == 1
                assert member.phone.invitations() == []
            said = "".join(log.read_text() for log in tmp_path.glob("log-*"))
            who = [account for member in a.members for account in (member.phone.user, member.room)]
            secrets = ["1:TEST", a.bot.token, "1a ·", "Recorded", "Surname", "Elsewhere", *who]
            assert ("everything is said" in said, [secret for secret in secrets if secret in said]) == (True, [])
    finally:
        server.kill()


async def settled(a: Assembly, ledger: Ledger) -> None:
    """The bot has read everything that was said."""
    for _ in range(150):
        if not ledger.wrong(await a.stored()):
            return
        await asyncio.sleep(0.2)


@pytest.mark.slow
@pytest.mark.parametrize("per_second", [0.2, 1.0])
async def test_eight_members_when_the_homeserver_keeps_its_limits(tmp_path: Path, per_second: float) -> None:
    """At its own pace it has nothing to refuse; at five times that it does."""
    (folder := tmp_path / "synapse").mkdir()
    server = Homeserver(folder, {})
    await asyncio.to_thread(server.start)
    try:
        async with assembly(tmp_path, server, "d", telegram=2, matrix=8, per_second=per_second) as a:
            await a.start()
            await each(a.members, lambda member: member.come(600))
            await a.chair_opens("/event open", "/vote Budget\nroll: entitled", "/open 1")
            told = await a.chairs.sees("Delivery takes about", seconds=60)
            # nine accounts, for one member is on both networks, and two events each
            assert f"Delivery takes about {'1:35 min' if per_second == 0.2 else '20 s'}." in told.text
            await each(a.members, lambda member: member.shown("Vote 1", a.bot.user, 600))
            await each(a.members[1:], lambda member: member.phone.write(member.room, "1b"))
            await a.counts({"b": 8}, seconds=120)
            assert [ballots(member, a.bot.user) for member in a.members] == [1] * 9
    finally:
        server.kill()
