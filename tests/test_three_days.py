"""A convention of three days on two networks: breaks, nights, two chairs, a restart and an outage; minutes to the last.

Played on a virtual clock by the real service. By default a short programme; 40 votes and 6 elections are slow.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.memory import LIMITS, Group, Person
from bot.papers.minutes import minutes_markdown
from bot.wording.speech import speech
from core import accounts, floor, roles, roster
from core.journal import CLI
from core.model import EventSettings, EventState, Purpose, Role, VoteState
from core.store import journal
from core.store.engine import opened
from core.store.writer import Tx
from tests.meeting import AGM, Meeting, Skewed, event_of, network_of, running
from tests.people import done
from tests.test_journal import first_bad

ON_ONE, ON_OTHER = range(1, 9), range(9, 15)
EVERYBODY = (*ON_ONE, *ON_OTHER)
CHAIRS = {"memory": 1, "other": 9}
NAMES = ("Ada", "Bea", "Cem")
ANSWERS = ("Yes", "No", "Abstain")
WITHOUT_BUTTONS = replace(LIMITS, rows=0, mark="!")


@dataclass(frozen=True)
class Matter:
    """A vote of the programme: who leads it, and whether it elects somebody."""

    number: int
    election: bool
    by: str

    @property
    def texts(self) -> tuple[str, ...]:
        return NAMES if self.election else ANSWERS

    @property
    def drafting(self) -> str:
        if not self.election:
            return f"/vote Motion {self.number}"
        secret = "" if self.number % 2 else "\nnamed"
        return f"/elect 1 Office {self.number}{secret}\n" + "\n".join(f"- {name}" for name in NAMES)

    def choice(self, member: int) -> str:
        """The letter that a member takes; "" for who does not vote."""
        return "" if (member + self.number) % 5 == 0 else "abc"[(member * 7 + self.number * 3 + member // 3) % 3]


def programme(votes: int, elections: int) -> list[list[Matter]]:
    """Three days of votes, elections last, led by both chairs in turn."""
    by_day = [range(day * votes // 3, (day + 1) * votes // 3) for day in range(3)]
    each = elections // 3
    return [
        [Matter(place + 1, place >= day.stop - each, ("memory", "other")[place % 2]) for place in day] for day in by_day
    ]


def present(day: int) -> list[int]:
    return [member for member in EVERYBODY if member % 4 != day]


@dataclass(frozen=True)
class Figures:
    """What the minutes say of a vote."""

    here: tuple[int, int, int]
    """On the roll, present at the opening, voted."""
    votes: dict[str, int]
    decided: str


@dataclass
class Convention:
    """What is played, and what the minutes must say of it."""

    meeting: Meeting
    day: int = 0
    expected: dict[int, Figures] = field(default_factory=dict)

    def person(self, number: int) -> Person:
        net, name = (self.meeting.net, "memory") if number in ON_ONE else (self.meeting.others[0], "other")
        return net.person(f"{name}:{number}")

    def channel(self, name: str) -> Group:
        return (self.meeting.net if name == "memory" else self.meeting.others[0]).group(f"{name}:g1")

    async def lead(self, name: str, line: str, seconds: float = 5) -> None:
        """A chair writes in the own channel."""
        self.person(CHAIRS[name]).write(line, chat=self.channel(name))
        await self.meeting.time.sleep(seconds)

    async def check_in(self) -> None:
        for number in present(self.day):
            if number in ON_ONE:
                self.person(number).press("Check in")
            else:
                self.person(number).write("here")
        await self.meeting.time.sleep(8)

    async def cast(self, matter: Matter, voters: list[int]) -> None:
        """By a button where there are buttons, by a label where there are none."""
        for number in voters:
            letter = matter.choice(number)
            if letter and number in ON_ONE:
                self.person(number).press(f"{matter.number}{letter} · {matter.texts['abc'.index(letter)]}")
            elif letter:
                self.person(number).write(f"{matter.number}{letter}")
        await self.meeting.time.sleep(6)

    def expect(self, matter: Matter) -> None:
        counts = Counter(filter(None, map(matter.choice, present(self.day))))
        votes = {f"{matter.number}{letter}": counts[letter] for letter in "abc"}
        here = len(present(self.day)), len(present(self.day)), counts.total()
        self.expected[matter.number] = Figures(here, votes, decided(matter, counts))

    async def hold(self, matter: Matter) -> None:
        """From the draft to the publication."""
        await self.begin(matter)
        await self.cast(matter, present(self.day))
        await self.finish(matter)

    async def begin(self, matter: Matter, time: str = "") -> None:
        self.expect(matter)
        await self.lead(matter.by, matter.drafting)
        await self.lead(matter.by, f"/open {matter.number} {time}".strip())

    async def finish(self, matter: Matter) -> None:
        await self.lead(matter.by, f"/close {matter.number}", 14)
        assert (await self.meeting.vote(matter.number)).state is VoteState.COUNTED
        await self.lead(matter.by, f"/publish {matter.number}")


def decided(matter: Matter, counts: Counter[str]) -> str:
    """What is decided, as the list at the end of the minutes has it. No election of the programmes is a tie."""
    if matter.election:
        ((first, most), (_, second), *_) = counts.most_common()
        assert most > second
        who = f"{matter.number}{first} · {NAMES['abc'.index(first)]}"
        return f"Elected: {who}. No acceptance on record: {who}."
    yes, no = counts["a"], counts["b"]
    return "Carried." if yes > no else "Rejected." if no > yes else "Tie. A tie counts as rejected."


async def prepared(tx: Tx) -> None:
    """Members with an account on one network each, and a chair channel on both."""
    await floor.configure(tx, [EventSettings(AGM, "Convention", quorum="1/3 of entitled")])
    networks = [*(("memory", n) for n in ON_ONE), *(("other", n) for n in ON_OTHER)]
    rows = [roster.Row(str(n), f"Name{n} Surname{n}", accounts=(f"{name}:{n}",)) for name, n in networks]
    await roster.import_rows(tx, rows, CLI)
    for name, number in CHAIRS.items():
        done(await roles.give(tx, await event_of(tx), str(number), Role.CHAIR, CLI))
        chair = await accounts.person(tx, f"{name}:{number}")
        assert chair
        code = await floor.bind_code(tx, await event_of(tx), Purpose.CHAIR, CLI)
        await floor.bind(tx, f"{name}:g1", code, chair)


async def outage(convention: Convention, matter: Matter) -> None:
    """Some have voted when a network goes, on the last day both; the deadline is held, and a chair gives more time."""
    nets = [convention.meeting.net, *convention.meeting.others][: convention.day]
    await convention.begin(matter, "60s")
    first, rest = present(convention.day)[:3], present(convention.day)[3:]
    await convention.cast(matter, first)
    for net in nets:
        net.online = False
    await convention.meeting.time.sleep(150)
    for net in nets:
        net.online = True
    await convention.meeting.time.sleep(60)
    assert (await convention.meeting.vote(matter.number)).hold
    convention.person(CHAIRS["memory"]).press("3 more minutes", chat=convention.channel("memory"))
    await convention.meeting.time.sleep(10)
    assert (await convention.meeting.vote(matter.number)).hold is None
    await convention.cast(matter, rest)
    await convention.meeting.time.sleep(200)
    assert (await convention.meeting.vote(matter.number)).state is VoteState.COUNTED
    await convention.lead(matter.by, f"/publish {matter.number}")


def figures(text: str) -> Iterator[tuple[int, Figures]]:
    """What the minutes say of each vote that they have a section for."""
    end = text.partition("\n## Decided\n")[2].partition("\n## ")[0]
    ends = dict(re.findall(r"^- \w+ (\d+) “[^”]*”: (.*)$", end, flags=re.MULTILINE))
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        number = re.match(r"\w+ (\d+) ", section)
        rows = re.findall(r"^\| (\d+[a-z]) · [^|]* \| (\d+) \|", section, flags=re.MULTILINE)
        here = re.search(
            r"^- On the roll: (\d+); present at opening: (\d+); voted: (\d+)$", section, flags=re.MULTILINE
        )
        assert number
        assert here
        roll, there, voted = map(int, here.groups())
        votes = {label: int(votes) for label, votes in rows}
        yield int(number[1]), Figures((roll, there, voted), votes, ends[number[1]])


@pytest.mark.parametrize(("votes", "elections"), [(3, 3), pytest.param(40, 6, marks=pytest.mark.slow)])
def test_convention_of_three_days_has_minutes_that_are_right_to_the_last_number(
    tmp_path: Path, votes: int, elections: int
) -> None:
    time = Skewed()
    nets = network_of(time, 8), network_of(time, 14, WITHOUT_BUTTONS, "other")
    days, expected = programme(votes + elections, elections), dict[int, Figures]()

    async def first_half(day: int) -> None:
        async with running(tmp_path, time, nets[0], nets[1:]) as meeting:
            convention = Convention(meeting, day, expected)
            if day == 0:
                await convention.lead("memory", "/registration open")
                await convention.lead("other", "/event open")
            else:
                await convention.lead("other", "/registration reset yes", 10)
                await convention.lead("memory", "/event resume")
            await convention.check_in()
            for matter in days[day][:-2]:
                await convention.hold(matter)
            await convention.lead("memory", "/event pause", 300)
            await convention.lead("other", "/event resume")
            await convention.begin(days[day][-2])  # the process ends while this one is open
            await convention.cast(days[day][-2], present(day)[:5])

    async def second_half(day: int) -> None:
        async with running(tmp_path, time, nets[0], nets[1:]) as meeting:
            convention = Convention(meeting, day, expected)
            await time.sleep(20)
            await convention.cast(days[day][-2], present(day)[5:])
            await convention.finish(days[day][-2])
            await (outage if day else Convention.hold)(convention, days[day][-1])
            await convention.lead("memory", "/event pause" if day < 2 else "/event close yes")

    async def minutes() -> tuple[str, EventState, int | None]:
        async with opened(f"sqlite:///{tmp_path}/folkmoot.db", time, inline=True) as store, store.read() as tx:
            event = await event_of(tx)
            bad = first_bad(await journal.entries(tx, AGM))
            return await minutes_markdown(tx, event, speech("en")), event.state, bad

    async def all_days() -> tuple[str, EventState, int | None]:
        async with opened(f"sqlite:///{tmp_path}/folkmoot.db", time, inline=True) as store:
            time.busy = lambda: store.busy
            await store.write(prepared)
        for day in range(3):
            await first_half(day)
            await second_half(day)
            time.skew += timedelta(days=1)
        return await minutes()

    text, state, bad = time.run(all_days())
    assert (state, bad) == (EventState.CLOSED, None)
    assert dict(figures(text)) == expected
    assert len(expected) == votes + elections
    told = [text.count(f"The meeting {act}. ·") for act in ("was paused", "went on")]
    held = text.count(": held; no connection from ")
    arrivals = sum(len(present(day)) for day in range(3))
    assert (told, held, f"Arrivals: {arrivals}. Departures: 0." in text) == ([5, 5], 2, True)
