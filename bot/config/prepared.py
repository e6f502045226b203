"""Votes that were prepared in files: in config.toml, and in the files of `folkmoot draft`."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from bot.config import Config, ConfigError, EventTable
from bot.config.lines import lines_of
from bot.config.load import syntax_fault
from bot.drafting.faults import Words, unknown
from bot.drafting.lines import completed
from bot.drafting.settings import VoteSettings, validated
from core import voting
from core.errors import Refusal
from core.faults import Fault, Faults, Faulty
from core.journal import CLI, record
from core.model import Definition, Event, EventState, Vote
from core.store import events, journal
from core.store.writer import Tx

_log = structlog.get_logger(__name__)
_PREPARED = "vote.prepared"
"""Kind of the journal entry that names the titles taken from config.toml."""


class Impossible(Exception):
    """Votes that cannot be drafts; nothing was drafted."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.code}" for fault in faults))
        self.faults = tuple(faults)


def read_votes(path: Path, config: Config) -> list[Definition]:
    """The votes of a TOML file with [[vote]] tables. Raises `ConfigError` with everything that is wrong."""
    text, raw = _read(path)
    faults = [Fault(key, *unknown(key, Words(("vote",)))) for key in raw if key != "vote"]
    outcomes = [_definition(table, config) for table in _tables(path, raw)]
    for number, outcome in enumerate(outcomes, 1):
        if isinstance(outcome, Faults):
            faults += [replace(fault, path=f"vote[{number}].{fault.path}".rstrip(".")) for fault in outcome.faults]
    if faults:
        raise ConfigError(path, sorted(_placed(faults, text), key=lambda fault: fault.line))
    return [outcome for outcome in outcomes if isinstance(outcome, Definition)]


def _read(path: Path) -> tuple[str, Mapping[str, object]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError:
        raise ConfigError(path, [Fault("", "not-utf-8")]) from None
    except OSError as error:
        raise ConfigError(path, [Fault("", "unreadable", {"reason": error.strerror or ""})]) from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(path, [syntax_fault(error)]) from None


def _tables(path: Path, raw: Mapping[str, object]) -> list[Mapping[str, object]]:
    tables = raw.get("vote", [])
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(path, [Fault("", "no-votes")])
    return tables


def _definition(table: Mapping[str, object], config: Config) -> Definition | Faults:
    own = validated(table)
    return own if isinstance(own, Faults) else completed(config, own)


def _placed(faults: Sequence[Fault], text: str) -> list[Fault]:
    lines = lines_of(text)
    return [
        replace(fault, line=lines.get(fault.path) or lines.get(fault.path.partition(".")[0], 0)) for fault in faults
    ]


async def draft_all(tx: Tx, event: Event, definitions: Sequence[Definition]) -> list[Vote]:
    """Add drafts. Raises `Impossible` with all that is wrong; the caller's transaction takes all of them back."""
    outcomes = [await voting.draft(tx, event, definition, CLI) for definition in definitions]
    faults = [
        replace(fault, path=f"vote[{number}].{fault.path}".rstrip("."))
        for number, outcome in enumerate(outcomes, 1)
        if isinstance(outcome, Refusal)
        for fault in _faults(outcome)
    ]
    if faults:
        raise Impossible(faults)
    return [outcome for outcome in outcomes if isinstance(outcome, Vote)]


def _faults(refusal: Refusal) -> Sequence[Fault]:
    data = {key: str(value) for key, value in refusal.data.items()}
    return refusal.faults if isinstance(refusal, Faulty) else [Fault("", refusal.code, data)]


async def draft_configured(tx: Tx, config: Config, table: EventTable) -> None:
    """Draft the votes of an event's settings that were not drafted at an earlier start.

    The journal remembers their titles, so a draft that a chair edited or deleted does not come back.
    A vote that names people or groups who are not on the roster yet waits for the next start.
    """
    event = await events.event(tx, table.id)
    if event is None or event.state is EventState.CLOSED:
        return
    drafted = []
    for own in await _not_drafted(tx, event, table):
        definition = completed(config, own)
        outcome = definition if isinstance(definition, Faults) else await voting.draft(tx, event, definition, CLI)
        if isinstance(outcome, Vote):
            drafted.append(outcome.definition.title)
        else:
            fault = (outcome.faults if isinstance(outcome, Faults) else _faults(outcome))[0]
            _log.warning("prepared vote waits", title=own.title, key=fault.path, code=fault.code, **fault.data)
    if drafted:
        await record(tx, event.id, _PREPARED, CLI, titles=drafted)


async def _not_drafted(tx: Tx, event: Event, table: EventTable) -> list[VoteSettings]:
    done = Counter(title for entry in await journal.of_kind(tx, event.id, _PREPARED) for title in _titles(entry.data))
    new = []
    for vote in table.vote:
        title = vote.title or ""
        if done[title]:
            done[title] -= 1
        else:
            new.append(vote)
    return new


def _titles(data: Mapping[str, object]) -> list[str]:
    titles = data.get("titles")
    return [str(title) for title in titles] if isinstance(titles, list) else []
