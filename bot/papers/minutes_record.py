"""What the minutes are written from: the journal without rehearsals, the votes, and who everybody was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from adapters.contract import plain
from bot.chat.damaged import noted
from bot.papers.markdown import md
from bot.views import lists
from bot.wording.choices import name
from bot.wording.speech import Arg, Speech
from core.agenda import WRITTEN
from core.errors import Damaged
from core.model import Event, Member, MemberId, Role, Vote
from core.names import numbered
from core.store import ballots, journal, members, roles, votes
from core.store.journal import Entry
from core.store.sql import UNREADABLE
from core.store.writer import Tx
from core.totals import Weight

Board: TypeAlias = Sequence[tuple[MemberId, str, Weight]]
_LASTING = frozenset({"account", "bind", "channel", "invitation", "link", "member", "roster"})
"""Kinds, before their point, that a rehearsal shares with the meeting."""

QUIET = frozenset(
    {
        "account.bound",
        "invitation.made",
        "link.made",
        "bind.code",
        "vote.draft",
        "vote.prepared",
        "vote.waits",
        "vote.edit",
        "member.language",
    }
)
"""What the journal keeps and nobody reads in minutes."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that the minutes are written from."""

    speech: Speech
    event: Event
    organisation: str
    entries: Sequence[Entry]
    """Without those of a rehearsal."""
    journal: tuple[int, str]
    """How many entries it has in all, and the hash of the last one."""
    votes: Mapping[int, Vote]
    boards: Mapping[int, Board]
    people: Mapping[str, Member]
    """By pseudonym; empty once they were forgotten."""
    members: Mapping[MemberId, Member]
    officers: Mapping[Role, Sequence[Member]]
    """Who led and who took the minutes."""
    lost: Mapping[str, Sequence[int]]
    """Numbers of what cannot be read."""

    def say(self, key: str, **args: Arg) -> str:
        """A sentence for Markdown. Arguments that are texts of users must be escaped with `md` before."""
        return plain(self.speech.say(key, **args))

    def together(self, texts: Iterable[str]) -> str:
        """All of them as the language lists them, without markup."""
        return plain(self.speech.together(texts))

    def who(self, pseudonym: object) -> str:
        """The name behind a pseudonym, or what acted if it was no member."""
        member = self.people.get(str(pseudonym))
        return md(numbered(member.name, member.number)) if member else md(str(pseudonym))

    def vote_name(self, number: object) -> str:
        """A vote as it is called everywhere."""
        vote = self.votes.get(int(str(number)))
        return md(plain(name(self.speech, vote))) if vote else md(str(number))


async def read(tx: Tx, event: Event, speech: Speech, organisation: str) -> Record:
    """Everything about a meeting. Writes nothing."""
    everybody = {member.id: member for member in await members.everybody(tx)}
    behind = await journal.people(tx, event.id)
    all_ = await votes.of_event(tx, event.id)
    held = {vote.number: vote for vote in all_ if not vote.rehearsal}
    entries = await journal.entries(tx, event.id, without=QUIET)
    return Record(
        speech=speech,
        event=event,
        organisation=organisation,
        entries=_counting(entries),
        journal=await journal.last(tx, event.id),
        votes=held,
        boards={number: await ballots.board(tx, vote.id) for number, vote in held.items() if vote.counted},
        people={pseudonym: everybody[member] for pseudonym, member in behind.items()},
        members=everybody,
        officers={
            role: [everybody[member] for member in await roles.holders(tx, event.id, role)]
            for role in (Role.CHAIR, Role.MINUTES)
        },
        lost={
            "vote": noted(await votes.damaged(tx, event.id, all_)),
            "entry": noted(await journal.damaged(tx, event.id, entries, without=QUIET)),
        },
    )


def if_readable(record: Record, vote: Vote, told: Iterable[str]) -> Sequence[str]:
    """What is told about a vote; that it cannot be read, where what is stored of it makes no sense."""
    try:
        return [*told]
    except UNREADABLE as error:
        damaged = Damaged("vote", vote.number)
        damaged.__cause__ = error
        return [plain(lists.damaged(record.speech, "vote", noted([damaged])))]


def _counting(entries: Iterable[Entry]) -> list[Entry]:
    """What is no rehearsal: between its beginning and its end only people, roles and chats stay as they are then."""
    kept: list[Entry] = []
    meanwhile: list[Entry] | None = None
    for entry in entries:
        if entry.kind == "event.rehearsal":
            kept += _lasting(meanwhile or (), reset=bool(entry.data.get("reset")))
            meanwhile = [] if entry.data.get("on") else None
        else:
            (kept if meanwhile is None else meanwhile).append(entry)
    return [*kept, *_lasting(meanwhile or (), reset=True)]


def _lasting(entries: Iterable[Entry], *, reset: bool) -> list[Entry]:
    """What of a rehearsal stays. In an earlier version the meeting itself stayed open after it."""
    kinds = _LASTING if reset else _LASTING | {"event"}
    return [entry for entry in entries if entry.kind.partition(".")[0] in kinds or entry.kind == WRITTEN]
