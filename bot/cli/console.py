"""What all commands share: the settings, the database, and mistakes told in a line."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from typer.core import TyperGroup

from adapters.accounts import ACCOUNTS
from adapters.contract import NetworkError, Rejected
from adapters.redact import redact, where
from bot.cli.texts import fault_line, printed, sentence
from core.errors import CoreError, StoreBusy
from core.names import clean, tidied

if TYPE_CHECKING:
    from bot.config import Config
    from core.model import Event
    from core.store.engine import Store
    from core.store.writer import Tx

T = TypeVar("T")
MISTAKE = 2
OURS = 1
INTERRUPTED = 130
CONFIG = Path("config.toml")
LONGEST_PAUSE = 1.0
"""Seconds between two portions of a long work; usually the others get as long as we took."""
MOST_LINES = 100
"""Faults of a file that are told one by one."""
_TABLES = " or ".join(f"[{network}] with {account.settings[0].key}" for network, account in ACCOUNTS.items())
NO_NETWORK = f"no chat network is set up; write {_TABLES} into the settings"

ORDER = (
    "init",
    "check",
    "members",
    "run",
    "code",
    "draft",
    "invitation",
    "backup",
    "export",
    "verify",
    "forget",
    "keygen",
    "open-box",
    "demo",
    "count",
    "bench",
)
"""As an organiser needs them."""


class _InOrder(TyperGroup):
    """Lists the commands in `ORDER`."""

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002 - the order is always the same
        """All names."""
        return sorted(self.commands, key=ORDER.index)


app = typer.Typer(
    cls=_InOrder,
    help="General assemblies inside the chat apps that members already have.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Configured = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="The settings, config.toml unless given.")
]


class Mistake(Exception):
    """Something that the user can mend: each line says what is wrong and what to do."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def stopped_by(error: BaseException) -> tuple[int, Sequence[str]]:
    """Exit code and lines for whatever ended a command."""
    if isinstance(error, typer.Exit):
        return error.exit_code, ()
    if isinstance(error, typer.Abort | KeyboardInterrupt):
        return INTERRUPTED, ("stopped",)
    lines = _mistake(error)
    if lines is None:
        return OURS, (f"folkmoot: this should not have happened, please report it: {where(error)}",)
    return MISTAKE, [f"folkmoot: {redact(clean(line))}" for line in lines]


def _mistake(error: BaseException) -> Sequence[str] | None:
    """What to tell the user; None for an error that is ours."""
    from bot.config import ConfigError

    if isinstance(error, Mistake):
        return error.lines
    if isinstance(error, ConfigError):
        return some([fault_line(str(error.path), fault) for fault in error.faults[:MOST_LINES]], len(error.faults))
    if isinstance(error, typer.TyperException):
        said = " ".join(error.format_message().split()).rstrip(".")
        return [f"{said}; `folkmoot --help` lists what there is"]
    if isinstance(error, CoreError | NetworkError):
        return [told(error)]
    if isinstance(error, OSError) and error.filename is not None:
        return [f"{printed(str(error.filename))}: {error.strerror}"]
    return None


def told(error: CoreError | NetworkError) -> str:
    """What database or network say, as a sentence."""
    if isinstance(error, StoreBusy):
        return sentence(error.code, {})
    if isinstance(error, CoreError):
        return sentence(error.code, {"detail": str(error)})
    if isinstance(error, Rejected):
        return sentence("network-rejected", {"reason": str(error)})
    return sentence("network-unreachable", {"reason": str(error) or type(error).__name__})


def settings_path(ctx: typer.Context, given: Path | None) -> Path:
    """The file of the settings: from the command, else from before it, else the usual one."""
    return given or ctx.find_object(Path) or CONFIG


def settings(ctx: typer.Context, given: Path | None) -> Config:
    """The settings from `-c`, wherever on the line it stood. Raises `Mistake`, `ConfigError`."""
    from bot.config import load

    path = settings_path(ctx, given)
    if not path.exists():
        raise Mistake(f"{path}: there is no such file; `folkmoot init` writes one, `-c FILE` names another")
    return load(path)


def database(config: Config) -> Path:
    """The file of the database."""
    return config.storage.place.file


def keys_folder(config: Config) -> Path:
    """The folder of the keys of secret votes."""
    return config.storage.keys or Path(f"{database(config)}.keys")


def lock_file(config: Config) -> Path:
    """The file that the running service holds."""
    return config.storage.place.beside("lock")


def opened(config: Config) -> AbstractAsyncContextManager[Store]:
    """The database as it is, beside the service."""
    from bot.running.clock import SystemTime
    from core.store import engine

    return engine.opened(config.storage.url, SystemTime(), lambda _: False, keys=config.storage.keys)


@asynccontextmanager
async def stored(config: Config) -> AsyncIterator[Store]:
    """The database for a short command, beside the service; events that are new in the settings are added.

    An older layout is left to `folkmoot run`: the service that is running may still need it.
    """
    from bot.running.wiring import take_over

    async with opened(config) as store:
        await store.write(lambda tx: take_over(tx, config, only_new=True))
        yield store


async def gently(store: Store, job: Callable[[Tx], Awaitable[T]]) -> T:
    """Write, then leave the database to the others for as long."""
    began = monotonic()
    value = await store.write(job)
    await asyncio.sleep(min(monotonic() - began, LONGEST_PAUSE))
    return value


async def event_named(tx: Tx, name: str) -> Event:
    """The event with this id. Raises `Mistake`."""
    from core.model import EventId
    from core.store import events

    found = await events.event(tx, EventId(tidied(name)))
    if found is None:
        known = ", ".join(event.id for event in await events.events(tx)) or "none; write an [[event]] into the settings"
        raise Mistake(f'there is no event "{printed(name)}"; there are: {known}')
    return found


async def event_meant(tx: Tx, name: str) -> Event:
    """The event with this id, or with "" the only one that is not over. Raises `Mistake`."""
    from core.model import EventState
    from core.store import events

    if name:
        return await event_named(tx, name)
    found = await events.events(tx, EventState.PLANNED, EventState.OPEN, EventState.PAUSED)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Mistake("there is no event; write an [[event]] into the settings")
    raise Mistake(f"there are several events; say --event and one of: {', '.join(event.id for event in found)}")


def wait_for(work: Coroutine[None, None, T], loop: Callable[[], asyncio.AbstractEventLoop] | None = None) -> T:
    """Run a command's asynchronous part, on a `loop` of its own kind if given."""
    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(work)


def say(text: str) -> None:
    """A line on standard output, at once also into a pipe; nothing in it steers a terminal."""
    print(clean(text), flush=True)


def note(text: str) -> None:
    """A line beside the output."""
    print(clean(text), file=sys.stderr, flush=True)


def agreed(question: str) -> bool:
    """Ask at a terminal; without one nobody agrees."""
    return sys.stdin.isatty() and typer.confirm(question, default=False, err=True)


def some(lines: Sequence[str], count: int) -> list[str]:
    """The first lines of `count` that there are, and how many more."""
    left = count - MOST_LINES
    return [*lines[:MOST_LINES], *([f"and {left:,} more"] if left > 0 else [])]


def refuse_overwriting(path: Path) -> None:
    """Raises `Mistake` for a path that is taken or has no folder."""
    if path.exists():
        raise Mistake(f"{path} is there already; give another name, or remove it first")
    if not path.absolute().parent.is_dir():
        raise Mistake(f"{path}: there is no folder {path.absolute().parent}; make it first")
