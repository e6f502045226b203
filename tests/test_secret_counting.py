"""Opening the box of a secret vote: what is swapped, what must not be, and what is left (G2 to G4, G7, G11)."""

import random
from pathlib import Path

import pytest

from core import casting, counting, floor, roster, secrecy, secret
from core.casting import Cast, Recorded
from core.errors import Refusal, refuse
from core.journal import CLI
from core.model import EventSettings, Vote, VoteState
from core.results import Uncounted, supplied
from core.roster import Row
from core.store import ballots, journal, secrets
from core.store.engine import opened
from core.store.keys import NoKey
from core.store.writer import Tx
from core.totals import UNIT, Totals
from tests.people import AGM, Clock, Hall, code, done
from tests.test_secret_votes import BOARD, RECEIPTS, SECRET, files, recorded

pytestmark = pytest.mark.anyio


async def closed(hall: Hall, vote: Vote, **choices: str) -> Vote:
    recorded(list(await hall.cast(vote, **choices)))
    return await hall.close(vote)


async def stands(hall: Hall, vote: Vote) -> tuple[VoteState, int, int]:
    """State, envelopes and opened ballots."""
    again = await hall.again(vote)
    return (
        again.state,
        len(await hall.run(secrets.envelopes, vote.id)),
        len(await hall.run(secrets.board, vote.id)),
    )


# -- what stops a count, and changes nothing


async def test_missing_key_stops_the_count_and_loses_nothing(hall: Hall) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b")
    kept = hall.store.keys.find(vote.seal)
    hall.store.keys.destroy(vote.seal)
    assert code(await hall.run(counting.count, vote, CLI)) == "secret-no-key"
    assert await stands(hall, vote) == (VoteState.CLOSED, 2, 0)
    hall.store.keys.keep(kept)
    assert (await hall.count(vote)).box == {"a": Totals(1, UNIT), "b": Totals(1, UNIT)}


async def test_wrong_key_stops_the_count_and_loses_nothing(hall: Hall, tmp_path: Path) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b")
    (file,) = tmp_path.rglob(f"{vote.seal.hex()}.key")
    file.write_bytes(secrecy.new_key().private)
    assert code(await hall.run(counting.count, vote, CLI)) == "secret-no-key"
    assert await stands(hall, vote) == (VoteState.CLOSED, 2, 0)


async def test_envelope_that_was_changed_stops_the_count_and_is_counted_in_the_refusal(hall: Hall) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b", _3="c")
    broken = {await hall.id(1): b"\0" * 100}
    await hall.run(ballots.put_envelopes, vote, broken, Totals())
    refused = await hall.run(counting.count, await hall.again(vote), CLI)
    assert refused == refuse("secret-unreadable", number=1, count=1, cast=3)
    assert await stands(hall, vote) == (VoteState.CLOSED, 3, 0)


async def put_in(hall: Hall, vote: Vote, number: int, envelope: bytes, new: Totals) -> Refusal | Vote:
    """Somebody writes an envelope into the database; what the count then says."""
    await hall.run(ballots.put_envelopes, vote, {await hall.id(number): envelope}, new)
    return await hall.run(counting.count, await hall.again(vote), CLI)


async def test_box_that_holds_another_number_than_was_cast_is_not_swapped(hall: Hall) -> None:
    """G4: an envelope too many or too few stops the count; nothing is lost."""
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b", _3="c")
    more = secrecy.seal(vote.seal, secrecy.new_code(), "a", secrecy.padded_size(2))
    refused = await put_in(hall, vote, 4, more, Totals())
    assert refused == refuse("secret-turnout", number=1, ballots=4, cast=3)
    assert await stands(hall, vote) == (VoteState.CLOSED, 4, 0)


async def test_envelope_that_was_copied_stops_the_count(hall: Hall) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b", _3="c")
    (copied, _), *_ = (await hall.run(secrets.envelopes, vote.id)).values()
    refused = await put_in(hall, vote, 4, copied, Totals(1, UNIT))
    assert (code(refused), await stands(hall, vote)) == ("secret-unreadable", (VoteState.CLOSED, 4, 0))


@pytest.mark.parametrize("choice", ["z", "a+b", "a>b", "A", " a", "a\nb", "c,d", "x" * 40])
async def test_envelope_with_what_nobody_can_cast_stops_the_count(hall: Hall, choice: str) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b", _3="c")
    made_up = secrecy.seal(vote.seal, secrecy.new_code(), choice, 64)
    refused = await put_in(hall, vote, 3, made_up, Totals())
    assert (code(refused), await stands(hall, vote)) == ("secret-unreadable", (VoteState.CLOSED, 3, 0))


async def test_count_by_the_clock_that_finds_no_key_is_told_once(hall: Hall) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a")
    hall.store.keys.destroy(vote.seal)
    hall.clock.forward(20)
    for _ in range(3):
        await hall.due()
    assert ((await hall.again(vote)).count_at, (await hall.again(vote)).state) == (None, VoteState.CLOSED)


# -- what a count leaves


async def test_ballots_take_the_place_of_envelopes_and_the_key_goes(hall: Hall, tmp_path: Path) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="a", _3="b", _4="")
    boxes = [box for box, _ in (await hall.run(secrets.envelopes, vote.id)).values()]
    counted = await hall.count(vote)
    before = [files(tmp_path).count(box) for box in boxes]
    await secrets.scrub(hall.store)
    after = [files(tmp_path).count(box) for box in boxes]
    assert counted.box == {"a": Totals(2, 2 * UNIT), "b": Totals(1, UNIT), "": Totals(1, UNIT)}
    assert await stands(hall, vote) == (VoteState.COUNTED, 0, 4)
    assert (sum(before) > 0, after, list(tmp_path.rglob("*.key"))) == (True, [0] * 4, [])
    with pytest.raises(NoKey):
        hall.store.keys.find(vote.seal)


async def test_everybody_finds_the_own_code_with_the_own_choice(hall: Hall) -> None:
    vote = await hall.open(RECEIPTS)
    choices = {"_1": "a", "_2": "b", "_3": "b", "_4": "c", "_5": ""}
    receipts = {
        item.code: choices[f"_{index}"]
        for index, item in enumerate(recorded(list(await hall.cast(vote, **choices))), 1)
    }
    await hall.close(vote)
    await hall.count(vote)
    assert dict(await hall.run(secrets.board, vote.id)) == receipts


async def test_code_of_a_vote_that_was_changed_is_on_no_board(hall: Hall) -> None:
    vote = await hall.open(RECEIPTS)
    first, again = recorded(await hall.cast(vote, _1="a") + await hall.cast(vote, _1="b"))
    await closed(hall, vote, _2="c")
    await hall.count(vote)
    board = dict(await hall.run(secrets.board, vote.id))
    assert (board.get(first.code), board[again.code], len(board)) == (None, "b", 2)


async def test_journal_names_no_choice_of_a_secret_vote(hall: Hall) -> None:
    vote = await closed(hall, await hall.open(BOARD), _1="c>a>d>b", _2="d>c", _3="b")
    await hall.count(vote)
    entries = await hall.run(journal.entries, AGM)
    of_vote = [entry for entry in entries if entry.data.get("vote") == vote.number]
    assert "c>a" not in repr([entry.data for entry in of_vote])
    assert (of_vote[-1].kind, sorted(of_vote[-1].data)) == (
        "vote.count",
        ["board", "elected", "numbers", "outcome", "vote"],
    )


async def test_who_voted_is_known_afterwards_and_nothing_else(hall: Hall) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b")
    await hall.count(vote)
    standing = await hall.run(ballots.standing, vote, [await hall.id(1), await hall.id(3)])
    assert [standing[await hall.id(number)].choice for number in (1, 3)] == ["sealed", None]


async def test_weights_leave_no_trace_where_they_cannot_decide(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=7 * UNIT)], CLI))
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b")
    assert (await hall.count(vote)).box == {"a": Totals(1, UNIT), "b": Totals(1, UNIT)}


async def test_large_box_is_opened_outside_of_the_transaction(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.results.SMALL", 0)
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b", _3="b")
    with pytest.raises(Uncounted):
        await hall.run(counting.count, vote, CLI)
    counted = await supplied(hall.store, lambda: hall.run(counting.count, vote, CLI))
    assert done(counted).box == {"a": Totals(1, UNIT), "b": Totals(2, 2 * UNIT)}


# -- a committee


async def test_committee_opens_the_box_with_two_of_three_keys(hall: Hall) -> None:
    people = [secrecy.new_key() for _ in range(3)]
    settings = EventSettings(AGM, "Assembly", committee=tuple(key.public.hex() for key in people), committee_needed=2)
    await hall.run(floor.configure, [settings])
    vote = await closed(hall, await hall.open(SECRET), _1="a", _2="b", _3="b")
    alone = secret.handed_in(vote, [people[1].private])
    assert (code(await hall.run(counting.count, vote, CLI)), code(alone)) == (
        "secret-committee",
        "secret-committee-keys",
    )
    hall.store.keys.keep(done(secret.handed_in(vote, [people[2].private, people[0].private])))
    counted = await hall.count(vote)
    await secrets.scrub(hall.store)
    assert counted.box == {"a": Totals(1, UNIT), "b": Totals(2, 2 * UNIT)}
    with pytest.raises(NoKey):
        hall.store.keys.find(vote.seal)


async def test_box_of_the_server_is_not_a_committees(hall: Hall) -> None:
    vote = await closed(hall, await hall.open(SECRET), _1="a")
    assert code(secret.handed_in(vote, [secrecy.new_key().private])) == "secret-no-committee"


# -- order


def ranks(values: list[int]) -> list[int]:
    order = sorted(values)
    return [order.index(value) for value in values]


def distance(first: list[int], second: list[int]) -> int:
    """Spearman's sum of squared differences of ranks."""
    return sum((a - b) ** 2 for a, b in zip(ranks(first), ranks(second), strict=True))


async def test_order_of_the_board_says_nothing_of_the_order_of_casting_or_of_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A permutation test at p < 0.001, of the order in the table and of the order of bytes in the file.

    Codes come from a generator with a fixed seed, so that it says the same in every run.
    """
    dice, codes_by = random.Random(7), random.Random(11)
    monkeypatch.setattr("core.secrecy.secrets.choice", codes_by.choice)
    async with opened(f"sqlite:///{tmp_path}/order.db", clock := Clock()) as store:
        hall = await Hall(store, clock).meet(200)
        vote = await hall.open(RECEIPTS)
        codes, members = [], dice.sample(range(1, 201), 200)
        for number in members:
            (item,) = recorded(list(await hall.run(_cast_one, vote, number)))
            codes.append(item.code)
        await hall.close(vote)
        await hall.count(vote)
        await secrets.scrub(store)
        stored = [code_ for code_, _ in await hall.run(secrets.board, vote.id)]
    content = (tmp_path / "order.db").read_bytes()
    for found in ([stored.index(code_) for code_ in codes], [content.find(code_.encode()) for code_ in codes]):
        assert -1 not in found
        for order in (list(range(200)), members):
            true = distance(order, found)
            shuffled = [distance(order, dice.sample(found, 200)) for _ in range(1000)]
            smaller = sum(value <= true for value in shuffled) / 1000
            assert 0.001 < smaller < 0.999


async def _cast_one(tx: Tx, vote: Vote, number: int) -> list[Recorded | Refusal]:
    return await casting.cast(tx, [Cast(f"telegram:{number}", vote.id, "abc"[number % 3])])
