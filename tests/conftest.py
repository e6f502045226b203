import asyncio
import gc
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any

import pytest
import structlog
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import LRUCache

from core.store import engine
from core.store.engine import Store, opened
from tests.cli import Desk, Server, served
from tests.layouts import laid_out
from tests.people import Clock, Hall

SLOWEST = (
    *("two_networks", "demo", "chaos_service", "matrix_encrypted", "network_contract", "three_days", "two_screens"),
    *("clock_set", "matrix_strangers", "topics", "kill", "two_networks_killed", "papers_apart", "database_lost"),
    *("faults_stored", "outages", "cli_run", "chaos_matrix", "matrix_sync", "lifecycle", "crowds", "day_by_taps"),
    *("ending", "matrix_assembly", "logs_debug", "damaged", "views_any", "openings", "matrix_gaps", "convention"),
)
"""Files that take longest start first, so that no process is busy for a minute after the others have ended."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each file stays whole, since its fixtures would be made again in every process that has some of its tests."""
    places = {f"test_{name}": place for place, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking all tests and modules again and again: it took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session", autouse=True)
def quick_databases() -> Iterator[None]:
    """All databases of a run share one dialect, so that each statement is compiled once and not in every test.

    And those of this process, which no test kills, wait for no disk. Those that are killed sync as shipped.
    """
    make: Any = engine.engine_at

    def sharing(where: URL, begin: str, pool_size: int, pragmas: Sequence[str], **options: Any) -> AsyncEngine:
        made: AsyncEngine = make(where, begin, pool_size, (*pragmas, "PRAGMA synchronous = OFF"), **options)
        made.sync_engine.dialect = shared.setdefault("dialect", made.sync_engine.dialect)
        made.sync_engine._compiled_cache = compiled
        return made

    shared: dict[str, Any] = {}
    compiled: Any = LRUCache(5000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "engine_at", sharing)
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """What sets up logs in this process sets them up for output that is closed when the test ends."""
    hooks = sys.unraisablehook, threading.excepthook
    yield
    if structlog.is_configured():
        structlog.reset_defaults()
        sys.unraisablehook, threading.excepthook = hooks


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/folkmoot.db"


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With nothing in it; a copy is quicker than another one."""
    path = tmp_path_factory.mktemp("new") / "folkmoot.db"
    laid_out(path, "head")
    return path


@pytest.fixture
async def store(url: str, tmp_path: Path, new_database: Path, clock: Clock) -> AsyncIterator[Store]:
    copyfile(new_database, tmp_path / "folkmoot.db")
    async with opened(url, clock) as store:
        yield store


@pytest.fixture(scope="session")
def open_meeting(new_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an open meeting of five members, all present; a copy is quicker than another one."""
    folder = tmp_path_factory.mktemp("meeting")
    copyfile(new_database, folder / "folkmoot.db")

    async def meet() -> None:
        clock = Clock()
        async with opened(f"sqlite:///{folder}/folkmoot.db", clock) as store:
            await Hall(store, clock).meet(5)

    asyncio.run(meet())
    return folder


@pytest.fixture
async def hall(url: str, tmp_path: Path, open_meeting: Path, clock: Clock) -> AsyncIterator[Hall]:
    """An open meeting of five members, all present."""
    copytree(open_meeting, tmp_path, dirs_exist_ok=True)
    async with opened(url, clock) as store:
        yield Hall(store, clock)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The folder of an organiser, with settings."""
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path, capsys)
    desk.configure()
    return desk


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A Bot API server for the tests of a module."""
    with served() as server:
        yield server
