"""What many do at once reads no table from end to end: a meeting's day leaves behind a hundred times its roll."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from tests.meeting import Meeting, played

_GROWS = "account|ballot|delivery|envelope|invitation|journal|mark|member|presence|roll|seen"
_ENDLESS = re.compile(rf"SCAN ({_GROWS})\b|SEARCH delivery USING .*\(kind=\?\)")
Asked = dict[str, Any]


@contextmanager
def heard() -> Iterator[Asked]:
    """The statements that go to the database meanwhile, with what they were given."""
    asked: Asked = {}

    def note(_connection: object, _cursor: object, sql: str, given: Any, _context: object, many: bool) -> None:
        asked.setdefault(sql, given[0] if many else given)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def endless(meeting: Meeting, asked: Asked) -> Sequence[tuple[str, str]]:
    """The steps of statements that read what they need not, and the statements."""
    found = []
    async with meeting.store.read() as tx:
        for sql, given in asked.items():
            if re.match("(SELECT|INSERT|UPDATE|DELETE)", sql):
                rows = await tx.db.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
                found += [(row.detail, sql) for row in rows if _ENDLESS.match(row.detail)]
        assert await tx.db.scalar(text("SELECT 1")) == 1
    return found


@pytest.mark.parametrize("line", ["", "secret"])
def test_what_many_do_at_once_reads_no_table_from_end_to_end(tmp_path: Path, line: str) -> None:
    async def play(meeting: Meeting) -> None:
        with heard() as asked:
            for typed in ("/checkout", "/checkin"):
                for number in range(1, 9):
                    meeting.member(number).write(typed)
                await meeting.time.sleep(20)
        assert await endless(meeting, asked) == []
        await meeting.chair(f"/vote Lunch\n{line}".strip())
        await meeting.chair("/open 1")
        with heard() as asked:
            for label in ("1a · Yes", "1b · No"):
                for number in range(1, 9):
                    meeting.member(number).press(label)
                await meeting.time.sleep(20)
            await meeting.press(2, "1a · Yes")
        assert await endless(meeting, asked) == []

    played(tmp_path, play, size=8)
