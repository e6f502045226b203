"""When two counts differ: a file with everything that is needed to find out why, and nobody's name."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from core.errors import Refusal, refuse
from core.journal import SYSTEM, record
from core.methods import CountsDiffer
from core.model import Vote
from core.store import votes
from core.store.engine import folder
from core.store.writer import Tx
from core.totals import Totals


async def begin(tx: Tx, vote: Vote, differ: CountsDiffer, box: Mapping[str, Totals]) -> Refusal:
    """Keep ballots, terms and both results beside the database, and note it in the journal. Code: `counts-differ`."""
    data = {
        "vote": vote.number,
        "definition": votes.dump_definition(vote.definition),
        "roll": vote.roll,
        "entitled": vote.entitled,
        "drawn": vote.drawn,
        "seed": vote.seed,
        "box": box,
        "first": asdict(differ.first),
        "second": asdict(differ.second),
    }
    _write(folder(tx), name_of(vote), data)
    await record(tx, vote.event, "vote.counts-differ", SYSTEM, vote=vote.number)
    return refuse("counts-differ", number=vote.number, file=name_of(vote))


def name_of(vote: Vote) -> str:
    """The file's name."""
    return f"counts-differ-{vote.event}-{vote.number}.json"


def _write(where: Path, name: str, data: Mapping[str, object]) -> None:
    """For the owner only; a full disk must not keep the chair from hearing of it."""
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    with suppress(OSError):
        private = os.open(where / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(private, "w", encoding="utf-8") as file:
            file.write(text)
