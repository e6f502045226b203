"""When two counts differ: a file with everything that is needed to find out why, and nobody's name."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from core.errors import Refusal, refuse
from core.journal import SYSTEM, record
from core.methods import CountsDiffer
from core.model import Vote, VoteState
from core.outgoing import DeliveryKind
from core.store import votes
from core.store.engine import folder
from core.store.writer import Tx
from core.telling import alarm_chair, tell_chair
from core.totals import Totals

_log = logging.getLogger(__name__)


async def begin(tx: Tx, vote: Vote, differ: CountsDiffer, box: Mapping[str, Totals]) -> Refusal:
    """Keep ballots, terms and both results beside the database, note it in the journal, tell chair and operator.

    Codes: `counts-differ`; without a file where none could be written, `counts-differ-unwritten`.
    """
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
    why = _write(folder(tx) / name_of(vote), data)
    _log.error("the two counts of vote %d of %s differ; %s: %s", vote.number, vote.event, name_of(vote), why or "kept")
    await record(tx, vote.event, "vote.counts-differ", SYSTEM, vote=vote.number)
    found = refuse("counts-differ-unwritten" if why else "counts-differ", number=vote.number, file=name_of(vote))
    if why or vote.state is not VoteState.CLOSED:
        await alarm_chair(tx, vote.event, found)
    else:
        await tell_chair(tx, DeliveryKind.DISPUTED, vote)
    return found


def name_of(vote: Vote) -> str:
    """The file's name."""
    return f"counts-differ-{vote.event}-{vote.number}.json"


def _write(path: Path, data: Mapping[str, object]) -> str:
    """Put it there whole, for the owner only. Returns why it is not there: a full disk must not keep us from saying so.

    What an earlier count left stays until then.
    """
    part = path.with_suffix(".part")
    try:
        part.unlink(missing_ok=True)
        private = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(private, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1, default=str)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return error.strerror or type(error).__name__
    return ""
