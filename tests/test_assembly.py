from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core import assembly, casting
from core.assembly import Buried
from core.casting import Cast, Recorded
from core.errors import Refusal, StoreBusy
from core.store import ballots, inputs, kept
from core.store.engine import Store
from core.store.writer import Tx
from tests.people import Hall, code

pytestmark = pytest.mark.anyio


@dataclass(frozen=True)
class Note:
    id: str
    text: str = ""


async def keep(tx: Tx, batch: Sequence[Note]) -> list[str]:
    """Counts how often each note took effect; some notes fail."""
    for note in batch:
        so_far = await inputs.cursor(tx, note.id) or ""
        await inputs.set_cursor(tx, note.id, so_far + "+")
        if note.text == "bad":
            raise ZeroDivisionError
    return [note.text for note in batch]


async def dead_letters(tx: Tx) -> list[tuple[str, str, str]]:
    """Source, input id and error code of everything that could not be worked off."""
    rows = await tx.db.execute(text("SELECT source, input, code FROM dead_letter ORDER BY id"))
    return [(row.source, row.input, row.code) for row in rows]


async def state(store: Store, *ids: str) -> tuple[list[str | None], str | None, list[tuple[str, str, str]]]:
    """How often each took effect, the cursor, the dead letters."""
    async with store.read() as tx:
        effects = [await inputs.cursor(tx, name) for name in ids]
        return effects, await inputs.cursor(tx, "net"), await dead_letters(tx)


async def test_failing_input_is_buried_and_the_others_stored(store: Store) -> None:
    batch = [Note("1", "one"), Note("2", "bad"), Note("3", "three")]
    outcomes = await assembly.apply(store, "net", batch, "c1", keep)
    assert outcomes == ["one", Buried("ZeroDivisionError"), "three"]
    assert await state(store, "1", "2", "3") == (["+", None, "+"], "c1", [("net", "2", "ZeroDivisionError")])


async def test_what_the_source_has_to_remember_is_stored_with_the_cursor(store: Store) -> None:
    await assembly.apply(store, "net", [Note("1")], "c1", keep, remember=[("key", "1"), ("gone", "1"), ("key", "2")])
    await assembly.apply(store, "net", [], "c2", keep, remember=[("gone", "")])
    async with store.read() as tx:
        assert (await kept.everything(tx, "net"), await inputs.cursor(tx, "net")) == ({"key": "2"}, "c2")


async def test_what_the_source_has_to_remember_is_stored_when_an_input_is_buried_too(store: Store) -> None:
    await assembly.apply(store, "net", [Note("1", "bad"), Note("2")], "c1", keep, remember=[("key", "1")])
    async with store.read() as tx:
        assert (await kept.everything(tx, "net"), await inputs.cursor(tx, "net")) == ({"key": "1"}, "c1")


async def test_buried_input_that_comes_again_changes_nothing(store: Store) -> None:
    batch = [Note("1", "one"), Note("2", "bad"), Note("3", "three")]
    await assembly.apply(store, "net", batch, "c1", keep)
    before = await state(store, "1", "2", "3")
    assert await assembly.apply(store, "net", batch, "c1", keep) == [None, None, None]
    assert await state(store, "1", "2", "3") == before


@pytest.mark.parametrize("error", [StoreBusy("held"), OperationalError("INSERT", {}, Exception("disk is full"))])
async def test_database_that_does_not_take_it_means_nothing_happened(store: Store, error: Exception) -> None:
    async def full(tx: Tx, batch: Sequence[Note]) -> list[str]:
        await keep(tx, batch)
        raise error

    with pytest.raises(StoreBusy):
        await assembly.apply(store, "net", [Note("1", "one")], "c1", full)
    assert await state(store, "1") == ([None], None, [])
    assert await assembly.apply(store, "net", [Note("1", "one")], "c1", keep) == ["one"]


async def test_input_that_comes_twice_takes_effect_once(store: Store) -> None:
    twice = [Note("1", "one"), Note("1", "one"), Note("2", "two")]
    first = await assembly.apply(store, "net", twice, "c1", keep)
    again = await assembly.apply(store, "net", [Note("2", "two"), Note("3", "three")], "c2", keep)
    assert (first, again) == (["one", None, "two"], [None, "three"])
    assert await state(store, "1", "2", "3") == (["+", "+", "+"], "c2", [])


async def test_same_id_from_another_source_is_another_input(store: Store) -> None:
    await assembly.apply(store, "net", [Note("1", "one")], "c1", keep)
    assert await assembly.apply(store, "other", [Note("1", "one")], "c1", keep) == ["one"]


async def test_inputs_that_are_idempotent_by_themselves_are_not_remembered(store: Store) -> None:
    outcomes = await assembly.apply(store, "net", [Note("1"), Note("1")], "c1", keep, once=lambda _: False)
    assert (outcomes, (await state(store, "1"))[0]) == (["", ""], ["++"])


async def test_empty_batch_moves_the_cursor(store: Store) -> None:
    assert (await assembly.apply(store, "net", [], "c7", keep), (await state(store))[1]) == ([], "c7")


async def test_what_was_seen_is_forgotten_after_two_days(hall: Hall) -> None:
    await assembly.apply(hall.store, "net", [Note("1", "one")], "c1", keep)
    hall.clock.forward(2 * 86_400 - 1)
    await hall.run(inputs.prune)
    assert await assembly.apply(hall.store, "net", [Note("1", "one")], "c1", keep) == [None]
    hall.clock.forward(2)
    await hall.run(inputs.prune)
    assert await assembly.apply(hall.store, "net", [Note("1", "one")], "c1", keep) == ["one"]


@dataclass(frozen=True)
class Press:
    id: str
    cast: Cast


async def press(tx: Tx, batch: Sequence[Press]) -> list[Recorded | Refusal]:
    return await casting.cast(tx, [item.cast for item in batch])


async def test_batch_of_casts_delivered_again_ends_the_same(hall: Hall) -> None:
    vote = await hall.open()
    choices = [("1", "a"), ("2", "b"), ("1", "b"), ("9", "a"), ("3", "zz")]
    batch = [Press(str(n), Cast(f"telegram:{who}", vote.id, what)) for n, (who, what) in enumerate(choices)]
    first = await assembly.apply(hall.store, "net", batch, "c1", press, once=lambda _: False)
    stands = await hall.run(ballots.box, vote.id), (await hall.again(vote)).cast
    await assembly.apply(hall.store, "net", batch, "c1", press, once=lambda _: False)
    assert (await hall.run(ballots.box, vote.id), (await hall.again(vote)).cast) == stands
    assert [code(outcome) for outcome in first] == ["", "", "", "not-bound", "choice-unknown-option"]
