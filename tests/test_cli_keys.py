"""The keys of secret votes on the command line: where they lie, what `check` and `backup` say of them."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import load
from core import floor, voting
from core.journal import CLI
from core.model import Vote
from core.store import secrets
from core.store.engine import opened
from tests.cli import CONFIG, Desk
from tests.people import MOTION, Clock, Hall, done

pytestmark = pytest.mark.anyio
SECRET = replace(MOTION, secret=True)
ROSTER = "number,name,telegram\n" + "".join(f"{number},Member {number},{number}\n" for number in range(1, 6))


def staged(desk: Desk, text: str = CONFIG, *, close: bool = True) -> Vote:
    """A secret vote in which four of five have cast, in the database that the settings name."""
    desk.configure(text=text)
    desk.roster(ROSTER)
    config = load(desk.folder / "config.toml")

    async def hold() -> Vote:
        async with opened(config.storage.url, clock := Clock(), keys=config.storage.keys) as store:
            hall = Hall(store, clock)
            done(await hall.run(floor.change_state, await hall.event(), "open", CLI))
            await hall.check_in(1, 2, 3, 4, 5)
            vote = await hall.open(SECRET)
            await hall.cast(vote, _1="a", _2="b", _3="a", _4="c")
            return await hall.close(vote) if close else vote

    return asyncio.run(hold())


def test_keys_lie_where_the_settings_say(desk: Desk) -> None:
    staged(desk, CONFIG + '[storage]\nkeys = "apart/keys"\n')
    assert (len(list((desk.folder / "apart" / "keys").glob("*.key"))), (desk.folder / "folkmoot.db.keys").exists()) == (
        2,
        False,
    )


def test_check_tells_of_a_vote_whose_key_is_missing(desk: Desk) -> None:
    vote = staged(desk)
    good = desk.run("check")
    (desk.folder / "folkmoot.db.keys" / f"{vote.seal.hex()}.key").unlink()
    bad = desk.run("check")
    assert ((good.code, "is missing" in good.out), bad.code) == ((0, False), 2)
    assert f"FAULT    agm: the key of secret vote {vote.number} is missing: put {vote.seal.hex()}.key back" in bad.out


def test_check_warns_of_keys_that_others_can_read(desk: Desk) -> None:
    staged(desk)
    folder = desk.folder / "folkmoot.db.keys"
    assert "others on this machine" not in desk.run("check").out
    folder.chmod(0o755)
    assert f"warning  keys: others on this machine can look into {folder}; chmod 700 {folder}" in desk.run("check").out


def test_check_warns_of_keys_that_are_copied_away(desk: Desk) -> None:
    (desk.folder / ".stfolder").mkdir()
    assert "lies in Syncthing" in desk.run("check").out


def test_check_tells_of_keys_that_were_not_destroyed_yet(desk: Desk) -> None:
    staged(desk)
    assert "warning  keys: 1 are still to be destroyed" in desk.run("check").out  # the one of half-filled ballots


def test_backup_leaves_keys_out_and_says_so(desk: Desk) -> None:
    staged(desk)
    printed = desk.run("backup", str(desk.folder / "copy.db"))
    secret = next(iter((desk.folder / "folkmoot.db.keys").glob("*.key"))).read_bytes()
    assert (printed.code, "were left out on purpose" in printed.out) == (0, True)
    assert secret not in (desk.folder / "copy.db").read_bytes()
    with sqlite3.connect(desk.folder / "copy.db") as db:
        assert db.execute("SELECT count(*) FROM envelope").fetchone() == (4,)


async def test_scrubbing_waits_for_whoever_still_reads(hall: Hall, tmp_path: Path) -> None:
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a", _2="b", _3="c")
    async with hall.store.read() as tx:
        await secrets.envelopes(tx, vote.id)
        done(await hall.run(voting.cancel, await hall.again(vote), "wrong text", CLI, "Ann"))
        while_reading = (await secrets.scrub(hall.store), list(tmp_path.rglob("*.key")))
    assert (while_reading, await secrets.scrub(hall.store)) == ((0, []), 2)


def test_backup_leaves_out_what_opens_messages_on_matrix(desk: Desk) -> None:
    desk.configure()
    desk.roster()
    rows = [
        "olm.account",
        "olm.inbound !r c s",
        "olm.session c s",
        "olm.known.identity",
        "olm.known.person @a:x",
        "salt",
    ]
    with closing(sqlite3.connect(desk.folder / "folkmoot.db")) as db:
        db.executemany("INSERT INTO kept VALUES ('matrix', ?, 'sealed-' || ?)", [(row, row) for row in rows])
        db.commit()
    assert desk.run("backup", "copy.db").code == 0
    with closing(sqlite3.connect(desk.folder / "copy.db")) as db:
        left = [key for (key,) in db.execute("SELECT key FROM kept WHERE source = 'matrix' ORDER BY key")]
    assert left == ["olm.known.identity", "olm.known.person @a:x", "salt"]
    assert b"sealed-olm.inbound" not in (desk.folder / "copy.db").read_bytes()
