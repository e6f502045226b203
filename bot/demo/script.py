"""The course of the assembly, as the chair brings it about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.chat.acts import Act
from bot.chat.buttons import BindHere, ChairEvent
from bot.demo.chair import Chair
from bot.demo.clock import VirtualTime
from bot.demo.crowd import RUSH, Crowd
from core.model import VoteId

POPULAR = (0.8, 1.0, 0.75, 0.45, 0.9)
"""The candidates, in the order in which they are named."""
LOT = "The lottery numbers of today: 4, 8, 15, 16, 23, 42"
STATUTES = (
    "text: § 7 (2) shall read: The board meets at least six times a year; its minutes are open to all members.",
    "text: Amendment 1 (accepted by the movers): after “minutes” insert “, without personal matters,”.",
    "text: Amendment 2 (accepted by the movers): “six” becomes “eight”.",
)


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the assembly, and how far it is: what is done out of what is expected."""

    name: str
    title: str
    run: Callable[[], Awaitable[None]]
    far: Callable[[], tuple[int, int]]


@dataclass(slots=True)
class Assembly:
    """The script. `quiet` tells that nothing waits to be sent."""

    chair: Chair
    crowd: Crowd
    time: VirtualTime
    bind_code: str
    members: int
    candidates: Sequence[int]
    """Numbers of those who stand for the board."""
    quiet: Callable[[], bool]
    votes: list[VoteId] = field(default_factory=list)

    def phases(self) -> Iterator[Phase]:
        """In their order."""
        yield Phase("invitations", "Invitations", self._invitations, lambda: (self.crowd.redeemed, self.members))
        yield Phase("check-in", "Check-in", self._check_in, lambda: (self.crowd.arrived, self.crowd.expected))
        yield Phase("vote 1", "Vote 1: a simple motion", self._agenda, self._turnout)
        yield Phase("vote 2", "Vote 2, secret: two thirds, with amendments", self._statutes, self._turnout)
        yield Phase("vote 3", "Vote 3, secret: electing a board of three", self._board, self._turnout)
        yield Phase("acceptance", "The elected are asked", self._acceptance, self._answered)
        yield Phase("vote 4", "Vote 4: too few for its quorum", self._dissolution, lambda: (1, 1))
        yield Phase("farewell", "Minutes and farewell", self._farewell, lambda: (1, 1))

    def _turnout(self) -> tuple[int, int]:
        return self.crowd.turnout(self.votes[-1]) if self.votes else (0, 0)

    def _answered(self) -> tuple[int, int]:
        return self.crowd.answered(self.votes[-1])

    async def _silence(self) -> None:
        await self.time.sleep(2)
        await self.chair.until(self.quiet, "all messages to be sent")

    # -- before the votes

    async def _invitations(self) -> None:
        await self.chair.until(self._chair_is_in, "the chair's own invitation")
        await self.chair.types(f"/bind {self.bind_code}")
        await self.chair.presses(lambda action: isinstance(action, BindHere))
        await self.time.sleep(RUSH)
        await self._silence()

    def _chair_is_in(self) -> bool:
        return self.crowd.has_redeemed(self.chair.person)

    async def _check_in(self) -> None:
        await self.chair.types("/event open")
        await self.chair.types("/registration open")
        self.crowd.open_doors()
        await self.time.sleep(RUSH)
        await self.chair.until(lambda: self.crowd.arrived >= self.crowd.expected, "everybody to come")
        await self._silence()
        await self.chair.types("/roster")

    # -- votes

    async def _draft(self, opinion: Sequence[float], *lines: str) -> VoteId:
        await self.chair.types(*lines)
        vote = self.chair.drafted()
        self.votes.append(vote)
        self.crowd.opinions[vote] = opinion
        return vote

    async def _publish(self, vote: VoteId) -> None:
        """Read the result aloud once it is there, then show it to everybody."""
        await self.chair.acts(Act.PUBLISH, vote)
        await self._silence()

    async def _agenda(self) -> None:
        vote = await self._draft((0.86, 0.06, 0.08), "/vote Adopt the agenda as sent out", "time: 45s")
        await self.chair.acts(Act.OPEN, vote)
        await self.chair.acts(Act.COUNT, vote)
        await self._publish(vote)

    async def _statutes(self) -> None:
        vote = await self._draft(
            (0.66, 0.24, 0.10),
            "/vote Open the minutes of the board",
            "secret",
            "majority: two-thirds",
            "time: none",
            *STATUTES,
        )
        await self.chair.types("/open 2")
        await self._silence()
        await self.time.sleep(40)
        await self.chair.types("/close 2 20")
        await self._publish(vote)

    async def _board(self) -> None:
        candidates = [f"- #{number}" for number in self.candidates]
        popular = POPULAR[: len(candidates)]
        vote = await self._draft(popular, "/elect 3 The board", "method: scottish-stv", "time: 3m", *candidates)
        await self.chair.acts(Act.OPEN, vote)
        await self.time.sleep(60)
        await self.chair.types("/extend 3 2m")
        await self.chair.reads(Act.PUBLISH, vote)
        await self._draw_lots()
        await self._publish(vote)

    async def _acceptance(self) -> None:
        """Wait until those who were asked have answered, the next in line too."""
        while self._undecided():
            await self.chair.until(lambda: not self._undecided(), "the elected to answer")
            await self._silence()
            await self._draw_lots()

    def _undecided(self) -> bool:
        answered, asked = self._answered()
        return answered < asked

    async def _draw_lots(self) -> None:
        """Let public words decide, if the channel says that a lot is needed."""
        if self.chair.sees("/lot 3 "):
            await self.chair.types(f"/lot 3 seed {LOT}")
            await self._silence()

    async def _dissolution(self) -> None:
        everybody = f"quorum: {self.members + 1}"
        await self._draft((), "/vote Sell the house by the river", "majority: three-quarters", everybody)
        await self.chair.types("/open 4")
        await self.time.sleep(10)
        await self.chair.acts(Act.DELETE, self.votes[-1])

    # -- after the votes

    async def _farewell(self) -> None:
        await self.chair.types("/say absent: We are about to end. Thank you for following us from afar.")
        await self.chair.types("/votes")
        await self.chair.types("/roster present file")
        await self.chair.gets_file("roster")
        await self.chair.types("/event close")
        await self.chair.presses(lambda action: isinstance(action, ChairEvent))
        await self.chair.types("/minutes")
        for ending in (".pdf", ".md"):
            await self.chair.gets_file("minutes", ending)
        await self.chair.gets_file("", ".zip")
