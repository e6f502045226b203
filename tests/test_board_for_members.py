"""The board in the chat: where a member looks up the receipt of a secret ballot."""

import csv
import hashlib
import io
from dataclasses import replace
from itertools import islice, permutations
from pathlib import Path

import pytest

from bot.papers import files
from bot.papers.bundle import papers
from bot.papers.verify import check
from bot.wording.speech import speech
from core import again, counting
from core.journal import CLI
from core.methods import CONSENT, METHODS
from core.methods.model import Form
from core.model import Definition, Option, Vote
from core.store.engine import Store
from tests.people import AGM, MOTION, Clock, Hall, done
from tests.secret_ballot import ME, SIZE, page, screens
from tests.talk import Talk
from tests.test_secret_votes import recorded

pytestmark = pytest.mark.anyio
SECRET = replace(MOTION, secret=True)
ELECTION = Definition(
    "Board", tuple(Option(label, name) for label, name in zip("abc", ("Ada", "Bo", "Cleo"), strict=True)),
    kind="election", majority="",
)  # fmt: skip


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
    assert await files.make(talk.hall.store, "", await talk.hall.event(), "board 1", speech("en")) is None


async def test_board_of_what_is_not_published_is_refused(talk: Talk) -> None:
    vote = await talk.hall.open(SECRET)
    await talk.hall.cast(vote, _1="a", _2="a", _3="b", _4="b", _5="c")
    open_, _ = await talk.write("telegram:2", "/result 1 board"), await talk.hall.close(vote)
    await talk.hall.count(vote)
    counted = await talk.write("telegram:2", "/result 1 board")
    assert all("vote 1" in said.lower() and "board" not in said for said in (*open_, *counted)), (open_, counted)
    assert await files.make(talk.hall.store, "", await talk.hall.event(), "board 1", speech("en")) is None


async def test_board_of_a_vote_that_is_void_by_now_does_not_come(talk: Talk) -> None:
    vote, hall = await published(talk.hall, SECRET, *"aabbc"), talk.hall
    file = await files.make(hall.store, "", await hall.event(), "board 1", speech("en"))
    assert file
    assert file.file
    assert (file.file.name, hashlib.sha256(file.file.content).hexdigest()) == (f"board-{AGM}-1.csv", vote.board)
    done(await hall.run(again.repeat, await hall.event(), vote, "wrong", CLI, "Ann"))
    assert await files.make(hall.store, "", await hall.event(), "board 1", speech("de")) is None


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


async def test_board_of_more_different_ballots_than_come_with_a_vote_is_there_too(store: Store, clock: Clock) -> None:
    hall = await Hall(store, clock).meet(80)
    six = tuple(Option(label, label * 3) for label in "abcdef")
    definition = replace(ELECTION, options=six, method="scottish-stv", maximum=6, secret=True)
    choices = [">".join(order) for order in islice(permutations("abcdef"), 80)]
    vote = await published(hall, definition, *choices)
    talk = Talk(hall)
    file = await files.make(store, "", await hall.event(), "board 1", speech("en"))
    assert (vote.box, file is not None and file.file is not None and len(file.file.content.splitlines())) == (None, 81)
    assert (await talk.write("telegram:2", "/result 1 board"))[0].endswith("the board follows as a file.")
    assert "All ballots without names: /result 1 board" in (await talk.write("telegram:2", "/result 1"))[0]


BALLOTS = {
    Form.SINGLE: ["a", "b", "c", "a", "abstain", "", "b", "a", "c"],
    Form.MARKS: ["a", "a+b", "b+c", "c", "abstain", "", "a+c", "b", "a"],
    Form.RANKING: ["a>b>c", "b>a", "c", "a", "abstain", "", "b>c>a", "a>c", "c>b"],
    Form.ANSWERS: [
        "a:yes b:no c:abstain", "a:no b:no c:yes", "a:yes b:yes c:yes", "a:abstain b:yes c:no", "abstain", "",
        "a:yes b:no c:no", "a:no b:yes c:yes", "a:yes b:no c:yes",
    ],
}  # fmt: skip


@pytest.mark.parametrize("secret", [True, False])
@pytest.mark.parametrize("method", sorted(METHODS.keys() - {CONSENT.name}))
async def test_every_way_of_voting_verifies_and_everybody_finds_the_own_ballot(
    store: Store, clock: Clock, tmp_path: Path, method: str, secret: bool
) -> None:
    """G7 and G8, of each method, with a change of mind before the end."""
    hall = await Hall(store, clock).meet(SIZE)
    ways = METHODS[method]
    base = MOTION if ways.question else ELECTION
    most = {Form.SINGLE: 1, Form.MARKS: 2, Form.RANKING: 3, Form.ANSWERS: 3}[ways.form]
    vote = await hall.open(replace(base, method=method, secret=secret, receipts=secret, maximum=most))
    choices = ["c" if ways.question and choice == "abstain" else choice for choice in BALLOTS[ways.form]]
    await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(reversed(choices), 1)})
    last = recorded(await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(choices, 1)}))
    await hall.close(vote)
    counted = await hall.count(vote)
    done(await hall.run(counting.publish, await hall.event(), [counted], CLI))
    for name, content in (await papers(store, await hall.event(), speech("en"), "Club")).items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(content)
    assert check(tmp_path / "out")[-1].startswith(f"vote 1: {len(set(choices))} kinds of ballots, {SIZE} cast, ")
    board = dict(list(csv.reader(io.StringIO((tmp_path / "out" / "boards" / "1.csv").read_text())))[1:])
    mine = [board[item.code] for item in last] if secret else sorted(board.values())
    assert mine == (choices if secret else sorted(choices))
