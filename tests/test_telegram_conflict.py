"""Two processes poll with one token: the newcomer keeps back, the one that was there first goes on. Nobody ends."""

from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from adapters.contract import NetworkError
from adapters.pacing import Backoff
from adapters.telegram.decode import Account
from adapters.telegram.errors import Conflict
from adapters.telegram.polling import batches

pytestmark = pytest.mark.anyio


class Shared:
    """A token that somebody else polls with as well, from one time to another: every second poll is interrupted."""

    def __init__(self, *busy: tuple[float, float]) -> None:
        self.busy = busy
        self.now = 0.0
        self.polls = 0
        self.conflicts: list[float] = []
        self.heard: float | None = None
        self.ahead = timedelta()
        self.told: list[str] = []
        self._trouble: NetworkError | None = None

    @property
    def trouble(self) -> NetworkError | None:
        return self._trouble

    @trouble.setter
    def trouble(self, error: NetworkError | None) -> None:
        self._trouble = error
        self.told += [type(error).__name__] if error else []

    def can_hear(self) -> None:
        self.heard, self._trouble = self.now, None

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    async def call(self, _method: str, _payload: object, wait: float = 0) -> list[dict[str, int]]:
        self.polls += 1
        if self.polls % 2 and any(since <= self.now < until for since, until in self.busy):
            self.conflicts.append(self.now)
            raise Conflict("terminated by other getUpdates request")
        self.now += wait / 2
        return [{"update_id": self.polls}]

    async def poll(self, until: float) -> None:
        """Take batches until this time."""
        stream = batches(self, Account(1, "f_bot"), self, Backoff(Random(1)), None)
        async for _ in stream:
            if self.now >= until:
                break
        await stream.aclose()


async def test_newcomer_keeps_back_while_somebody_else_polls() -> None:
    token = Shared((0, 1000))
    await token.poll(until=1000)
    assert len([at for at in token.conflicts if at >= 100]) <= 900 / 60 + 1


async def test_newcomer_takes_over_once_the_other_is_gone() -> None:
    token = Shared((0, 300))
    await token.poll(until=1000)
    assert (token.conflicts[-1] < 300, token.trouble, (token.heard or 0) >= 1000) == (True, None, True)


async def test_first_comer_goes_on_however_long_somebody_else_polls() -> None:
    token = Shared((200, 10_000))
    await token.poll(until=10_000)
    gaps = [later - earlier for earlier, later in pairwise(token.conflicts)]
    assert max(gaps) < 10


async def test_a_conflict_is_told_as_trouble() -> None:
    token = Shared((0, 1000))
    await token.poll(until=0.1)
    assert token.told == ["Conflict"]


async def test_poll_of_an_own_last_run_makes_no_newcomer() -> None:
    token = Shared((0, 10), (200, 10_000))
    await token.poll(until=2000)
    assert max(later - earlier for earlier, later in pairwise(token.conflicts) if earlier > 200) < 10
