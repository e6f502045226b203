"""The board: the ballots of a vote without their names, for everybody to count again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from core.model import Vote
from core.store import ballots, journal, secrets
from core.store.writer import Tx


async def board_lines(tx: Tx, vote: Vote) -> list[tuple[str, str]]:
    """The ballots of a vote, sorted: pseudonym and choice; of a secret one that was counted, code and choice."""
    if vote.definition.secret:
        return await secrets.board(tx, vote.id)
    cast = await ballots.board(tx, vote.id)
    names = await journal.pseudonyms(tx, vote.event, [member for member, _, _ in cast])
    return sorted((names[member], choice) for member, choice, _ in cast)


def board_hash(lines: Sequence[tuple[str, str]]) -> str:
    """SHA-256 of the board as a CSV file."""
    text = "code,choice\n" + "".join(f"{code},{choice}\n" for code, choice in lines)
    return hashlib.sha256(text.encode()).hexdigest()
