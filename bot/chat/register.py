"""The register: which commands and buttons there are, who may use them, and what runs.

Menus, `/help` and the README's table are made from it. Rights are checked here and nowhere else,
inside the transaction that carries the command out.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from adapters.contract import Command, Inbound, Press
from bot.chat.call import Call, Effects
from bot.chat.crowd import Crowd
from bot.wording.speech import Speech
from core.errors import Refusal, refuse
from core.model import Purpose, Role


class Who(StrEnum):
    """Who may use a command."""

    ANYONE = "anyone"
    STRANGER = "stranger"
    """Anybody, in a private chat."""
    BOUND = "bound"
    """Whoever has a bound account, wherever it is."""
    MEMBER = "member"
    """In the private chat of a bound account."""
    ELECTED = "member, teller"
    """A member in private; a teller or a chair in a chair channel."""
    DESK = "desk"
    """Desk or chair, in their private chat, the desk channel or the chair channel."""
    MINUTES = "minutes"
    """Who takes the minutes, or a chair: in their private chat, the desk channel or the chair channel."""
    OBSERVER = "observer"
    """Whoever has a role: what they may read, in the places of `MINUTES`."""
    CASTER = "member, desk"
    """A member in private; desk or chair in the desk channel or the chair channel, for somebody else."""
    TELLER = "teller"
    """A teller in their private chat; a teller or a chair in a chair channel."""
    CHAIR = "chair"
    """A chair, in a chair channel."""


Run: TypeAlias = Callable[[Call, Command], Awaitable[None]]
RunPress: TypeAlias = Callable[[Call, Any], Awaitable[None]]
RunTogether: TypeAlias = Callable[[Crowd, Sequence[tuple[Press, Any]]], Awaitable[list[Effects]]]


def never(_line: str) -> bool:
    """For what changes something."""
    return False


def always(_line: str) -> bool:
    """For what only looks, whatever follows the name."""
    return True


@dataclass(frozen=True, slots=True)
class Spec:
    """A command: `with_argument` tells `/checkin 17` of the desk from a member's `/checkin`."""

    name: str
    who: Who
    run: Run
    with_argument: bool = False
    meant: Callable[[str], bool] = bool
    """Whether it is the one with an argument, by what follows the name."""
    after: bool = False
    """Also when the meeting is over; else the rights to it have ended."""
    anywhere: bool = False
    """Heard in groups too that are not bound; else they get no answer."""
    whenever: bool = False
    """However late it comes: it changes nothing, asks by itself, or is a vote, which comes in time or not."""
    looks: Callable[[str], bool] = never
    """Whether it only looks, by what follows the name."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What buttons of a kind do."""

    action: type
    who: Who
    run: RunPress


@dataclass(frozen=True, slots=True)
class Together:
    """What buttons of some kinds do that many press at a time: those that follow each other are worked off at once."""

    actions: tuple[type, ...]
    who: Who
    run: RunTogether
    whenever: bool = False
    """However late they come: votes come in time or not, and what only looks may."""


@dataclass(frozen=True, slots=True)
class Handlers:
    """What a module hands in for the register."""

    commands: tuple[Spec, ...] = ()
    presses: tuple[Pressed, ...] = ()
    together: tuple[Together, ...] = ()


class Register:
    """All commands and buttons. Raises `ValueError` if two handlers want the same."""

    def __init__(self, *handed_in: Handlers) -> None:
        specs = [spec for handlers in handed_in for spec in handlers.commands]
        presses = [pressed for handlers in handed_in for pressed in handlers.presses]
        several = [together for handlers in handed_in for together in handlers.together]
        kinds = [(kind, together) for together in several for kind in together.actions]
        self.commands: Mapping[tuple[str, bool], Spec] = {(spec.name, spec.with_argument): spec for spec in specs}
        self.presses: Mapping[type, Pressed] = {pressed.action: pressed for pressed in presses}
        self.together: Mapping[type, Together] = dict(kinds)
        if len(self.commands) < len(specs) or len(self.presses | self.together) < len(presses) + len(kinds):
            raise ValueError("two handlers for the same command or button")

    def find(self, command: Command) -> Spec | None:
        """The command that was typed."""
        long = self.commands.get((command.name, True))
        return long if long and long.meant(command.line) else self.commands.get((command.name, False))

    def menu(self, speech: Speech, purpose: Purpose | None) -> list[tuple[str, str]]:
        """Command and description for the menu of a chat bound for a purpose, or of private chats with None."""
        wanted = _MENUS[purpose]
        specs = {spec.name: spec for spec in self.commands.values() if spec.who in wanted}
        return [(name, speech.toast(help_key(spec))) for name, spec in sorted(specs.items())]


# -- rights


@dataclass(frozen=True, slots=True)
class Footing:
    """What rights depend on: who does something where."""

    inbound: Inbound
    bound: bool
    roles: frozenset[Role] = frozenset()
    purpose: Purpose | None = None
    """What the chat is bound for."""
    over: bool = False
    """Whether it is bound for a meeting that is closed."""


def footing(call: Call) -> Footing:
    """Where the sender of an input stands."""
    here = call.channel.event if call.channel else None
    roles = call.person.roles(here) if call.person else frozenset[Role]()
    purpose, over = (call.channel.purpose, call.over) if call.channel else (None, False)
    return Footing(call.inbound, call.person is not None, roles, purpose, over)


def forbidden(who: Who, by: Footing, *, after: bool = True) -> Refusal | None:
    """Why this person may not do this here, or None. `after`: also when the meeting is over.

    Codes: `anonymous`, `not-bound`, `only-private`, `only-desk`, `only-desk-places`, `only-minutes`, `only-observer`,
    `only-teller`, `only-chair`, `only-chair-channel`, `event-over`.
    """
    if who is Who.STRANGER:
        return None if by.inbound.private else refuse("only-private")
    if who is Who.ANYONE:
        return None
    if by.inbound.anonymous:
        return refuse("anonymous")
    if not by.bound:
        return refuse("not-bound")
    if by.over and not after and who is not Who.BOUND:
        return _PLACES[who](by) or refuse("event-over")
    return _PLACES[who](by)


def _bound(_: Footing) -> Refusal | None:
    return None


def _member(by: Footing) -> Refusal | None:
    return None if by.inbound.private else refuse("only-private")


def _desk(by: Footing) -> Refusal | None:
    if not by.roles & {Role.DESK, Role.CHAIR}:
        return refuse("only-desk")
    return _behind_the_scenes(by)


def _behind_the_scenes(by: Footing) -> Refusal | None:
    bound = by.purpose in (Purpose.DESK, Purpose.CHAIR)
    return None if by.inbound.private or bound else refuse("only-desk-places")


def _minutes(by: Footing) -> Refusal | None:
    if not by.roles & {Role.MINUTES, Role.CHAIR}:
        return refuse("only-minutes")
    return _behind_the_scenes(by)


def _observer(by: Footing) -> Refusal | None:
    return _behind_the_scenes(by) if by.roles else refuse("only-observer")


def _chair(by: Footing) -> Refusal | None:
    if Role.CHAIR not in by.roles:
        return refuse("only-chair")
    return None if by.purpose is Purpose.CHAIR else refuse("only-chair-channel")


def _teller(by: Footing) -> Refusal | None:
    if not by.roles & {Role.TELLER, Role.CHAIR}:
        return refuse("only-teller")
    private = by.inbound.private and Role.TELLER in by.roles
    return None if private or by.purpose is Purpose.CHAIR else refuse("only-chair-channel")


def _elected(by: Footing) -> Refusal | None:
    return None if by.inbound.private else _teller(by)


def _caster(by: Footing) -> Refusal | None:
    return None if by.inbound.private else _desk(by)


_PLACES: Mapping[Who, Callable[[Footing], Refusal | None]] = {
    Who.BOUND: _bound,
    Who.MEMBER: _member,
    Who.ELECTED: _elected,
    Who.DESK: _desk,
    Who.MINUTES: _minutes,
    Who.OBSERVER: _observer,
    Who.TELLER: _teller,
    Who.CASTER: _caster,
    Who.CHAIR: _chair,
}


def help_key(spec: Spec) -> str:
    """The key of the line that says what a command does."""
    return f"help-{spec.name}-desk" if spec.with_argument else f"help-{spec.name}"


_MENUS: Mapping[Purpose | None, frozenset[Who]] = {
    None: frozenset({Who.ANYONE, Who.STRANGER, Who.MEMBER, Who.ELECTED, Who.CASTER}),
    Purpose.CHAIR: frozenset({Who.CHAIR, Who.TELLER, Who.ELECTED, Who.DESK}),
    Purpose.DESK: frozenset({Who.DESK, Who.OBSERVER}),
    Purpose.GROUP: frozenset(),
}
