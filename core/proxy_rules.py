"""Votes in the hands of others, as values, and who may hold whose: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.errors import Refusal, refuse
from core.model import EventId, EventSettings, How, Member, MemberId


class ProxyState(StrEnum):
    """Whether a proxy holds: declined is by the holder, off by the principal or the desk."""

    GIVEN = "given"
    DECLINED = "declined"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A member's vote in the hands of somebody else."""

    event: EventId
    principal: MemberId
    holder: MemberId
    state: ProxyState = ProxyState.GIVEN
    how: How = How.SELF


class Standing(StrEnum):
    """What a proxy that was given comes to now; those that somebody should look at come first."""

    OVER_CAP = "over-cap"
    """The holder has more than are allowed, and got this one later than others."""
    NO_VOTE = "no-vote"
    """Principal or holder has no vote in this meeting any more."""
    HOLDER_AWAY = "holder-away"
    IN_FORCE = "in-force"
    RESTING = "resting"
    """The principal is present and casts the own vote."""


@dataclass(frozen=True, slots=True)
class Held:
    """A proxy as chair and desk read it, with numbers and names."""

    standing: Standing
    principal: tuple[str, str]
    """Number and name."""
    holder: tuple[str, str]


@dataclass(slots=True)
class Book:
    """Who holds whose vote, and what that leaves room for."""

    settings: EventSettings
    entitled: Collection[MemberId]
    """Those among `people` who have a vote of their own."""
    people: Mapping[MemberId, Member]
    holders: dict[MemberId, MemberId] = field(default_factory=dict)
    """By principal."""
    held: defaultdict[MemberId, dict[MemberId, None]] = field(default_factory=lambda: defaultdict(dict))
    """By holder the principals, in the order in which they gave."""

    def enter(self, principal: MemberId, holder: MemberId) -> None:
        """A proxy holds from now on."""
        self.holders[principal] = holder
        self.held[holder][principal] = None

    def strike(self, principal: MemberId) -> None:
        """The proxy of this member, if there is one, holds no more."""
        if (holder := self.holders.pop(principal, None)) is not None:
            del self.held[holder][principal]

    def fault(self, principal: Member, holder: Member) -> Refusal | None:
        """Why this proxy cannot be entered, or None; a former one of the same principal is struck before.

        Codes: `proxy-self`, `proxy-no-vote`, `proxy-outsider`, `proxy-chain`, `proxy-chain-holder`, `proxy-full`.
        """
        if principal.id == holder.id:
            return refuse("proxy-self", number=principal.number)
        if principal.id not in self.entitled:
            return refuse("proxy-no-vote", number=principal.number, name=principal.name)
        if holder.id not in self.entitled and not self.settings.outsiders:
            return refuse("proxy-outsider", number=holder.number, name=holder.name)
        return self._chain(principal, holder) or self._full(holder)

    def _chain(self, principal: Member, holder: Member) -> Refusal | None:
        """A vote goes into one pair of hands and no further."""
        if beyond := self.holders.get(holder.id):
            to = self.people[beyond].number
            return refuse("proxy-chain", number=holder.number, name=holder.name, to=to)
        if theirs := self.held.get(principal.id):
            first = self.people[next(iter(theirs))].number
            return refuse("proxy-chain-holder", number=principal.number, name=principal.name, first=first)
        return None

    def _full(self, holder: Member) -> Refusal | None:
        most = self.settings.proxies
        if len(self.held[holder.id]) < most:
            return None
        return refuse("proxy-full", number=holder.number, name=holder.name, most=most)
