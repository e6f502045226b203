"""`folkmoot demo`: hold an assembly, write its files, tell what came of it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console

from adapters.contract import File
from bot.demo import screen
from bot.demo.chair import Stuck
from bot.demo.world import Held, hold

FEWEST: Final = 5
MOST: Final = 20_000
FOLDER: Final = Path("demo")


def run(members: int = 3000, seed: int = 1, out: Path | None = None, as_json: bool = False) -> int:
    """Hold an assembly of simulated members and print what came of it; return the exit code.

    Files go to `out`, or to `demo/` without the database. 1 if anything is not as the members were
    told, 2 for what cannot be.
    """
    if not FEWEST <= members <= MOST:
        print(f"folkmoot: the demo takes {FEWEST} to {MOST} members, not {members}", file=sys.stderr)
        return 2
    folder = out or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    try:
        held = _hold(members, seed, out)
    except Stuck as stuck:
        print(f"folkmoot: the demo is stuck: {stuck}", file=sys.stderr)
        return 1
    _tell(_with_files(held, folder, has_database=out is not None), as_json=as_json)
    for fault in held.faults:
        print(f"folkmoot: the demo found a fault: {fault}", file=sys.stderr)
    return 1 if held.faults else 0


def _hold(members: int, seed: int, out: Path | None) -> Held:
    with TemporaryDirectory(prefix="folkmoot-demo-") as temporary:
        database = _database(out or Path(temporary))
        for suffix in ("", "-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        return hold(members, seed, database)


def _database(folder: Path) -> Path:
    """A name that nobody's real database has: one that is there is replaced."""
    return folder / "demo.db"


def _with_files(held: Held, folder: Path, *, has_database: bool) -> Held:
    """Write what the chair got as files, and what the chair saw."""
    contents = {"channel": ("chair-channel.txt", screen.transcript(held).encode())}
    for file in held.chair.files():
        contents[_kind(file)] = (_name(file), file.content)
    for number, picture in held.pictures.items():
        contents[f"result {number}"] = (f"results/{number}.png", picture)
    (folder / "results").mkdir(exist_ok=True)
    paths = {kind: folder / name for kind, (name, _) in contents.items()}
    for kind, (_, content) in contents.items():
        paths[kind].write_bytes(content)
    if has_database:
        paths["database"] = _database(folder)
    named = {kind: str(path) for kind, path in sorted(paths.items())}
    return replace(held, outcome=replace(held.outcome, out=named))


def _name(file: File) -> str:
    """The bundle's name for what the meeting has one of."""
    return "minutes.pdf" if file.name.endswith(".pdf") else file.name


def _kind(file: File) -> str:
    """`roster`, `minutes`, `pdf` for those that are to be signed, or `bundle` for all papers together."""
    kinds = {".pdf": "pdf", ".zip": "bundle"}
    return kinds.get(Path(file.name).suffix) or file.name.partition("-")[0]


def _tell(held: Held, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(held.outcome), ensure_ascii=False, indent=2))
    else:
        screen.show(Console(), held)
