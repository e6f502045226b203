"""Standard output and error that nobody reads any more: a halted terminal, a pager, a log service that hangs."""

from __future__ import annotations

import asyncio
import fcntl
import io
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.running import streams
from bot.running.streams import MOST, Aside, aside
from tests.real import stand, stopped

SMALL = 4096
"""Bytes that the smallest pipe holds."""
_SET_SIZE = 1031  # F_SETPIPE_SZ, which is Linux's


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """Where it is read, and where it is written, of a pipe that holds little."""
    ends = os.pipe()
    fcntl.fcntl(ends[1], _SET_SIZE, SMALL)
    yield ends
    for end in ends:
        with suppress(OSError):
            os.close(end)


def full(descriptor: int) -> int:
    """Make it as small as it gets, and fill it; the same descriptor."""
    fcntl.fcntl(descriptor, _SET_SIZE, SMALL)
    os.write(descriptor, b"." * SMALL)
    return descriptor


def read(descriptor: int, until: str) -> str:
    """What comes, up to a text."""
    said = ""
    while until not in said:
        said += os.read(descriptor, SMALL).decode()
    return said.lstrip(".")


def test_text_that_nobody_takes_holds_nothing_up_and_what_is_lost_is_counted(pipe: tuple[int, int]) -> None:
    with os.fdopen(full(pipe[1]), "w", encoding="utf-8") as stream:
        one = Aside(stream)
        for number in range(2 * MOST):
            one.write(f"{number}\n")
        *heard, lost = read(pipe[0], "took them\n").splitlines()
        one.write("again\n")
        assert (read(pipe[0], "again\n"), one.ended()) == ("again\n", True)
    assert heard[:MOST] == [str(number) for number in range(MOST)]
    assert lost == f"{2 * MOST - len(heard)} lines are lost, since nobody took them"


def test_stream_that_does_not_block_is_waited_for(pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever shares a terminal with us may have set that."""
    monkeypatch.setattr(streams, "PARTING", 0.1)
    os.set_blocking(pipe[1], False)
    with os.fdopen(full(pipe[1]), "w", encoding="utf-8") as stream:
        one = Aside(stream)
        one.write("waits\n")
        assert not one.ended()
        assert read(pipe[0], "waits\n") == "waits\n"


def test_stream_that_is_taken_is_back_in_its_place_with_all_that_was_said(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with os.fdopen(pipe[1], "w", encoding="ascii", errors="backslashreplace") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with aside("stdout"):
            print("Grüße")
            print("and more", end="")
        assert sys.stdout is stream
        assert read(pipe[0], "more") == "Gr\\xfc\\xdfe\nand more"


def test_stream_that_is_held_up_at_the_end_stays_aside(pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    with os.fdopen(full(pipe[1]), "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with aside("stderr"):
            print("waits", file=sys.stderr)
        assert isinstance(sys.stderr, Aside)
        print("is said into the void", file=sys.stderr, flush=True)
        assert read(pipe[0], "waits\n") == "waits\n"


@pytest.mark.parametrize("stream", [io.StringIO(), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")])
def test_stream_that_is_closed_loses_what_is_said(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with aside("stderr"):
        print("heard", file=sys.stderr)
        stream.close()
        print("lost", file=sys.stderr)
    assert sys.stderr is stream


def test_stream_that_was_closed_from_the_beginning_takes_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell closes it with `>&-`."""
    monkeypatch.setattr(sys, "stdout", None)
    with aside("stdout"):
        print("lost", flush=True)
        assert isinstance(sys.stdout, Aside)
        sys.stdout.fileno()
    sys.stdout.close()


def test_reader_that_has_gone_ends_nothing(pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    os.close(pipe[0])
    with os.fdopen(pipe[1], "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with aside("stdout"):
            print("lost", flush=True)
        assert sys.stdout is stream


@pytest.mark.anyio
async def test_service_whose_log_nobody_takes_serves_and_stops_in_order(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "stderr")
    log = full(os.open(tmp_path / "stderr", os.O_RDWR))
    async with stand(tmp_path) as at, at.running() as process:
        await at.delivered()
        for place in range(5):  # meanwhile it finds that it cannot pin its line, which is logged
            answer = await at.people[place % 4].press("1a", seconds=30)
            assert answer is not None
            await asyncio.sleep(1)
        assert "live.not_pinned" in await asyncio.to_thread(read, log, "Refused'")
        assert await stopped(process) == 0
    os.close(log)


@pytest.mark.anyio
async def test_service_whose_terminal_is_closed_serves_and_stops_in_order(tmp_path: Path) -> None:
    terminal, end = os.openpty()
    name = os.ttyname(end)
    before = ("setsid", "sh", "-c", f'exec "$@" < {name} 2> {name}', "sh")  # which makes it what a hang-up comes from
    async with stand(tmp_path) as at, at.running(before=before) as process:
        await at.delivered()
        os.close(end)
        os.close(terminal)
        await asyncio.sleep(0.5)
        assert [answer for answer in await at.vote("1a", 20) if answer != "Recorded: 1a · Yes"] == []
        assert await stopped(process) == 0
