"""The papers of a meeting, for the archive and for doubters: minutes, journal, boards, and what checks them.

`verify` reads them without any database; what it expects is written there.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from bot.papers import recount, verify
from bot.papers.minutes import minutes_markdown
from bot.wording.speech import Speech
from core import boards, results
from core.model import Event, Vote, VoteState
from core.results import supplied
from core.store import journal, votes
from core.store.journal import Entry
from core.store.reading import Reader
from core.store.writer import Tx
from core.totals import UNIT, Totals

Papers = dict[str, bytes]
"""What is in each file, by its path in the folder."""
_BEGINS, _RUNS = "from __future__ import annotations\n", '\n\nif __name__ == "__main__":\n'
_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of everything in a zip, so that the same papers make the same file."""


async def papers(store: Reader, event: Event, speech: Speech, organisation: str) -> Papers:
    """All papers as they are now, during the meeting or after it. Writes nothing."""

    async def made() -> Papers:
        async with store.read() as tx:
            return await _papers(tx, event, speech, organisation)

    return summed({**await supplied(store, made), "verify.py": verifier().encode()})


def verifier() -> str:
    """What checks the papers, as one file that a doubter runs with nothing but Python: checks first, then counts."""
    checks, counts = (Path(str(part.__file__)).read_text(encoding="utf-8") for part in (verify, recount))
    alone = "".join(line for line in checks.splitlines(keepends=True) if recount.__name__ not in line)
    (head, run), (_, body) = alone.split(_RUNS), counts.split(_BEGINS)
    return f"{head}\n\n# -- counting\n{body}{_RUNS}{run}"


def summed(found: Mapping[str, bytes]) -> Papers:
    """These papers with the hashes of all of them beside them, as `sha256sum --check` reads them."""
    lines = [f"{sha256(found[name]).hexdigest()}  {name}\n" for name in sorted(found) if name != verify.SUMS]
    return {**found, verify.SUMS: "".join(lines).encode()}


def zipped(found: Mapping[str, bytes], folder: str) -> bytes:
    """The papers as one file, in a folder of this name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", _DAY), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


async def _papers(tx: Tx, event: Event, speech: Speech, organisation: str) -> Papers:
    entries = await journal.entries(tx, event.id)
    held = [vote for vote in await votes.of_event(tx, event.id) if vote.opened_at and not vote.rehearsal]
    found: Papers = {
        "minutes.md": (await minutes_markdown(tx, event, speech, organisation)).encode(),
        "journal.jsonl": "".join(f"{_line(entry)}\n" for entry in entries).encode(),
    }
    told = [await _vote(tx, vote, found) for vote in held]
    head = entries[-1].hash if entries else verify.START
    about = {
        "event": {"id": event.id, "title": event.settings.title, "organisation": organisation, "state": event.state},
        "journal": {"entries": len(entries), "head": head},
        "votes": told,
    }
    found["event.json"] = (json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
    return found


def _line(entry: Entry) -> str:
    at = entry.at.isoformat(timespec="milliseconds")
    content = {"seq": entry.seq, "prev": entry.prev, "at": at, "kind": entry.kind, "by": entry.by, "data": entry.data}
    return verify.canonical({**content, "hash": entry.hash})


async def _vote(tx: Tx, vote: Vote, found: Papers) -> dict[str, object]:
    """A vote in event.json; its board goes to the files found."""
    about: dict[str, object] = {
        "number": vote.number,
        "title": vote.definition.title,
        "state": vote.state,
        "definition": votes.dump_definition(vote.definition),
        "roll": _pair(vote.roll),
        "cast": _pair(vote.cast),
        "entitled": _pair(vote.entitled),
        "papers": vote.papers.counted,
        "paper": vote.papers.box,
        "drawn": list(vote.drawn),
        "seed": vote.seed,
        "board": "",
        "result": None,
    }
    if vote.state not in (VoteState.COUNTED, VoteState.PUBLISHED):
        return about
    result = results.result(vote)
    elected, tied = list(result.elected), [list(tie) for tie in result.tied]
    about["unit"] = vote.unit
    about["result"] = {"outcome": vote.outcome, "elected": elected, "tied": tied}
    return about | await _contents(tx, vote, found)


async def _contents(tx: Tx, vote: Vote, found: Papers) -> dict[str, object]:
    """The ballots one by one, or in sums where they name somebody."""
    if vote.verdict_only:
        return {"withheld": "verdict", "counts": None}
    box = await results.box_of(tx, vote)
    if vote.definition.by_hand:
        return {"counts": {choice: _pair(total) for choice, total in box.items()}}
    if why := boards.withheld(vote, box):
        sums = boards.totals_alone(vote, box)
        return {"withheld": why, "counts": sums and {choice: _pair(total) for choice, total in sums.items()}}
    named = not vote.definition.secret
    if named and await journal.is_forgotten(tx, vote.event) and vote.cast.weight != vote.cast.heads * UNIT:
        return {"counts": {choice: _pair(total) for choice, total in box.items()}}
    name = f"boards/{vote.number}.csv"
    found[name] = boards.board_csv(await boards.board_lines(tx, vote)).encode()
    return {"board": name, "weights": await boards.board_weights(tx, vote)}


def _pair(total: Totals) -> list[int]:
    return [total.heads, total.weight]
