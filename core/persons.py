"""Who is behind an input: an account, its member, and what that member may do beyond others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from core.model import Address, EventId, Member, MemberId, Role


class Tongue(NamedTuple):
    """How somebody wants to be spoken to."""

    plain: bool = False
    """Alerts instead of toasts."""
    own: str = ""
    """The person's own choice of a language."""
    roster: str = ""
    """The language that the roster names."""


class Known(NamedTuple):
    """The member behind an account, as far as a press asks: of a crowd nothing else is read."""

    member: MemberId
    votes: bool
    """Whether there is a vote, or a guest."""
    tongue: Tongue


@dataclass(frozen=True, slots=True)
class Account:
    """A chat account of a member."""

    address: Address
    member: MemberId
    chat: Address
    """Where this person is written to."""
    language: str = ""
    """The person's own choice; empty means the member's or the client's."""
    plain: bool = False
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds."""

    role: Role
    event: EventId | None = None
    """Where it holds; None for every event of the organisation."""
    meeting: bool = False
    """Given in the meeting, where it can be taken again; else by the organiser, who alone can take it."""
    over: bool = field(default=False, compare=False)
    """The event is closed, and the role with it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands behind an input."""

    member: Member
    account: Account
    held: frozenset[Held] = frozenset()

    def roles(self, event: EventId | None = None) -> frozenset[Role]:
        """What this person is in an event, also when it is over; without one, what in any that is not."""
        return frozenset(
            held.role
            for held in self.held
            if held.event is None or (held.event == event if event is not None else not held.over)
        )
