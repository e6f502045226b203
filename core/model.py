"""The nouns of an assembly as values. Nothing here does anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType, TypeAlias

from core.audience import Audience
from core.demand_rules import USUAL
from core.methods import QUESTION
from core.papers import NO_PAPERS, Papers
from core.totals import NOBODY, UNIT, Gathering, Totals, Weight

Address: TypeAlias = str
"""A person or a chat on some network, such as `telegram:42`; opaque here."""
EventId = NewType("EventId", str)
MemberId = NewType("MemberId", int)
VoteId = NewType("VoteId", int)
"""Unique in the installation; the number that people see is `Vote.number`, unique in its event."""
COUNTING_RULES = 1
"""Version of the counting rules; raised when a change of them could change a result."""


class EventState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


NOT_OVER = (EventState.PLANNED, EventState.OPEN, EventState.PAUSED)


class VoteState(StrEnum):
    """Where a vote stands. Closed: nobody casts any more; counted: the result exists; published: members see it."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    VOID = "void"


class Role(StrEnum):
    """Rights beyond a member's."""

    CHAIR = "chair"
    DESK = "desk"
    TELLER = "teller"
    MINUTES = "minutes"
    OBSERVER = "observer"


class Purpose(StrEnum):
    """What a chat was bound for."""

    CHAIR = "chair"
    DESK = "desk"
    GROUP = "group"


class How(StrEnum):
    """Who said that a member is present, or has given a proxy."""

    SELF = "self"
    DESK = "desk"
    FILE = "file"
    """A list of the organiser's; proxies only."""


class RollBase(StrEnum):
    """Who is on the roll of a vote."""

    PRESENT = "present"
    ENTITLED = "entitled"


class Late(StrEnum):
    """Whether members who check in while a vote is open get on its roll."""

    NO = "no"
    UNTIL_CLOSE = "until_close"


class Acceptance(StrEnum):
    """What somebody who was elected said."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Ballots(StrEnum):
    """Which ballots are used."""

    PRIVATE = "private"
    GROUP = "group"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Member:
    """A row of the roster."""

    id: MemberId
    number: str
    name: str
    language: str = ""
    weight: Weight = UNIT
    votes: bool = True
    """Guests and staff have False: never in a roll, a base, a quorum or the roster line."""
    groups: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class EventSettings:
    """What the organiser set for one event."""

    id: EventId
    title: str
    starts: datetime | None = None
    place: str = ""
    link: str = ""
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"
    quorum: str = "none"
    """In the grammar of `rules.parse_quorum`."""
    entitled: str = "all"
    """`all`, or the group whose members may vote."""
    ballots: Ballots = Ballots.PRIVATE
    wait: float = 120.0
    """Seconds after which a countdown starts although delivery is not done."""
    outage: float = 30.0
    """Seconds of silence from which an interruption counts as an outage."""
    proxies: int = 2
    """Most votes that one person may hold for others; 0 means that there are no proxies."""
    outsiders: bool = True
    """Whether guests, who have no vote of their own, may hold proxies."""
    proxies_in_quorum: bool = True
    """Whether members who are represented count for the quorum."""
    committee: tuple[str, ...] = ()
    committee_names: tuple[str, ...] = ()
    """Public keys, in hexadecimal, of those who open the boxes of secret votes, and whose; nobody: the server does."""
    committee_needed: int = 1
    """How many of them it takes."""
    motions_while_voting: bool = False
    """Whether points of order and new motions are taken while a vote is open."""


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting."""

    id: EventId
    settings: EventSettings
    state: EventState
    registration: bool
    """Members may check themselves in."""
    rehearsal: bool
    present: Totals
    entitled: Totals
    version: int
    """Grows with everything that a live line shows."""
    confirm_by: datetime | None = None
    """While set, whoever is present has to press until then, or is absent."""
    represented: Totals = NOBODY
    """Voting members who are absent and whose proxy holder is present."""
    item: int = 0
    """Number of the item that the meeting deals with; 0 before the first."""
    quorate: bool | None = None
    """Whether there was a quorum when last looked at; None while there has been none yet."""

    @property
    def gathering(self) -> Gathering:
        """What the event's quorum looks at."""
        return Gathering(self.present, self.represented, self.entitled)


@dataclass(frozen=True, slots=True)
class Option:
    """What a ballot offers. `label` is unique in the vote, `Vote.label(option)` in the event."""

    label: str
    text: str
    """Empty for yes, no, abstain and "none of the above", which have words in every language."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """By language, where it differs."""
    member: str = ""
    """Number of the candidate who is a member."""
    slots: tuple[str, ...] = ()
    """Names of the quota slots that this candidate may fill besides the open ones."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Seats for which only some candidates are eligible; `open` is for all. Filled in their order."""

    name: str
    seats: int


@dataclass(frozen=True, slots=True)
class Definition:
    """Text and rules of a vote, frozen at opening."""

    title: str
    options: tuple[Option, ...]
    kind: str = "vote"
    """`vote` on a matter or `election` of people."""
    titles: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    method: str = QUESTION.name
    secret: bool = False
    receipts: bool = False
    """Whether who casts in a secret vote gets a code by which the ballot can be found on the board."""
    secret_on_demand: str = USUAL
    """How many of those present make it secret by demanding it in time, as `demand_rules.parse_demand` reads it."""
    demanded: bool = False
    """Whether it is secret because members have demanded it, which nobody takes back."""
    majority: str = "more than 1/2 of yes_no"
    """In the grammar of `rules.parse_majority`; empty where the most votes win."""
    tie: str = "rejected"
    quorum: str = "none"
    minimum: int = 1
    maximum: int = 1
    seats: int = 1
    slots: tuple[Slot, ...] = ()
    """Quota seats, `seats` in all; empty if every candidate may fill every seat."""
    nobody: str = ""
    """Label of the option "none of the above"; for schulze it is the default option."""
    default_quorum: int = 0
    """Schulze: votes that must rank an option above the default one."""
    by_weight: bool = False
    """Whether weight, not heads, decides who is elected."""
    order_seed: str = ""
    """Public seed of the drawn order of the candidates; empty if the order is as written."""
    runoff: str = ""
    """What follows if seats stay open, such as `2 simple`: in the grammar of `elections.parse_runoff`."""
    round: int = 1
    follows: int = 0
    """Number of the vote whose run-off this is."""
    abstain: bool = True
    time: float | None = None
    """Seconds from the start of the countdown to the close."""
    group: str = ""
    cumulate: int = 1
    excluded: tuple[str, ...] = ()
    """Member numbers struck from this roll for a conflict of interest."""
    roll: RollBase = RollBase.PRESENT
    late: Late = Late.NO
    revote: bool = True
    close_when_all: bool = False
    by_hand: bool = False
    """A show of hands: numbers that were counted in the hall, and no ballots."""
    item: int = 0
    """Number of the item of the agenda that it belongs to; 0 is none."""
    nominations: bool = False
    """Whether candidates can still be proposed, and are asked whether they stand; it cannot open before that ends."""
    alphabetical: bool = False
    """Whether candidates stand in the order of their last names."""
    drop_elected: bool = False
    """Whether candidates who hold a seat by another election of the meeting are left out when it opens."""
    names_missing: bool = False
    """Whether the chair may see by name who has not voted although it is secret."""
    withhold: int = 0
    """Number of the vote that has to be counted before this one's result is published; 0 is none."""
    minutes: bool = True
    """Whether its figures stand in the minutes; those of a straw poll may not."""
    publish_at_once: bool = False
    """Whether the result goes to members as soon as it is counted, unless the chair has something to decide first."""
    rules: int = COUNTING_RULES
    """Version of the counting rules that this vote is counted by, also after an update of the software."""


@dataclass(frozen=True, slots=True)
class Hold:
    """An outage during a vote with a deadline: the chair decides about the time."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote on a matter or a round of an election."""

    id: VoteId
    event: EventId
    number: int
    state: VoteState
    definition: Definition
    shown: bool = False
    rehearsal: bool = False
    """Opened in a rehearsal, so it never counts."""
    roll: Totals = NOBODY
    cast: Totals = NOBODY
    reached: int = 0
    """Members on the roll whom the ballot reached on at least one network."""
    papers: Papers = NO_PAPERS
    queued: int = 0
    """Ballots that still have to be sent."""
    late: int = 0
    """Presses that were refused because they came after the end."""
    present: Totals = NOBODY
    """Voting members of the event who were present at opening."""
    entitled: Totals = NOBODY
    """All who may vote in this vote, present or not: at opening, and of one that takes latecomers at its close."""
    opened_at: datetime | None = None
    corrected_at: datetime | None = None
    """When title or text were last corrected while it was open."""
    start_by: datetime | None = None
    """While set, the countdown waits for delivery, at most until then."""
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    count_at: datetime | None = None
    hold: Hold | None = None
    represented: Totals = NOBODY
    """Members of the event who were absent and represented at opening."""
    of_event: Totals = NOBODY
    """Voting members of the event at opening."""
    voters: Gathering | None = None
    """Those who may vote in this vote, as they were at opening; None of a vote that an older version opened."""
    grain: Weight = 1
    """Every weight on the roll is a multiple of this, once the vote is closed."""
    unit: Weight = 0
    """What each ballot in the box weighs, where a heavier member's is several of them (`secret.unit`); 0 elsewhere."""
    box: Mapping[str, Totals] | None = None
    """Heads and weight by choice, once counted; None too where there are many (`store.votes.box`)."""
    drawn: tuple[str, ...] = ()
    """Options favoured by lots drawn in the hall, first drawn first."""
    seed: str = ""
    """Public seed that decides every further tie; empty leaves ties open."""
    answers: Mapping[str, Acceptance] = field(default_factory=dict)
    """By option: what the elected said when asked whether they accept."""
    ruling: str = ""
    """The chair's decision beside the computed verdict."""
    outcome: str = ""
    reason: str = ""
    """Why it was opened again, cancelled or repeated, in the chair's words."""
    key: bytes = b""
    """Authenticates the buttons of this vote's ballots."""
    seal: bytes = b""
    """The public half of the key that the envelopes of a secret vote are sealed to."""
    marks_seal: bytes = b""
    """The same for ballots that are half filled in; this key always lies on the server, until the close."""
    wrapped: Mapping[str, str] | None = None
    """The private half, wrapped for a committee: as in `secrecy.wrap`, in hexadecimal."""
    published_to: frozenset[Audience] = frozenset()
    """Who has been shown the result."""
    verdict_only: bool = False
    """Whether members were told what it came to without the figures, which would tell how people voted."""
    opening: str = ""
    """The journal's head when it opened: hash of that entry."""
    counting: str = ""
    """The same when it was counted."""
    board: str = ""
    """SHA-256 of its board, once counted."""

    @property
    def meeting(self) -> Gathering:
        """What the event's quorum looked at when this vote was opened."""
        return Gathering(self.present, self.represented, self.of_event)

    @property
    def missing(self) -> int:
        """How many could still vote in the chat and have not."""
        return self.roll.heads - self.cast.heads - self.papers.voters.heads

    @property
    def reopened(self) -> bool:
        """Whether it goes on after it had been closed."""
        return self.state is VoteState.OPEN and bool(self.reason)

    @property
    def counted(self) -> bool:
        """Whether there is a result."""
        return bool(self.outcome)

    def label(self, option: str) -> str:
        """The option's label in the event: option `b` of vote 7 is `7b`."""
        return f"{self.number}{option}"


@dataclass(frozen=True, slots=True)
class Channel:
    """A chat that was bound for a purpose; `live` refers to its live message, `drawing` is a fingerprint of that."""

    chat: Address
    event: EventId
    purpose: Purpose
    live: str = ""
    drawing: str = ""
