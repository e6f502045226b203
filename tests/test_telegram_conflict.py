"""Two processes poll with one token: the newcomer ends, the one that was there first stays."""

from random import Random

import pytest

from adapters.contract import Rejected
from adapters.pacing import Backoff
from adapters.telegram.decode import Account
from adapters.telegram.errors import Conflict
from adapters.telegram.polling import batches

pytestmark = pytest.mark.anyio


class Shared:
    """A token that somebody else polls with as well, from one time to another: every second poll is interrupted."""

    heard = None

    def __init__(self, *busy: tuple[float, float]) -> None:
        self.busy = busy
        self.now = 0.0
        self.polls = 0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    async def call(self, _method: str, _payload: object, wait: float = 0) -> list[dict[str, int]]:
        self.polls += 1
        if self.polls % 2 and any(since <= self.now < until for since, until in self.busy):
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


async def test_newcomer_gives_up_although_some_of_its_polls_succeed() -> None:
    token = Shared((0, 1000))
    with pytest.raises(Rejected, match="other getUpdates"):
        await token.poll(until=1000)
    assert 30 <= token.now < 60


async def test_first_comer_outlasts_a_newcomer() -> None:
    token = Shared((100, 160))
    await token.poll(until=1000)
    assert token.now >= 1000


async def test_first_comer_bears_one_newcomer_after_the_other() -> None:
    token = Shared((100, 160), (300, 360), (500, 560))
    await token.poll(until=1000)
    assert token.now >= 1000


async def test_first_comer_gives_up_in_the_end() -> None:
    token = Shared((100, 10_000))
    with pytest.raises(Rejected):
        await token.poll(until=10_000)
    assert 400 <= token.now < 500


async def test_poll_of_an_own_last_run_is_no_newcomer() -> None:
    token = Shared((0, 10))
    await token.poll(until=200)
    assert token.now >= 200
