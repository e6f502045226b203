"""A process that closes a secret vote, counts it and destroys its key, until it is killed: PATH VOTE."""

from __future__ import annotations

import asyncio
import sys

from core import counting, voting
from core.clock import SystemClock
from core.errors import Refusal
from core.journal import CLI
from core.model import Vote, VoteId, VoteState
from core.results import supplied
from core.store import secrets, votes
from core.store.engine import Store, opened


async def end(store: Store, vote_id: VoteId) -> Vote:
    """Whatever is left to do; what was done before is not done twice."""
    await secrets.scrub(store)
    vote = await _vote(store, vote_id)
    if vote.state is VoteState.OPEN:
        await store.write(lambda tx: voting.close(tx, vote, CLI, "Ann"))
    vote = await _vote(store, vote_id)
    if vote.state is VoteState.CLOSED:
        counted = await supplied(store, lambda: store.write(lambda tx: counting.count(tx, vote, CLI)))
        assert not isinstance(counted, Refusal), counted
    while await secrets.scrub(store):
        pass
    return await _vote(store, vote_id)


async def _vote(store: Store, vote_id: VoteId) -> Vote:
    async with store.read() as tx:
        found = await votes.by_id(tx, vote_id)
    assert found
    return found


async def main(url: str, vote_id: VoteId) -> None:
    async with opened(url, SystemClock()) as store:
        print("begun", flush=True)
        await end(store, vote_id)
        print("ended", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], VoteId(int(sys.argv[2]))))
