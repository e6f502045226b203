"""The one door: inputs go in as batches, each batch takes effect in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, Protocol, TypeVar

from core.errors import StoreBusy, StoreUnusable
from core.results import Uncounted, supplied
from core.store import inputs as rows
from core.store import kept
from core.store.engine import Store
from core.store.writer import Tx


class Input(Protocol):
    """Anything with an id that stays the same when it is delivered again."""

    @property
    def id(self) -> str:
        """Unique in its source."""


Item = TypeVar("Item", bound=Input)
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Buried:
    """An input that could not be worked off: noted as a dead letter and confirmed."""

    code: str
    error: Exception | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Done]):
    """An input that needs a count of a large box: `work_off` has it made and works the input off then."""

    work_off: Callable[[], Awaitable[Done | Buried | None]]


Run = Callable[[Tx, Sequence[Item]], Awaitable[list[Done]]]


async def apply(
    store: Store,
    source: str,
    batch: Sequence[Item],
    cursor: str,
    run: Run[Item, Done],
    *,
    once: Callable[[Item], bool] = lambda _: True,
    remember: Sequence[tuple[str, str]] = (),
) -> list[Done | Buried | Waiting[Done] | None]:
    """Work off a batch in one transaction, together with the cursor that confirms it.

    `remember` is what the source has to know from this cursor on, as key and value: stored with it.

    Inputs for which `once` holds are remembered and give None when they come again; the others
    must be idempotent by themselves. One that needs a long count is `Waiting`, so that the others do
    not wait for it. If the batch fails, its inputs run one by one, and only the
    one that fails is buried. Raises `StoreBusy` if the database does not take it: then nothing
    happened, or, where an input had failed, the ones before it did. The same batch can be tried
    again.
    """

    async def together(tx: Tx, inputs: Sequence[Item]) -> list[Done | Buried | None]:
        fresh = await _fresh(tx, source, inputs, once)
        done = iter(await run(tx, [item for item, new in zip(inputs, fresh, strict=True) if new]))
        return [next(done) if new else None for new in fresh]

    async def whole(tx: Tx) -> list[Done | Buried | None]:
        outcomes = await together(tx, batch)
        await confirm(tx)
        return outcomes

    async def confirm(tx: Tx) -> None:
        await kept.keep_all(tx, source, remember)
        await rows.set_cursor(tx, source, cursor)

    async def alone(item: Item) -> Done | Buried | None:
        try:
            return (await store.write(lambda tx: together(tx, [item])))[0]
        except (StoreBusy, StoreUnusable, Uncounted):
            raise
        except Exception as error:  # the door: whatever one input does must not stop the others
            return await _bury(store, source, item, error)

    try:
        return [*await store.write(whole)]
    except (StoreBusy, StoreUnusable):
        raise
    except Exception:  # the one that is to blame fails once more
        outcomes = [await _unless_uncounted(store, partial(alone, item)) for item in batch]
    await store.write(confirm)
    return outcomes


async def _unless_uncounted(
    store: Store, work: Callable[[], Awaitable[Done | Buried | None]]
) -> Done | Buried | Waiting[Done] | None:
    try:
        return await work()
    except Uncounted:
        return Waiting(partial(supplied, store, work))


async def _fresh(tx: Tx, source: str, inputs: Sequence[Item], once: Callable[[Item], bool]) -> list[bool]:
    keys = [item.id if once(item) else None for item in inputs]
    unseen = await rows.unseen(tx, source, [key for key in keys if key is not None]) if any(keys) else set()
    taken: set[str] = set()
    fresh = []
    for key in keys:
        fresh.append(key is None or (key in unseen and key not in taken))
        taken.update([key] if key else [])
    return fresh


async def _bury(store: Store, source: str, item: Input, error: Exception) -> Buried:
    code = type(error).__name__

    async def note(tx: Tx) -> None:
        await rows.unseen(tx, source, [item.id])
        await rows.bury(tx, source, item.id, code)

    await store.write(note)
    return Buried(code, error)
