"""The board in the chat: where a member looks up the receipt of a secret ballot."""

import csv
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest

from bot.papers import files
from bot.wording.speech import speech
from core import again, counting
from core.journal import CLI
from core.model import Definition, Vote
from tests.people import AGM, MOTION, Hall, done
from tests.secret_ballot import ME, SIZE, page, screens
from tests.talk import Talk

pytestmark = pytest.mark.anyio
SECRET = replace(MOTION, secret=True)


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall)


async def published(hall: Hall, definition: Definition, *choices: str, verdict_only: bool = False) -> Vote:
    vote = await hall.open(definition)
    await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(choices, 1)})
    await hall.close(vote)
    counted = await hall.count(vote)
    act = counting.publish
    (shown,) = done(await hall.run(act, await hall.event(), [counted], CLI, verdict_only=verdict_only))
    return shown


@pytest.mark.parametrize(
    ("definition", "choices", "verdict_only", "told"),
    [
        (MOTION, "aabbc", False, "Vote 1 is named"),
        (SECRET, "aabb", False, "The ballots of vote 1 are not shown one by one"),
        (SECRET, "aaaaa", False, "The ballots of vote 1 are not shown one by one"),
        (SECRET, "aabbc", True, "The ballots of vote 1 are not shown one by one"),
    ],
)
@pytest.mark.parametrize("line", ["/result 1 board", "/result tafel"])
async def test_board_that_nobody_may_see_is_refused_with_the_reason(
    talk: Talk, definition: Definition, choices: str, verdict_only: bool, told: str, line: str
) -> None:
    await published(talk.hall, definition, *choices, verdict_only=verdict_only)
    assert (await talk.write("telegram:2", line))[0].startswith(told)
    assert await files.make(talk.hall.store, talk.house, await talk.hall.event(), "board 1", speech("en")) is None


async def test_board_of_what_is_not_published_is_refused(talk: Talk) -> None:
    vote = await talk.hall.open(SECRET)
    await talk.hall.cast(vote, _1="a", _2="a", _3="b", _4="b", _5="c")
    open_, _ = await talk.write("telegram:2", "/result 1 board"), await talk.hall.close(vote)
    await talk.hall.count(vote)
    counted = await talk.write("telegram:2", "/result 1 board")
    assert all("vote 1" in said.lower() and "board" not in said for said in (*open_, *counted)), (open_, counted)
    assert await files.make(talk.hall.store, talk.house, await talk.hall.event(), "board 1", speech("en")) is None


async def test_board_of_a_vote_that_is_void_by_now_does_not_come(talk: Talk) -> None:
    vote, hall = await published(talk.hall, SECRET, *"aabbc"), talk.hall
    file = await files.make(hall.store, talk.house, await hall.event(), "board 1", speech("en"))
    assert file
    assert file.file
    assert (file.file.name, hashlib.sha256(file.file.content).hexdigest()) == (f"board-{AGM}-1.csv", vote.board)
    done(await hall.run(again.repeat, await hall.event(), vote, "wrong", CLI, "Ann"))
    assert await files.make(hall.store, talk.house, await hall.event(), "board 1", speech("de")) is None


async def test_receipt_is_found_on_the_board_beside_the_own_choice_and_nowhere_else(tmp_path: Path) -> None:
    seen = await screens(tmp_path)
    assert [label.partition(" ")[0] for label in seen.before.labels][:2] == ["1a", "1b"]
    assert ("Secret" in seen.before.text, "Recorded." in seen.after.text, "Zugvogel" in seen.alert) == (
        True,
        True,
        False,
    )
    shown = "".join([seen.alert, *seen.after.labels])
    assert seen.code not in seen.after.text
    assert "✓" not in shown
    board = dict(list(csv.reader(io.StringIO(seen.board.decode())))[1:])
    assert (len(board), board[seen.code], ME <= SIZE) == (SIZE, "b", True)
    assert f"<mark>{seen.code},b</mark>" in page(seen)
