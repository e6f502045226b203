"""A standard day from the script: the chair taps on the card, types nothing, and no act costs more than it may."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from adapters.contract import plain
from adapters.memory import Shown
from core import accounts, agenda, floor, roster, voting
from core.items import Item
from core.journal import CLI
from core.model import Definition, EventSettings, EventState, Option, Purpose, VoteState
from core.store.engine import opened
from core.store.writer import Tx
from tests.meeting import AGM, Meeting, Skewed, event_of, network_of, played, running
from tests.people import done

SIZE = 5
TITLES = ("Opening", "Finances", "Elections")
YES_NO = (Option("a", "Yes"), Option("b", "No"), Option("c", "Abstain"))
DRAFTS = (
    Definition("Discharge", YES_NO, item=2),
    Definition("Budget", YES_NO, item=2),
    Definition(
        "Board", tuple(Option(name[0].lower(), name) for name in ("Ada", "Bea", "Cem", "Dan", "Eve")),
        kind="election", method="block", majority="", seats=3, maximum=3, item=3,
    ),
)  # fmt: skip
MAY_COST = {
    "open check-in": 1,
    "open meeting": 1,
    "next item": 1,
    "draft from the script": 0,
    "show to members": 1,
    "open": 1,
    "see turnout and quorum": 0,
    "more time": 1,
    "last call": 1,
    "remind": 1,
    "close": 1,
    "count": 1,
    "publish": 1,
    "break": 1,
    "go on": 1,
    "close the meeting": 2,
}
"""Taps for each act: the table of what is to be reached; what ends the day is asked about."""


async def prepared(tx: Tx) -> None:
    """A planned meeting with its script, a chair channel, and nobody there yet."""
    await floor.configure(tx, [EventSettings(AGM, "Assembly", quorum="1/2 of entitled")])
    numbers = range(1, SIZE + 1)
    rows = [roster.Row(str(n), f"Name{n} Surname{n}", accounts=(f"memory:{n}",)) for n in numbers]
    await roster.import_rows(tx, rows, CLI)
    done(await agenda.put(tx, await event_of(tx), [Item(0, title) for title in TITLES], CLI))
    for definition in DRAFTS:
        done(await voting.draft(tx, await event_of(tx), definition, CLI))
    chair = await accounts.person(tx, "memory:1")
    assert chair
    await floor.bind(tx, "memory:g1", await floor.bind_code(tx, await event_of(tx), Purpose.CHAIR, CLI), chair)


@dataclass
class Thumb:
    """The chair's: it knows the card that is pinned, and counts."""

    meeting: Meeting
    taps: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)

    @property
    def card(self) -> Shown:
        channel = self.meeting.channel
        return channel.shown[channel.pinned[-1]]

    async def tap(self, act: str, label: str, under: Shown | None = None) -> None:
        """One tap, once the button is there."""
        for _ in range(20):
            if (under or self.card).button(label):
                break
            await self.meeting.time.sleep(3)
        self.meeting.member(1).press(label, under or self.card, self.meeting.channel)
        self.taps[act] += 1
        await self.meeting.time.sleep(6)

    def did(self, act: str) -> None:
        self.acts[act] += 1

    async def do(self, act: str, label: str) -> None:
        self.did(act)
        await self.tap(act, label)


async def vote_all(meeting: Meeting, label: str, *numbers: int) -> None:
    for number in numbers:
        assert (await meeting.press(number, label)).startswith("Recorded")


async def play_day(meeting: Meeting) -> None:
    thumb = Thumb(meeting)
    await meeting.time.sleep(30)
    await thumb.do("open check-in", "Open check-in")
    for number in range(1, SIZE + 1):
        assert await meeting.press(number, "Check in")
    await thumb.do("open meeting", "Open the meeting")
    assert "Item 1: Opening" in plain(thumb.card.message.text)
    await thumb.do("next item", "Item 2: Finances")
    thumb.did("draft from the script")
    await thumb.do("show to members", "Show vote 1")
    await thumb.do("open", "Open vote 1")
    await vote_all(meeting, "1a · Yes", 1, 2, 3)
    await meeting.time.sleep(8)
    thumb.did("see turnout and quorum")
    shown = plain(thumb.card.message.text)
    assert all(words in shown for words in ("voted 3 of 5", "Present 5 of 5", "quorum yes"))
    await thumb.do("more time", "Vote 1: +2 min")
    await thumb.do("remind", "Vote 1: remind")
    await thumb.do("last call", "Vote 1: last call 30 s")
    await vote_all(meeting, "1b · No", 4)
    await meeting.time.sleep(45)
    assert (await meeting.vote(1)).state is VoteState.COUNTED, "it closes and counts by itself"
    await thumb.do("publish", "Publish vote 1 to members")
    await thumb.do("open", "Open vote 2")
    await vote_all(meeting, "2a · Yes", 1, 2, 3, 4, 5)
    await thumb.do("close", "Close vote 2")
    await thumb.do("count", "Count vote 2 now")
    await thumb.do("publish", "Publish vote 2 to members")
    await thumb.do("break", "Break")
    await meeting.time.sleep(600)
    await thumb.do("go on", "Go on")
    await thumb.do("next item", "Item 3: Elections")
    await thumb.do("open", "Open vote 3")
    for number in range(1, SIZE + 1):
        for label in ("3a · Ada", "3b · Bea", "3c · Cem"):
            await meeting.press(number, label)
        person = meeting.member(number)
        cast = next(b.label for row in person.messages[-1].message.rows for b in row if b.label.startswith("Cast"))
        await meeting.press(number, cast)
    await thumb.do("last call", "Vote 3: last call 30 s")
    await meeting.time.sleep(45)
    await thumb.do("publish", "Publish vote 3 to members")
    await thumb.do("close the meeting", "Close the meeting")
    asked = next(one for one in reversed(meeting.channel.messages) if one.button("Yes, the meeting is over"))
    await thumb.tap("close the meeting", "Yes, the meeting is over", asked)
    states = [(await meeting.vote(number)).state for number in (1, 2, 3)]
    assert states == [VoteState.PUBLISHED] * 3
    async with meeting.store.read() as tx:
        assert (await event_of(tx)).state is EventState.CLOSED
    assert {act: thumb.taps[act] / times for act, times in thumb.acts.items()} == MAY_COST


def test_day_is_led_by_the_cards_buttons_with_as_many_taps_as_they_may_cost(tmp_path: Path) -> None:
    time = Skewed()

    async def day() -> None:
        net = network_of(time, SIZE)
        async with opened(f"sqlite:///{tmp_path}/folkmoot.db", time, inline=True) as store:
            time.busy = lambda: store.busy
            await store.write(prepared)
        async with running(tmp_path, time, net) as meeting:
            await play_day(meeting)

    time.run(day())


async def play_run_off(meeting: Meeting) -> None:
    """Nobody reaches the majority; what the chair types before it is the election alone."""
    await meeting.chair("/elect 1 Chair\nmethod: plurality\nmajority: absolute\nrunoff: 2\n- #2\n- #3\n- #4")
    await meeting.chair("/open 1")
    for number, label in enumerate("aabbc", 1):
        meeting.member(number).write(f"1{label}")
    await meeting.time.sleep(20)
    await meeting.chair("/close 1")
    await meeting.time.sleep(30)
    thumb = Thumb(meeting)
    for label in ("Run-off of vote 1", "Open vote 2"):
        shown = next(one for one in reversed(meeting.channel.messages) if one.button(label))
        await thumb.do("run-off", label) if shown is thumb.card else await thumb.tap("run-off", label, shown)
    assert ((await meeting.vote(2)).state, thumb.taps["run-off"]) == (VoteState.OPEN, 2)
    for number in range(1, 6):
        meeting.member(number).write("2a")
    await meeting.time.sleep(20)
    await meeting.chair("/close 2")
    await meeting.time.sleep(30)
    await meeting.chair("/publish 2")
    await meeting.time.sleep(20)
    await meeting.press(2, "I accept")
    await meeting.time.sleep(20)
    assert any("Name2 Surname2: has accepted" in text for text in meeting.told)


def test_run_off_takes_two_taps_and_acceptance_none(tmp_path: Path) -> None:
    played(tmp_path, play_run_off)
