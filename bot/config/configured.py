"""Agenda and votes of config.toml: each is drafted once, as soon as the roster has whom it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from bot.config import Config, EventTable
from bot.drafting.lines import completed
from bot.drafting.settings import VoteSettings
from core import agenda, voting
from core.errors import Refusal, refuse
from core.faults import Fault, Faults, faults_in
from core.items import Item
from core.journal import CLI, record
from core.model import Definition, Event, EventId, EventState, Purpose, Vote
from core.names import tidied
from core.store import agenda as items
from core.store import events, journal
from core.store.writer import Tx
from core.telling import alarm_chair

_log = structlog.get_logger(__name__)
_PREPARED = "vote.prepared"
"""Kind of the journal entry that names the titles taken from config.toml."""
_WAITS = "vote.waits"
"""Kind of the journal entry that names the titles of which the chair was told that they wait."""
_ON_THE_ROSTER = {"unknown-member": "#", "unknown-group": ""}
"""Codes of what the roster lacks, and what stands before its name."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A vote of the settings that cannot be a draft yet."""

    title: str
    faults: tuple[Fault, ...]


async def draft_configured(tx: Tx, config: Config, table: EventTable) -> None:
    """Write the agenda of an event's settings, and draft those of its votes that were not drafted before."""
    event = await events.event(tx, table.id)
    if event is None or event.state is EventState.CLOSED:
        return
    await _put_configured(tx, event, table.agenda)
    for waiting in await draft_waiting(tx, config, table):
        fault = waiting.faults[0]
        _log.warning("prepared vote waits", title=waiting.title, key=fault.path, code=fault.code, **fault.data)


async def draft_waiting(tx: Tx, config: Config, table: EventTable) -> Sequence[Waiting]:
    """Draft the votes of an event's settings that were not drafted before; those that go on waiting.

    The journal remembers their titles, so a draft that a chair edited or deleted does not come back.
    The chair is told once what waits, and of what was told so when it is a draft.
    """
    event = await events.event(tx, table.id)
    if event is None or event.state is EventState.CLOSED:
        return ()
    drafted, waits = list[Vote](), list[Waiting]()
    for own in await _not_drafted(tx, table):
        definition = completed(config, own)
        outcome = definition if isinstance(definition, Faults) else await voting.draft(tx, event, definition, CLI)
        if isinstance(outcome, Vote):
            drafted.append(outcome)
        else:
            waits.append(Waiting(_title(own), faults_in(outcome)))
    if drafted:
        await record(tx, event.id, _PREPARED, CLI, titles=[vote.definition.title for vote in drafted])
    await _tell(tx, event, drafted, waits)
    return waits


async def waiting(tx: Tx, config: Config, table: EventTable) -> Sequence[Waiting]:
    """What would go on waiting if it were drafted now. Writes nothing."""
    event, waits = await events.event(tx, table.id), list[Waiting]()
    if event and event.state is EventState.CLOSED:
        return ()
    for own in await _not_drafted(tx, table):
        # without an event there is no agenda in the database yet
        definition = completed(config, own if event else own.model_copy(update={"item": None}))
        judged = definition if isinstance(definition, Faults) else await voting.examined(tx, table.id, definition)
        if not isinstance(judged, Definition):
            waits.append(Waiting(_title(own), faults_in(judged)))
    return waits


async def _tell(tx: Tx, event: Event, drafted: Sequence[Vote], waits: Sequence[Waiting]) -> None:
    """Once each; as long as no chat is bound there is nobody to be told."""
    if not await events.channels(tx, event.id, Purpose.CHAIR):
        return
    told = await _named(tx, event.id, _WAITS)
    if news := [vote for vote in drafted if told[vote.definition.title]]:
        named = ", ".join(f"{vote.number} {vote.definition.title}" for vote in news)
        await alarm_chair(tx, event.id, refuse("prepared-drafted", votes=named, count=len(news)))
    if new := [one for one in waits if not told[one.title]]:
        titles, missing = ", ".join(one.title for one in new), ", ".join(_missing(new)) or "none"
        said = refuse("prepared-waits", titles=titles, missing=missing, count=len(new))
        await alarm_chair(tx, event.id, said)
        await record(tx, event.id, _WAITS, CLI, titles=[one.title for one in new])


def _missing(waits: Sequence[Waiting]) -> list[str]:
    """`#71`, `north`: numbers and groups that the roster lacks."""
    faults = [fault for one in waits for fault in one.faults if fault.code in _ON_THE_ROSTER]
    return list(dict.fromkeys(f"{_ON_THE_ROSTER[fault.code]}{fault.data['word']}" for fault in faults))


async def _put_configured(tx: Tx, event: Event, wanted: Sequence[Item]) -> None:
    """The agenda of the settings, unless somebody in the meeting has written another one since."""
    written = await journal.of_kind(tx, event.id, agenda.WRITTEN)
    if not wanted or (written and written[-1].by != CLI):
        return
    there = await items.items(tx, event.id)
    if [item.title for item in there[: len(wanted)]] == [item.title for item in wanted]:
        return  # what `folkmoot draft` has put behind them stays
    outcome = await agenda.put(tx, event, wanted, CLI)
    if isinstance(outcome, Refusal):
        _log.warning("agenda waits", code=outcome.code, **outcome.data)


async def _not_drafted(tx: Tx, table: EventTable) -> list[VoteSettings]:
    done = await _named(tx, table.id, _PREPARED)
    new = []
    for vote in table.script:
        if done[_title(vote)]:
            done[_title(vote)] -= 1
        else:
            new.append(vote)
    return new


def _title(own: VoteSettings) -> str:
    """As a draft keeps it."""
    return tidied(own.title or "")


async def _named(tx: Tx, event: EventId, kind: str) -> Counter[str]:
    """How often entries of a kind name each title."""
    return Counter(title for entry in await journal.of_kind(tx, event, kind) for title in _titles(entry.data))


def _titles(data: Mapping[str, object]) -> list[str]:
    titles = data.get("titles")
    return [str(title) for title in titles] if isinstance(titles, list) else []
