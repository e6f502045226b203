"""Reading config.toml: syntax, keys and values, secrets; all faults at once, with their lines."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.config.lines import line_at, lines_of
from bot.config.model import Config, Document, EventTable, ItemTable, Telegram, words
from bot.config.secrets import (
    TOKEN_VARIABLE,
    exposures,
    find_hall_token,
    find_matrix_secret,
    find_token,
    hall_exposures,
    matrix_exposures,
)
from bot.drafting.faults import Location, faults_of
from bot.drafting.lines import Presets, completed
from bot.drafting.settings import VoteSettings
from core.faults import Fault, Faults
from core.names import alike

Raw: TypeAlias = dict[str, object]
LARGEST = 4_000_000
"""Bytes of a file: far more than a long day with its texts. What is made of one takes up to a hundred times as many."""
_PART = r"""(?:"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'|[\w-]++)[ \t]*+\.[ \t]*+"""
_DEEP = re.compile(rf"(?<![\w\\-])(?:{_PART}){{64}}")
"""A key of so many parts: the time and the memory in which `tomllib` reads one grow with the square of them."""


class ConfigError(Exception):
    """The file cannot be used. `faults` names everything that is wrong with it."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{path}: {fault.path}: {fault.code}" for fault in faults))
        self.path = path
        self.faults = tuple(faults)


def load(path: Path, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the file and the secrets that it names.

    A token in the environment wins. Relative paths, that of the database too, start at the file's folder.
    Raises `ConfigError`.
    """
    text, raw = read(path)
    document, faults = _validated(raw)
    config, more = _resolved(document, path.resolve().parent, environ)
    faults += [*more, *_misfits(document)]
    if faults:
        raise ConfigError(path, _placed(faults, text))
    return config


def read(path: Path) -> tuple[str, Raw]:
    """A TOML file and its tables. Raises `ConfigError`."""
    text = _text(path)
    try:
        if _DEEP.search(text):
            raise RecursionError
        raw = tomllib.loads(text)
        if not _in_range(raw):
            raise ValueError
        return text, raw
    except (ValueError, RecursionError) as error:
        raise ConfigError(path, [_syntax_fault(error)]) from None


def _in_range(value: object) -> bool:
    """Whether all whole numbers are such as TOML has; `tomllib` takes longer ones in hexadecimal."""
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(map(_in_range, inner))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ConfigError(path, [Fault("", "file-large", {"limit": str(LARGEST // 1_000_000)})])
        # as it is read as text: whatever ends a line, it ends one
        return TextIOWrapper(BytesIO(content), encoding="utf-8-sig").read()
    except UnicodeDecodeError:
        raise ConfigError(path, [Fault("", "not-utf-8")]) from None
    except OSError as error:
        raise ConfigError(path, [Fault("", "unreadable", {"reason": error.strerror or ""})]) from None


def _syntax_fault(error: ValueError | RecursionError) -> Fault:
    """What `tomllib` could not read: its own complaint, too deep a nesting, or a number of thousands of digits."""
    if isinstance(error, RecursionError):
        return Fault("", "syntax", {"reason": "it is nested too deeply"})
    if not isinstance(error, tomllib.TOMLDecodeError):
        return Fault("", "syntax", {"reason": "a number or a date in it is impossible"})
    where = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
    if where is None:
        return Fault("", "syntax", {"reason": str(error)})
    return Fault("", "syntax", {"reason": f"{where[1]}, column {where[3]}"}, int(where[2]))


def _validated(raw: Raw) -> tuple[Document, list[Fault]]:
    """The file; with faults, only what is sound of it, so that the checks that follow see that much."""
    try:
        return Document.model_validate(raw), []
    except ValidationError as error:
        locations = [detail["loc"] for detail in error.errors(include_url=False)]
        return Document.model_validate(_sound(raw, locations)), list(faults_of(error, words, raw))


def _sound(raw: Raw, locations: Sequence[Location]) -> Raw:
    """`raw` without its faulty tables; faulty events are replaced, so that the others keep their numbers."""
    tables = {str(location[0]) for location in locations}
    sound = {key: value for key, value in raw.items() if key not in tables}
    if "organisation" in tables:
        sound["organisation"] = {"name": "-"}
    if {"rules", "defaults"} & tables:
        sound.pop("event", None)
    elif "event" in tables and isinstance(events := raw["event"], list):
        faulty = {location[1] for location in locations if location[0] == "event"}
        stand_in: list[object] = [{"id": f"stand-in-{index}", "title": "-"} for index in range(len(events))]
        sound["event"] = [stand_in[index] if index in faulty else event for index, event in enumerate(events)]
    return sound


def _resolved(document: Document, folder: Path, environ: Mapping[str, str]) -> tuple[Config, list[Fault]]:
    table = document.telegram or (Telegram() if environ.get(TOKEN_VARIABLE) else None)
    token = find_token(table, folder, environ) if table else None
    secret = find_matrix_secret(document.matrix, folder, environ) if document.matrix else None
    hall = find_hall_token(document.hall, folder, environ)
    zone = ZoneInfo(document.organisation.timezone)
    place = document.storage.place.within(folder)
    keys = folder / document.storage.keys if document.storage.keys else place.beside("keys")
    changes: Raw = {
        "storage": document.storage.model_copy(update={"url": place.url, "keys": keys}),
        "telegram": table and table.model_copy(update={"token": token}),
        "event": tuple(_zoned(event, zone) for event in document.event),
        "matrix_secret": secret,
        "hall_token": hall,
        "warnings": (
            *exposures(document.telegram, folder),
            *matrix_exposures(document.matrix, folder),
            *hall_exposures(document.hall, folder),
        ),
    }
    faults = [found for found in (token, secret, hall) if isinstance(found, Fault)]
    return Config.model_construct(**dict(document) | changes), faults


def _zoned(event: EventTable, zone: ZoneInfo) -> EventTable:
    if event.starts is None or event.starts.tzinfo is not None:
        return event
    return event.model_copy(update={"starts": event.starts.replace(tzinfo=zone)})


def _misfits(document: Document) -> Iterator[Fault]:
    """What is right in itself and wrong beside the rest."""
    ids = [event.id for event in document.event]
    for index, event in enumerate(document.event):
        if event.id in ids[:index]:
            yield Fault(f"event[{index + 1}].id", "repeated")
        if (event.committee_needed or 0) > len(event.committee):
            data = {"given": str(event.committee_needed), "limit": str(len(event.committee))}
            yield Fault(f"event[{index + 1}].committee_needed", "committee-needed", data)
        yield from (
            replace(fault, path=f"event[{index + 1}].{fault.path}")
            for fault in faulty_script(document, event.item, event.vote)
        )


def faulty_script(presets: Presets, items: Sequence[ItemTable], votes: Sequence[VoteSettings]) -> Iterator[Fault]:
    """Items that are named twice, and votes that cannot be."""
    titles = [alike(item.title) for item in items]
    yield from (
        Fault(f"item[{number + 1}].title", "repeated") for number, one in enumerate(titles) if one in titles[:number]
    )
    all_votes = [(f"vote[{number}]", vote) for number, vote in enumerate(votes, 1)]
    for place, item in enumerate(items, 1):
        all_votes += [(f"item[{place}].vote[{number}]", vote) for number, vote in enumerate(item.vote, 1)]
    for path, vote in all_votes:
        outcome = completed(presets, vote)
        for fault in outcome.faults if isinstance(outcome, Faults) else ():
            yield replace(fault, path=f"{path}.{fault.path}")
        if (vote.item or 0) > len(items):
            yield Fault(f"{path}.item", "unknown-item", {"given": str(vote.item), "limit": str(len(items))})


def _placed(faults: Sequence[Fault], text: str) -> list[Fault]:
    lines = lines_of(text)
    return sorted((replace(fault, line=line_at(fault.path, lines)) for fault in faults), key=lambda fault: fault.line)
