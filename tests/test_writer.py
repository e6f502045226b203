import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from core.errors import StoreBusy
from core.store import inputs
from core.store.engine import Store, opened
from core.store.writer import Tx, Writer
from tests.people import Clock

pytestmark = pytest.mark.anyio


async def note(tx: Tx, name: str) -> str:
    await inputs.set_cursor(tx, name, "done")
    return name


async def fail(tx: Tx, name: str) -> str:
    await note(tx, name)
    raise ZeroDivisionError


async def noted(store: Store, *names: str) -> list[str]:
    async with store.read() as tx:
        return [name for name in names if await inputs.cursor(tx, name)]


async def test_failing_job_takes_nothing_of_the_others_with_it(store: Store) -> None:
    jobs = [store.write(partial(fail if name == "b" else note, name=name)) for name in "abc"]
    a, b, c = await asyncio.gather(*jobs, return_exceptions=True)
    assert (a, type(b), c, await noted(store, "a", "b", "c")) == ("a", ZeroDivisionError, "c", ["a", "c"])


async def test_cancellation_inside_a_job_is_the_failure_of_that_job_alone(store: Store) -> None:
    async def cancelled(tx: Tx) -> None:
        await note(tx, "a")
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await store.write(cancelled)
    await store.write(partial(note, name="b"))
    assert await noted(store, "a", "b") == ["b"]


async def test_cancelled_caller_leaves_its_job_running_and_committed(store: Store) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Tx) -> None:
        started.set()
        await go_on.wait()
        await note(tx, "a")

    caller = asyncio.create_task(store.write(slow))
    await started.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    await store.write(partial(note, name="b"))
    assert await noted(store, "a", "b") == ["a", "b"]


async def test_cancelled_caller_of_a_failing_job_leaves_no_warning(store: Store) -> None:
    caller = asyncio.create_task(store.write(partial(fail, name="a")))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await store.write(partial(note, name="b"))
    assert await noted(store, "a", "b") == ["b"]


async def test_stop_finishes_what_waits(url: str) -> None:
    async with opened(url, Clock()) as store:
        waiting = [asyncio.create_task(store.write(partial(note, name=name))) for name in "abc"]
        await asyncio.sleep(0)
    assert await asyncio.gather(*waiting) == ["a", "b", "c"]
    async with opened(url, Clock()) as store:
        assert await noted(store, "a", "b", "c") == ["a", "b", "c"]


async def test_job_after_the_end_is_an_error_and_does_not_hang(url: str) -> None:
    async with opened(url, Clock()) as store:
        pass
    with pytest.raises(RuntimeError):
        await store.write(partial(note, name="a"))


async def test_jobs_that_wait_together_share_a_commit(store: Store) -> None:
    commits = 0

    @asynccontextmanager
    async def counted() -> AsyncIterator[Tx]:
        nonlocal commits
        async with store._begin() as tx:
            yield tx
        commits += 1

    writer = Writer(counted)
    await asyncio.gather(*(writer.run(partial(note, name=str(number))) for number in range(100)))
    await writer.stop()
    assert commits == 2  # of at most 64 jobs each


async def test_all_jobs_of_a_group_learn_at_once_that_the_database_is_held(url: str) -> None:
    async with opened(url, Clock()) as holder, opened(f"{url}?timeout=0.1", Clock()) as store:
        held, free = asyncio.Event(), asyncio.Event()

        async def hold(_: Tx) -> None:
            held.set()
            await free.wait()

        holding = asyncio.create_task(holder.write(hold))
        await held.wait()
        outcomes = await asyncio.gather(
            *(store.write(partial(note, name=name)) for name in "abc"), return_exceptions=True
        )
        free.set()
        await holding
        assert ([type(outcome) for outcome in outcomes], await noted(store, "a", "b", "c")) == ([StoreBusy] * 3, [])


async def test_busy_is_true_until_everything_is_written(store: Store) -> None:
    job = asyncio.create_task(store.write(partial(note, name="a")))
    await asyncio.sleep(0)
    during = store.busy
    await job
    await asyncio.sleep(0)
    assert (during, store.busy) == (True, False)
