"""Agendas and votes that were prepared in the files of `folkmoot draft`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from bot.config import Config, ConfigError
from bot.config.lines import line_at, lines_of
from bot.config.load import faulty_script, read
from bot.config.model import ItemTable, Table, agenda_of, script_of, words
from bot.drafting.faults import Location, Words, faults_of
from bot.drafting.lines import completed
from bot.drafting.settings import VoteSettings
from core import agenda, voting
from core.errors import Refusal
from core.faults import Fault, faults_in
from core.items import Item
from core.journal import CLI
from core.limits import MOST_ITEMS
from core.model import Definition, Event, Vote, VoteState
from core.names import alike
from core.store import agenda as items
from core.store.writer import Tx


class Impossible(Exception):
    """Votes that cannot be drafts; nothing was drafted."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.code}" for fault in faults))
        self.faults = tuple(faults)


class Script(Table):
    """The content of a file for `folkmoot draft`: items with their votes, and votes beside them."""

    item: Annotated[tuple[ItemTable, ...], Field(max_length=MOST_ITEMS)] = ()
    vote: tuple[VoteSettings, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a file has for a meeting. The `item` of a vote is the place of its item in this file, from 1."""

    items: Sequence[Item]
    votes: Sequence[Definition]


def read_script(path: Path, config: Config) -> Prepared:
    """Items and votes of a TOML file. Raises `ConfigError` with everything that is wrong with it."""
    text, raw = read(path)
    script, faults = _validated(raw)
    if not faults and not script.item and not script.vote:
        raise ConfigError(path, [Fault("", "no-votes")])
    faults += faulty_script(config, script.item, script.vote)
    if faults:
        raise ConfigError(path, sorted(_placed(faults, text), key=lambda fault: fault.line))
    outcomes = [completed(config, own) for own in script_of(script.item, script.vote)]
    votes = [outcome for outcome in outcomes if isinstance(outcome, Definition)]
    return Prepared(agenda_of(script.item), votes)


def _words(location: Location) -> Words:
    """The keys of the table at a location of such a file."""
    return words(("event", *location)) if location else Words(("item", "vote"))


def _validated(raw: Mapping[str, object]) -> tuple[Script, list[Fault]]:
    """The file; where it has faults with stand-ins for the faulty tables, so that the others keep their numbers."""
    try:
        return Script.model_validate(raw), []
    except ValidationError as error:
        faulty = {detail["loc"][:2] for detail in error.errors(include_url=False)}
        sound: dict[str, list[object]] = {}
        for key in Script.model_fields:
            if isinstance(tables := raw.get(key), list) and (key,) not in faulty:
                stand_in: list[object] = [{"title": f"stand-in {place}"} for place in range(len(tables))]
                sound[key] = [
                    stand_in[place] if (key, place) in faulty else table for place, table in enumerate(tables)
                ]
        return Script.model_validate(sound), list(faults_of(error, _words, raw))


def _placed(faults: Iterable[Fault], text: str) -> list[Fault]:
    lines = lines_of(text)
    return sorted((replace(fault, line=line_at(fault.path, lines)) for fault in faults), key=lambda fault: fault.line)


def known_already(prepared: Prepared, there: Iterable[Vote]) -> list[Vote]:
    """Votes of a meeting whose titles the file has as well, but for those that were cancelled."""
    titles = {alike(definition.title) for definition in prepared.votes}
    gone = (VoteState.CANCELLED, VoteState.VOID)
    return [vote for vote in there if vote.state not in gone and alike(vote.definition.title) in titles]


async def draft_all(tx: Tx, event: Event, prepared: Prepared) -> list[Vote]:
    """Put the items that are new behind those of the agenda, and add drafts.

    Raises `Impossible` with all that is wrong; the caller's transaction takes all of it back.
    """
    places = await _add_items(tx, event, prepared.items)
    outcomes = [await voting.draft(tx, event, _placed_in(one, places), CLI) for one in prepared.votes]
    faults = [
        replace(fault, path=f"vote[{number}].{fault.path}".rstrip("."))
        for number, outcome in enumerate(outcomes, 1)
        if isinstance(outcome, Refusal)
        for fault in faults_in(outcome)
    ]
    if faults:
        raise Impossible(faults)
    return [outcome for outcome in outcomes if isinstance(outcome, Vote)]


async def _add_items(tx: Tx, event: Event, new: Sequence[Item]) -> Mapping[int, int]:
    """From a place in the file to a place on the agenda. Raises `Impossible`."""
    if not new:
        return {}
    there = await items.items(tx, event.id)
    known = {alike(item.title) for item in there}
    outcome = await agenda.put(tx, event, [*there, *(item for item in new if alike(item.title) not in known)], CLI)
    if isinstance(outcome, Refusal):
        raise Impossible(faults_in(outcome))
    now = {alike(item.title): item.number for item in outcome}
    return {item.number: now[alike(item.title)] for item in new}


def _placed_in(definition: Definition, places: Mapping[int, int]) -> Definition:
    return replace(definition, item=places.get(definition.item, definition.item))
