"""A process that opens secret votes, and says what each is sealed to once it is durable: PATH VOTE."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

from core import voting
from core.clock import SystemClock
from core.errors import Refusal
from core.journal import CLI
from core.model import VoteId
from core.store import events, votes
from core.store.engine import opened
from core.store.writer import Tx


async def another(tx: Tx, vote_id: VoteId) -> str:
    """Open one more like it."""
    like = await votes.by_id(tx, vote_id)
    assert like
    event = await events.existing(tx, like.event)
    drafted = await voting.draft(tx, event, replace(like.definition, title="Again"), CLI)
    assert not isinstance(drafted, Refusal), drafted
    vote = await voting.open_vote(tx, event, drafted, CLI)
    assert not isinstance(vote, Refusal), vote
    return vote.seal.hex()


async def main(url: str, vote_id: VoteId) -> None:
    async with opened(url, SystemClock()) as store:
        while True:
            print(await store.write(lambda tx: another(tx, vote_id)), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], VoteId(int(sys.argv[2]))))
