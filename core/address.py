"""Addresses are opaque but for their network, and that a part goes on where its whole ends.

`telegram:42` is on Telegram; `telegram:-100/77`, a topic, is a part of `telegram:-100`, and so is `telegram:-100~42`,
what the person `telegram:42` alone sees of it.
"""

from __future__ import annotations

from core.model import Address


def network_of(address: Address) -> str:
    """The name of the network."""
    return address.partition(":")[0]


def person_of(address: Address) -> Address:
    """Who alone sees what is said there; an address that everybody sees, or a private chat, is its own."""
    _, alone, person = address.partition("~")
    return address_on(network_of(address), person) if alone else address


def name_of(address: Address) -> str:
    """What the network calls it."""
    return address.partition(":")[2]


def address_on(network: str, name: str = "") -> Address:
    """The address of what a network calls by this name."""
    return f"{network}:{name}"


def moved(address: Address, old: Address, new: Address) -> Address:
    """The address of a chat or of a part of it once the whole has another one."""
    return new + address.removeprefix(old)
