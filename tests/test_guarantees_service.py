"""Secret votes through the real service: nothing that was pressed or typed is in any file or log (G1, G2, G10)."""

import asyncio
import logging
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bench.botapi.people import Person
from bot.papers.bundle import papers
from bot.wording.speech import speech
from core import counting, voting
from core.journal import CLI
from core.model import Event, Vote
from core.store import events, secrets
from core.store.writer import Tx
from tests.people import done
from tests.served import AGM, PATIENCE, Served, served
from tests.test_secret_votes import BOARD, spellings

pytestmark = pytest.mark.anyio
TYPED = {2: "1 d b c a", 3: "1 b d a c", 4: "1 a c b d"}
"""By member, what is typed behind /cast."""
PRESSED = ("c", "a", "d", "b")
"""In this order, by member 5."""
RANKINGS = ("d>b>c>a", "b>d>a>c", "a>c>b>d", "c>a>d>b")
SIZE = 6


async def _press_all(person: Person) -> list[str]:
    """Fill a ranking in by buttons and cast it; the data of the buttons that were pressed."""
    return [await _tap(person, part) for part in (*(f"1{option}" for option in PRESSED), "Cast")]


async def _tap(person: Person, part: str) -> str:
    """Press a button as soon as there is one that says this."""
    async with asyncio.timeout(PATIENCE):
        while not (found := [(one, b) for one in person.messages for b in one.buttons if part in b.label]):
            await asyncio.sleep(0.05)
    message, button = found[-1]
    assert await person.press(button.data, message, seconds=PATIENCE)
    return button.data


async def _cast(at: Served, vote: Vote) -> list[str]:
    for number in (*TYPED, 5):
        await at.shows(at.member(number), "1a")
    for line, number in zip(TYPED.values(), TYPED, strict=True):
        at.member(number).write(f"/cast {line}")
    await _until_cast(at, vote, len(TYPED))
    pressed = await _press_all(at.member(5))
    await _until_cast(at, vote, len(TYPED) + 1)
    return pressed


async def _until_cast(at: Served, vote: Vote, number: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while (await _fresh(at, vote)).cast.heads < number:
            await asyncio.sleep(0.05)


async def _fresh(at: Served, vote: Vote) -> Vote:
    async with at.store.read() as tx:
        return await voting.fresh(tx, vote)


def _found(folder: Path, texts: list[str]) -> set[str]:
    """Which of these are in any file that is no key, as they are, in hexadecimal or base64."""
    content = b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".key")
    return {text for text in texts if any(form in content for form in spellings(text) if len(form) > 5)}


@pytest.mark.parametrize("secret", [True, False])
async def test_nothing_that_was_pressed_or_typed_is_in_any_file_or_log(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    secret: bool,
) -> None:
    """With its control, a named vote, in which the same search finds what was cast."""
    caplog.set_level(logging.DEBUG)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "tmp"))
    async with served(tmp_path, SIZE) as at:
        vote = await at.opened("Board", replace(BOARD, secret=secret, receipts=secret))
        pressed = await _cast(at, vote)
        found = await papers(at.store, await _event(at), speech("en"), "Club")
        (tmp_path / "export").write_bytes(b"\0".join(found.values()))
        (tmp_path / "log").write_text(caplog.text + "".join(capsys.readouterr()))
        searched = [*RANKINGS, *TYPED.values(), *pressed]
        while_open = _found(tmp_path, searched)
        async with at.store.read() as tx:
            sealed = await secrets.envelopes(tx, vote.id)
        await at.store.write(lambda tx: _count(tx, vote))
        while await secrets.scrub(at.store):
            pass
        files = [path.read_bytes() for path in tmp_path.glob("*.db*") if path.is_file()]
    assert (while_open, len(sealed)) == ((set(), 4) if secret else ({*RANKINGS}, 0))
    assert [box for box, _ in sealed.values() if any(box in file for file in files)] == []
    assert len({len(box) for box, _ in sealed.values()}) == int(secret)


async def _event(at: Served) -> Event:
    async with at.store.read() as tx:
        return await events.existing(tx, AGM)


async def _count(tx: Tx, vote: Vote) -> None:
    closed = done(await voting.close(tx, await voting.fresh(tx, vote), CLI, "Ann"))
    done(await counting.count(tx, closed, CLI))
