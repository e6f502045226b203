import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from core import floor, roster
from core.errors import StoreUnusable
from core.journal import CLI
from core.model import EventSettings
from core.store import members, migrate, tables
from core.store.engine import opened
from core.store.events import event as event_by_id
from tests.layouts import laid_out
from tests.people import AGM, Clock, rows

pytestmark = pytest.mark.anyio

LAST = max(path.name[:4] for path in (Path(migrate.__file__).parent / "migrations" / "versions").glob("0*.py"))
NEXT = f"{int(LAST) + 1:04}"
NEWER = '''"""What the next release adds."""
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{now}"

def upgrade():
    op.add_column("member", sa.Column("shoe_size", sa.Integer))
    op.create_table("hat", sa.Column("id", sa.Integer, primary_key=True))
    {last}
'''


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The software of the next release, whose migration ends with `last`."""
    now = Path(migrate.__file__).parent / "migrations"
    folder = tmp_path / "next" / "migrations"

    def install(last: str) -> None:
        (folder / "versions").mkdir(parents=True)
        for path in (now / "env.py", *(now / "versions").glob("*.py")):
            (folder / path.relative_to(now)).write_text(path.read_text())
        (folder / "versions" / f"{NEXT}_next.py").write_text(NEWER.format(last=last, now=LAST, next=NEXT))
        monkeypatch.setattr(migrate, "__file__", str(folder.parent / "migrate.py"))

    return install


async def make(url: str, *, event_open: bool = False) -> None:
    async with opened(url, Clock()) as store:
        await store.write(lambda tx: roster.import_rows(tx, rows([1, 2]), CLI))
        await store.write(lambda tx: floor.configure(tx, [EventSettings(AGM, "Assembly")]))
        if event_open:
            async with store.read() as tx:
                event = await event_by_id(tx, AGM)
            assert event
            await store.write(lambda tx: floor.change_state(tx, event, "open", CLI))


def columns(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        names = {row[1] for row in connection.execute("PRAGMA table_info(member)")}
        return names | {f"{row[0]}." for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}


async def why(url: str) -> str:
    with pytest.raises(StoreUnusable) as caught:
        async with opened(url, Clock()):
            pass
    return caught.value.code


async def test_newer_layout_than_the_software_is_refused(tmp_path: Path, url: str) -> None:
    await make(url)
    with closing(sqlite3.connect(tmp_path / "folkmoot.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert await why(url) == "store-newer"


async def test_migration_that_is_interrupted_leaves_nothing(
    tmp_path: Path, url: str, next_release: Callable[[str], None]
) -> None:
    await make(url)
    before = columns(tmp_path / "folkmoot.db")
    next_release("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        async with opened(url, Clock()):
            pass
    assert columns(tmp_path / "folkmoot.db") == before


async def test_migration_is_refused_while_an_event_is_open(
    tmp_path: Path, url: str, next_release: Callable[[str], None]
) -> None:
    await make(url, event_open=True)
    before = columns(tmp_path / "folkmoot.db")
    next_release("pass")
    assert (await why(url), columns(tmp_path / "folkmoot.db")) == ("store-migrate", before)


async def test_migration_is_done_with_an_open_event_if_allowed(
    tmp_path: Path, url: str, next_release: Callable[[str], None]
) -> None:
    await make(url, event_open=True)
    next_release("pass")
    asked: list[tuple[str, ...]] = []

    def agree(open_events: tuple[str, ...]) -> bool:
        asked.append(open_events)
        return True

    async with opened(url, Clock(), agree) as store, store.read() as tx:
        assert [member.number for member in await members.everybody(tx)] == ["1", "2"]
    assert (asked, {"shoe_size", "hat."} <= columns(tmp_path / "folkmoot.db")) == ([("agm",)], True)


async def test_copy_from_before_the_migration_still_opens_with_the_old_software(
    tmp_path: Path, url: str, next_release: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    await make(url)
    before = columns(tmp_path / "folkmoot.db")
    next_release("pass")
    async with opened(url, Clock()):
        pass
    monkeypatch.undo()
    copy = tmp_path / f"folkmoot.db.before-{NEXT}"
    assert columns(copy) == before
    async with opened(f"sqlite:///{copy}", Clock()) as store, store.read() as tx:
        assert [member.number for member in await members.everybody(tx)] == ["1", "2"]


async def test_first_start_makes_no_copy(tmp_path: Path, url: str) -> None:
    await make(url)
    assert list(tmp_path.glob("*.before-*")) == []


def test_migrated_layout_has_no_difference_to_the_tables(tmp_path: Path) -> None:
    laid_out(tmp_path / "migrated.db", "head")
    engine = create_engine(f"sqlite:///{tmp_path}/migrated.db")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    engine.dispose()


def described(path: Path) -> dict[tuple[str, str], list[object]]:
    """Tables, indexes and constraints as they stand, all columns, which Alembic compares only in part, and all rows."""
    with closing(sqlite3.connect(path)) as connection:
        names = list(connection.execute("SELECT type, name FROM sqlite_master"))
        rows: list[object] = [line for line in connection.iterdump() if line.startswith("INSERT")]
        return {("rows", ""): rows} | {
            (kind, name): [
                *connection.execute(f"PRAGMA table_info({name})"),
                *connection.execute(f"PRAGMA index_xinfo({name})"),
                *sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({name})")),
            ]
            for kind, name in names
        }


async def test_new_database_is_laid_out_as_all_migrations_together_do(tmp_path: Path, url: str) -> None:
    async with opened(url, Clock()):
        pass
    laid_out(tmp_path / "migrated.db", "head")
    assert described(tmp_path / "folkmoot.db") == described(tmp_path / "migrated.db")
