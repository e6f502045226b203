"""What the stock bots have in common: their arguments and a table of votes."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import aiosqlite

TOAST = "Your vote is recorded."


@dataclass(frozen=True, slots=True)
class Arguments:
    """Where the Bot API is, and where to store; `listen` is a webhook's port, 0 for polling."""

    url: str
    token: str
    database: str
    listen: int


def arguments() -> Arguments:
    """Read `--url URL --token TOKEN [--database FILE] [--listen PORT]`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--database", default="")
    parser.add_argument("--listen", type=int, default=0)
    return Arguments(**vars(parser.parse_args()))


async def connect(path: str) -> aiosqlite.Connection:
    """Open a fresh table in WAL mode that survives a power cut."""
    database = await aiosqlite.connect(path)
    await database.execute("PRAGMA journal_mode=WAL")
    await database.execute("PRAGMA synchronous=FULL")
    await database.execute("CREATE TABLE votes (id INTEGER PRIMARY KEY, voter INTEGER NOT NULL, choice TEXT NOT NULL)")
    await database.commit()
    return database


async def store(database: aiosqlite.Connection, voter: int, choice: str) -> None:
    """One INSERT, one commit, without a lock as most bots do it.

    Handlers that run at once may share a commit, which makes aiogram half as fast again as one vote a transaction.
    """
    await database.execute("INSERT INTO votes (voter, choice) VALUES (?, ?)", (voter, choice))
    await database.commit()
