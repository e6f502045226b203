"""What a roster file does, and doing it: portion by portion, so that a service beside it is never kept waiting."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.cli import console, previews
from bot.cli.console import Mistake, agreed, say
from bot.cli.survey import Survey
from bot.cli.texts import sentence
from core import roster as verbs
from core.errors import Refusal
from core.journal import CLI
from core.store import editions

if TYPE_CHECKING:
    from bot.config import Config
    from bot.papers.roster import Roster
    from core.store.engine import Store
    from core.store.writer import Tx

T = TypeVar("T")
TRIES = 3
"""Times that an import starts anew because the roster was changed meanwhile."""


async def run(config: Config, file: Path, roster: Roster, *, yes: bool) -> None:
    """Show what the file does, ask, and do it. Raises `Mistake`."""
    with _alone(config):
        async with console.stored(config) as store:
            while await console.gently(store, verbs.settle):  # of an import that was killed
                pass
            survey = await _surveyed(store, roster)
            _no_faults(file, roster, survey)
            for line in previews.roster(file, survey):
                say(line)
            if not survey.added and not survey.changed:
                say("Nothing to do.")
                return
            if not yes and not agreed("Import this?"):
                raise Mistake("nothing was imported; add --yes to do it")
            done = await _carried_out(store, file, roster)
    say(f"Imported: {done.added:,} new, {done.changed:,} changed.")


@contextmanager
def _alone(config: Config) -> Iterator[None]:
    from bot.running.lock import AlreadyHeld, held

    try:
        with held(config.storage.place.beside("import")):
            yield
    except AlreadyHeld as error:
        raise Mistake(f"another import is running (process {error.pid}); wait until it has ended") from None


async def _surveyed(store: Store, roster: Roster) -> Survey:
    survey, known = Survey(), await _spelling(store)
    for portion in roster.rows.portions():
        async with store.read() as tx:  # one for all would keep the log of changes from being put away
            survey.add(await verbs.difference(tx, verbs.spelt(portion, known)))
    async with store.read() as tx:
        await survey.look_at_others(tx)
    return survey


async def _spelling(store: Store) -> dict[str, str]:
    async with store.read() as tx:
        return await verbs.spelling(tx)


def _no_faults(file: Path, roster: Roster, survey: Survey) -> None:
    if survey.faulty:
        told = [f"{file}:{roster.lines[place]}: {sentence(fault.code, fault.data)}" for place, fault in survey.faults]
        raise Mistake(*console.some(told, survey.faulty), "nothing was imported; mend the file and try again")


async def _carried_out(store: Store, file: Path, roster: Roster) -> Survey:
    """All of it or nothing, in an edition of the roster that nobody sees until it is whole."""
    fault: Refusal | None = None
    for _ in range(TRIES):
        await _discarded(store)
        await store.write(editions.begin)
        survey = await _staged(store, file, roster)
        fault = await _decided(store, survey)
        if fault is None:
            while await console.gently(store, verbs.settle):
                pass
            return survey
    await _discarded(store)
    assert fault  # noqa: S101 - otherwise we have returned
    raise Mistake(sentence(fault.code, fault.data), "nothing was imported")


async def _staged(store: Store, file: Path, roster: Roster) -> Survey:
    survey, known = Survey(), await _spelling(store)
    portions = list(range(0, len(roster.rows), verbs.PORTION))
    for _, portion in zip(_tracked(portions, "importing"), roster.rows.portions(), strict=True):
        survey.add(await console.gently(store, partial(verbs.stage, rows=verbs.spelt(portion, known))))
        if survey.faulty:
            await _discarded(store)
            _no_faults(file, roster, survey)
    return survey


async def _decided(store: Store, survey: Survey) -> Refusal | None:
    async with store.read() as tx:
        gained = await verbs.gains(tx)

    def decide(tx: Tx) -> Awaitable[Refusal | None]:
        return verbs.decide(tx, CLI, gained, added=survey.added, changed=survey.changed)

    return await store.write(decide)


async def _discarded(store: Store) -> None:
    """Nothing is left of an import that was not decided."""
    while True:
        async with store.read() as tx:
            ids = await editions.left_over(tx, verbs.PORTION)
        if not ids:
            return
        await console.gently(store, partial(editions.discard, ids=ids))


def _tracked(steps: Sequence[int], title: str) -> Iterable[int]:
    if not sys.stderr.isatty():
        return steps
    from rich.console import Console
    from rich.progress import track

    return track(steps, title, console=Console(stderr=True), transient=True)
