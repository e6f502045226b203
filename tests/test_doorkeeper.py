"""Whoever opens connections to the hall's page and says nothing, or says it slowly, takes nothing from anybody."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from bot.chat.call import House
from bot.running import doorkeeper
from bot.running.clock import SystemTime
from bot.running.hall import Door
from bot.running.hall import Hall as Screen
from tests.people import Hall
from tests.real import stand

pytestmark = pytest.mark.anyio
TOKEN = "a-word-that-nobody-guesses"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@asynccontextmanager
async def served(hall: Hall) -> AsyncIterator[int]:
    """The page as the service serves it; its port."""
    port = free_port()
    screen = Screen(hall.store, House("Club"), SystemTime(), Door("127.0.0.1", port, TOKEN), 5)
    running = asyncio.create_task(screen.run())
    try:
        for _ in range(600):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            await asyncio.sleep(0.05)
        yield port
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def answer(port: int) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/{TOKEN}/") as response:
        return response.status


async def let_go(reader: asyncio.StreamReader) -> bool:
    """Wait until the other side ends a connection."""
    with suppress(ConnectionError):
        while await reader.read(1000):
            pass
    return True


@pytest.mark.parametrize("said", [b"", b"GET /", f"GET /{TOKEN}/ HTTP/1.1\r\nHost: x\r\nX-Drip: ".encode()])
async def test_connection_on_which_nothing_is_asked_for_is_let_go(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(doorkeeper, "ASK_SECONDS", 0.5)
    async with served(hall) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)
        assert await let_go(reader)
        writer.close()


async def test_whoever_looks_stays_and_gets_what_is_drawn(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorkeeper, "ASK_SECONDS", 0.2)
    async with (
        served(hall) as port,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/{TOKEN}/events") as looking,
    ):
        assert (await looking.content.readline()).startswith(b"retry")
        await asyncio.sleep(0.6)
        assert not looking.content.at_eof()


async def test_one_connection_takes_one_request(hall: Hall) -> None:
    async with served(hall) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        asked = f"GET /{TOKEN}/hall.css HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        writer.write(asked + asked)
        found = b""
        with suppress(ConnectionError):
            while part := await reader.read(100_000):
                found += part
        assert found.count(b"HTTP/1.1 200") == 1
        writer.close()


async def test_more_connections_than_there_is_room_for_are_closed_and_room_comes_back(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorkeeper, "MOST", 3)
    async with served(hall) as port:
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        assert await let_go(reader)
        writer.close()
        for _, held in idle:
            held.close()
            await held.wait_closed()
        for _ in range(600):
            with suppress(aiohttp.ClientError):
                assert await answer(port) == 200
                break
            await asyncio.sleep(0.05)
        assert await answer(port) == 200


async def test_service_of_which_somebody_wants_all_files_goes_on(tmp_path: Path) -> None:
    few = ("sh", "-c", 'ulimit -n 160; exec "$@"', "sh")
    async with stand(tmp_path) as made:
        port = free_port()
        word, settings = made.folder / "word", made.folder / "config.toml"
        word.write_text(TOKEN)
        word.chmod(0o600)
        hall = f'\n[hall]\nlisten = "127.0.0.1:{port}"\ntoken_file = "{word}"\n'
        settings.write_text(settings.read_text() + hall)
        async with made.running(before=few):
            await made.delivered()
            silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(300)]
            assert await made.vote("1a") == ["Recorded: 1a · Yes"] * 4
            assert len(made.cast) == 4
            for _, writer in silent:
                writer.close()
        assert [line for line in made.errors.splitlines() if " error " in line] == []


def test_connections_have_half_of_the_files_that_a_process_may_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resource.getrlimit", lambda _: (1024, 4096))
    assert doorkeeper.most() == 512
