"""The register: which commands and buttons there are, who may use them, and what runs.

Menus, `/help` and the README's table are made from it. Rights are checked here and nowhere else,
inside the transaction that carries the command out.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from adapters.contract import Command
from bot.chat.call import Call
from bot.wording.speech import Speech
from core.errors import Refusal, refuse
from core.model import Purpose, Role


class Who(StrEnum):
    """Who may use a command."""

    ANYONE = "anyone"
    MEMBER = "member"
    """In the private chat of a bound account."""
    DESK = "desk"
    """Desk or chair, in their private chat, the desk channel or the chair channel."""
    TELLER = "teller"
    """A teller or a chair, in a chair channel."""
    CHAIR = "chair"
    """A chair, in a chair channel."""


Run: TypeAlias = Callable[[Call, Command], Awaitable[None]]
RunPress: TypeAlias = Callable[[Call, Any], Awaitable[None]]
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Spec:
    """A command: `with_argument` tells `/checkin 17` of the desk from a member's `/checkin`."""

    name: str
    who: Who
    run: Run
    with_argument: bool = False
    meant: Callable[[str], bool] = bool
    """Whether it is the one with an argument, by what follows the name."""


COMMANDS: dict[tuple[str, bool], Spec] = {}
PRESSES: dict[type, tuple[Who, RunPress]] = {}
"""By the class of `bot.chat.buttons.Action`."""


def command(
    name: str, who: Who, *, with_argument: bool = False, meant: Callable[[str], bool] = bool
) -> Callable[[Run], Run]:
    """Register a handler for `/name`."""

    def register(run: Run) -> Run:
        COMMANDS[name, with_argument] = Spec(name, who, run, with_argument, meant)
        return run

    return register


def pressed(
    action: type[A], who: Who
) -> Callable[[Callable[[Call, A], Awaitable[None]]], Callable[[Call, A], Awaitable[None]]]:
    """Register a handler for buttons that mean `action`."""

    def register(run: Callable[[Call, A], Awaitable[None]]) -> Callable[[Call, A], Awaitable[None]]:
        PRESSES[action] = (who, run)
        return run

    return register


def find(command: Command) -> Spec | None:
    """The command that was typed."""
    long = COMMANDS.get((command.name, True))
    return long if long and long.meant(command.line) else COMMANDS.get((command.name, False))


def forbidden(who: Who, call: Call) -> Refusal | None:
    """Why this person may not do this here, or None.

    Codes: `anonymous`, `not-bound`, `only-private`, `only-desk`, `only-desk-places`, `only-teller`, `only-chair`,
    `only-chair-channel`.
    """
    if who is Who.ANYONE:
        return None
    if call.inbound.anonymous:
        return refuse("anonymous")
    if call.person is None:
        return refuse("not-bound")
    return _PLACES[who](call)


def _member(call: Call) -> Refusal | None:
    return None if call.inbound.private else refuse("only-private")


def _desk(call: Call) -> Refusal | None:
    if not _roles(call) & {Role.DESK, Role.CHAIR}:
        return refuse("only-desk")
    bound = call.channel is not None and call.channel.purpose in (Purpose.DESK, Purpose.CHAIR)
    return None if bound or call.inbound.private else refuse("only-desk-places")


def _chair(call: Call) -> Refusal | None:
    if Role.CHAIR not in _roles(call):
        return refuse("only-chair")
    return None if call.in_chair_channel else refuse("only-chair-channel")


def _teller(call: Call) -> Refusal | None:
    if not _roles(call) & {Role.TELLER, Role.CHAIR}:
        return refuse("only-teller")
    return None if call.in_chair_channel else refuse("only-chair-channel")


def _roles(call: Call) -> frozenset[Role]:
    return call.person.roles if call.person else frozenset()


_PLACES: Mapping[Who, Callable[[Call], Refusal | None]] = {
    Who.MEMBER: _member,
    Who.DESK: _desk,
    Who.TELLER: _teller,
    Who.CHAIR: _chair,
}


def menu(speech: Speech, purpose: Purpose | None) -> list[tuple[str, str]]:
    """Command and description for the menu of a chat bound for a purpose, or of private chats with None."""
    wanted = _MENUS[purpose]
    specs = {spec.name: spec for spec in COMMANDS.values() if spec.who in wanted}
    return [(name, speech.toast(help_key(spec))) for name, spec in sorted(specs.items())]


def help_key(spec: Spec) -> str:
    """The key of the line that says what a command does."""
    return f"help-{spec.name}-desk" if spec.with_argument else f"help-{spec.name}"


_MENUS: Mapping[Purpose | None, frozenset[Who]] = {
    None: frozenset({Who.ANYONE, Who.MEMBER}),
    Purpose.CHAIR: frozenset({Who.CHAIR, Who.TELLER, Who.DESK}),
    Purpose.DESK: frozenset({Who.DESK}),
    Purpose.GROUP: frozenset(),
}
