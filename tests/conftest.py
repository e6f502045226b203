from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from core.store.engine import Store, opened
from tests.cli import Desk, Server, served
from tests.people import Clock, Hall


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/folkmoot.db"


@pytest.fixture
async def store(url: str, clock: Clock) -> AsyncIterator[Store]:
    async with opened(url, clock) as store:
        yield store


@pytest.fixture
async def hall(store: Store, clock: Clock) -> Hall:
    """An open meeting of five members, all present."""
    return await Hall(store, clock).meet(5)


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
