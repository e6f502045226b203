"""The tables and keys of config.toml. Spans of time are seconds; paths are absolute once the file is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from adapters.accounts import ACCOUNTS
from bot.config.texts import Heading, Line, Moment, Spot, Web
from bot.drafting.durations import Seconds
from bot.drafting.faults import Location, Words
from bot.drafting.settings import WORDS as VOTE_WORDS
from bot.drafting.settings import Defaults, QuorumText, VoteSettings, with_titles
from bot.wording.speech import LANGUAGES, Manner
from core import limits
from core.errors import StoreUnusable
from core.faults import Fault
from core.items import Item
from core.model import Ballots, EventId, EventSettings
from core.near import nearest
from core.secrecy import MOST_KEYS, usable
from core.store.place import Place


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise PydanticCustomError("not-one-of", "language", _choice(code, LANGUAGES))
    return code


def _choice(word: str, known: tuple[str, ...]) -> dict[str, str]:
    return {"word": word, "known": ", ".join(known), "suggestion": nearest(word, known)}


_zones = cache(available_timezones)  # it reads a folder of hundreds


def _timezone(name: str) -> str:
    zones = _zones()
    if name in zones:
        return name
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(zones, reverse=True)}
    city = nearest(name.rpartition("/")[2].replace(" ", "_"), cities)
    data = {"word": name, "suggestion": cities[city] if city else nearest(name, zones)}
    raise PydanticCustomError("bad-timezone", "zone", data)


def _storage(url: str) -> str:
    if url.startswith("postgresql:"):
        raise PydanticCustomError("not-yet", "later", {"word": "postgresql"})
    try:
        place = Place.of(url)
    except StoreUnusable:
        raise PydanticCustomError("bad-storage", "url", {}) from None
    if place.url != url:  # a file and nothing else
        raise PydanticCustomError("bad-storage", "url", {})
    return url


def _token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:\S+", token.get_secret_value()):
        raise PydanticCustomError("bad-token", "token", {})
    return token


_LISTEN = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):([0-9]{1,5})")


def _listen(text: str) -> str:
    if not _LISTEN.fullmatch(text) or not 0 < listening_at(text)[1] < 65_536:
        raise PydanticCustomError("bad-listen", "listen", {"word": text})
    return text


def listening_at(listen: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8080` or `[::1]:8080`."""
    found = _LISTEN.fullmatch(listen)
    assert found  # noqa: S101 - what was read from the file was checked there
    return found[1] or found[2], int(found[3])


def _matrix_id(text: str) -> str:
    account = ACCOUNTS["matrix"]
    if not account.written(text):
        data = {"word": text, "network": "Matrix", "hint": account.hint}
        raise PydanticCustomError("bad-account", "id", data)
    return text


def _event_id(text: str) -> EventId:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", text):
        raise PydanticCustomError("bad-id", "id", {"word": text})
    return EventId(text)


def _committee_key(text: str) -> str:
    """`NAME KEY`, or the key alone."""
    name, _, key = text.strip().rpartition(" ")
    if not usable(key):
        raise PydanticCustomError("bad-key", "key", {"word": key})
    return f"{name.strip(' :=')} {key.lower()}".strip()


def _committee(named: tuple[str, ...]) -> tuple[str, ...]:
    if len(named) > MOST_KEYS:
        raise PydanticCustomError("committee-large", "many", {"given": len(named), "limit": MOST_KEYS})
    if len({text.rpartition(" ")[2] for text in named}) < len(named):
        raise PydanticCustomError("committee-twice", "twice", {})
    return named


Language = Annotated[str, AfterValidator(_language)]
Token = Annotated[SecretStr, AfterValidator(_token)]


class Table(BaseModel):
    """A table of the file: unknown keys are refused, and no error repeats what was written."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)


class Organisation(Table):
    """Whose assemblies these are."""

    name: Line
    language: Language = "en"
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"
    address: Manner = Manner.DU
    """How people are addressed in German."""
    motions_while_voting: bool = False
    """Whether points of order and new motions are taken while a vote is open."""


class Storage(Table):
    """Where everything is kept."""

    url: Annotated[str, AfterValidator(_storage)] = "sqlite:///folkmoot.db"
    keys: Path | None = None
    """Folder of the keys of secret votes; once the file is read, beside the database unless it says otherwise."""

    @property
    def place(self) -> Place:
        """The same as a value."""
        return Place.of(self.url)


class Telegram(Table):
    """The bot's account on Telegram; `token` is filled in from whichever source has it."""

    token_file: Path | None = None
    token: Token | None = None
    api_url: Web = "https://api.telegram.org"


class Matrix(Table):
    """The bot's account on Matrix."""

    homeserver: Web
    user_id: Annotated[str, AfterValidator(_matrix_id)]
    access_token_file: Path | None = None
    password_file: Path | None = None
    per_second: Annotated[float, Field(ge=0.05, le=1000)] = 0.2
    """Events a second that the homeserver takes from this account."""
    encrypted: bool = True
    """Whether private rooms are encrypted end to end; without it there are named votes only."""
    signed_devices_only: bool = False
    """Whether devices that their owner has not verified are neither heard nor written to."""


class MatrixSecret(Table):
    """One of the two, from whichever source has it."""

    access_token: SecretStr = SecretStr("")
    password: SecretStr = SecretStr("")


class Roster(Table):
    """The roster line in the chair channel: the least time between two edits."""

    interval: Annotated[Seconds, Field(ge=1, le=3600)] = 5


class Delivery(Table):
    """How ballots reach members."""

    wait: Annotated[Seconds, Field(le=3600)] = 120
    outage: Annotated[Seconds, Field(ge=5, le=3600)] = 30
    ballots: Ballots = Ballots.BOTH


class HallScreen(Table):
    """The page for projector, guests and press; off unless both are set."""

    listen: Annotated[str, AfterValidator(_listen)] | None = None
    token_file: Path | None = None
    """Its content stands in the page's address."""


class Proxies(Table):
    """Votes in the hands of others."""

    most: Annotated[int, Field(ge=0, le=1000)] = 2
    """That one person may hold; 0 means that there are no proxies."""
    guests: bool = True
    """Whether somebody without a vote may hold proxies."""
    in_quorum: bool = True
    """Whether members who are represented count for the quorum."""


class ItemTable(Table):
    """An item of a meeting's agenda, with the votes that belong to it."""

    title: Heading
    titles: dict[str, Heading] = {}
    """By language, where it differs; written `title.de`."""
    text: Annotated[str, StringConstraints(max_length=limits.LONGEST_TEXT)] = ""
    vote: tuple[VoteSettings, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _gather_titles(cls, raw: object) -> object:
        return with_titles(raw)


class EventTable(Table):
    """One meeting."""

    id: Annotated[EventId, AfterValidator(_event_id)]
    title: Line
    starts: Moment | None = None
    """With a time zone once the file is read; without one it was the organisation's."""
    place: Spot = ""
    link: Web | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] | None = None
    quorum: QuorumText = "none"
    entitled: Line = "all"
    """`all`, or the group whose members may vote."""
    committee: Annotated[tuple[Annotated[Line, AfterValidator(_committee_key)], ...], AfterValidator(_committee)] = ()
    """Who opens the boxes of secret votes: names, and public keys as `folkmoot keygen` prints them."""
    committee_needed: Annotated[int, Field(ge=1)] | None = None
    """How many of them it takes; more than half unless said otherwise."""
    item: Annotated[tuple[ItemTable, ...], Field(max_length=limits.MOST_ITEMS)] = ()
    vote: tuple[VoteSettings, ...] = ()

    @property
    def agenda(self) -> list[Item]:
        """The items as the core wants to know them."""
        return agenda_of(self.item)

    @property
    def script(self) -> list[VoteSettings]:
        """All votes, in the order of the items that they belong to, those of none last."""
        return script_of(self.item, self.vote)


def agenda_of(items: Sequence[ItemTable]) -> list[Item]:
    """Items as the core wants to know them, numbered from 1."""
    return [Item(number, item.title, item.titles, item.text) for number, item in enumerate(items, 1)]


def script_of(items: Sequence[ItemTable], votes: Sequence[VoteSettings]) -> list[VoteSettings]:
    """The votes below items, which belong to them unless they say another one, and those beside them.

    In the order of the items, those of none last.
    """
    below = [
        vote if vote.item is not None else vote.model_copy(update={"item": number})
        for number, item in enumerate(items, 1)
        for vote in item.vote
    ]
    return sorted([*below, *votes], key=lambda vote: vote.item or limits.MOST_ITEMS + 1)


class Document(Table):
    """The whole file."""

    organisation: Organisation
    storage: Storage = Storage()
    telegram: Telegram | None = None
    matrix: Matrix | None = None
    roster: Roster = Roster()
    delivery: Delivery = Delivery()
    hall: HallScreen = HallScreen()
    proxies: Proxies = Proxies()
    defaults: Defaults = Defaults()
    rules: dict[str, VoteSettings] = {}
    event: tuple[EventTable, ...] = ()


class Config(Document):
    """A file without faults, its secrets read, and what should be mended although it works."""

    warnings: tuple[Fault, ...] = ()
    matrix_secret: MatrixSecret | None = None
    hall_token: SecretStr | None = None

    @property
    def accounts(self) -> Mapping[str, Table]:
        """Our accounts, by network."""
        found = {network: getattr(self, network) for network in ACCOUNTS}
        return {network: table for network, table in found.items() if table is not None}

    def settings(self, event: EventTable) -> EventSettings:
        """What the core wants to know about one of the events."""
        return EventSettings(
            id=event.id,
            title=event.title,
            starts=event.starts,
            place=event.place,
            link=event.link or "",
            languages=event.languages or (self.organisation.language,),
            timezone=self.organisation.timezone,
            quorum=event.quorum,
            entitled=event.entitled,
            ballots=self.delivery.ballots,
            wait=self.delivery.wait,
            outage=self.delivery.outage,
            proxies=self.proxies.most,
            outsiders=self.proxies.guests,
            proxies_in_quorum=self.proxies.in_quorum,
            committee=tuple(text.rpartition(" ")[2] for text in event.committee),
            committee_names=tuple(text.rpartition(" ")[0] for text in event.committee),
            motions_while_voting=self.organisation.motions_while_voting,
            committee_needed=event.committee_needed or len(event.committee) // 2 + 1,
        )


def _keys(table: type[Table]) -> tuple[str, ...]:
    return tuple(table.model_fields)


ITEM_WORDS = Words(_keys(ItemTable))
TABLES: Mapping[str, Words] = {
    "": Words(_keys(Document), ("speakers",)),
    "organisation": Words(_keys(Organisation), ("retention",)),
    "storage": Words(_keys(Storage)),
    "telegram": Words(_keys(Telegram), ("tokens_file", "webhook")),
    "matrix": Words(_keys(Matrix)),
    "roster": Words(_keys(Roster)),
    "delivery": Words(_keys(Delivery)),
    "hall": Words(_keys(HallScreen)),
    "proxies": Words(_keys(Proxies)),
    "defaults": Words(("vote", "election")),
    "defaults.vote": VOTE_WORDS,
    "defaults.election": VOTE_WORDS,
    "rules.*": VOTE_WORDS,
    "event": Words(_keys(EventTable)),
    "event.item": ITEM_WORDS,
    "event.item.vote": VOTE_WORDS,
    "event.vote": VOTE_WORDS,
}
"""The keys of every table; arrays of tables without their numbers."""


def words(location: Location) -> Words:
    """The keys of the table at a location."""
    names = [step for step in location if isinstance(step, str)]
    path = "rules.*" if names[:1] == ["rules"] else ".".join(names)
    return TABLES.get(path, Words(()))
