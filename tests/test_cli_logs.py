"""What the service logs: no token, no contents of errors, no line that somebody else wrote."""

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
import structlog

from adapters.redact import hide
from bot.running import logs

SECRET = "4711:AAbbccddeeffgghhiijjkkllmmnn"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Logging is as before after each test."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    hooks = (threading.excepthook, sys.unraisablehook)
    hide(SECRET)
    yield
    threading.excepthook, sys.unraisablehook = hooks
    root.handlers, root.level = before
    structlog.reset_defaults()


def fail() -> None:
    raise ValueError(f"member 17 voted 7a with {SECRET}")


def test_error_is_logged_without_its_contents(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    try:
        fail()
    except ValueError:
        structlog.get_logger("ours").exception("tick.failed")
        logging.getLogger("theirs").exception("job failed")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert ("ValueError" in line, "voted" in line, SECRET in line) == (True, False, False)


def lose_a_task() -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        task = loop.create_task(asyncio.to_thread(fail))
        await asyncio.wait([task])
        del task
        gc.collect()

    asyncio.run(run())


def break_a_callback() -> None:
    async def run() -> None:
        asyncio.get_running_loop().call_soon(int, "voted")
        await asyncio.sleep(0)

    asyncio.run(run())


def end_a_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


class Failing:
    def __del__(self) -> None:
        fail()


@pytest.mark.parametrize("lost", [lose_a_task, break_a_callback, end_a_thread, Failing])
def test_error_that_nobody_waits_for_is_logged_without_its_contents(
    capsys: pytest.CaptureFixture[str], lost: Callable[[], object]
) -> None:
    logs.set_up()
    lost()
    (line,) = capsys.readouterr().err.splitlines()
    assert ("ValueError" in line, "voted" in line, SECRET in line) == (True, False, False)


def test_foreign_text_stays_in_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    structlog.get_logger("ours").warning("chat.lost", name="Ann\n2026-05-09 error all votes lost")
    logging.getLogger("theirs").warning("no such chat: %s", "Ann\nerror all votes lost")
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_token_is_redacted_wherever_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    structlog.get_logger("ours").warning("call.failed", url=f"https://api/bot{SECRET}/getMe", error=ValueError(SECRET))
    logging.getLogger("theirs").warning("GET https://api/bot%s/getMe", SECRET)
    said = capsys.readouterr().err
    assert (SECRET in said, SECRET.partition(":")[2] in said, said.count("[secret]")) == (False, False, 3)


def test_debug_of_libraries_is_off(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    logging.getLogger("telegram.Bot").debug("text of a message")
    structlog.get_logger("ours").debug("press", data="7a")
    assert capsys.readouterr().err == ""
