"""Addresses are opaque but for two things: their network, and that a part goes on where its whole ends.

`telegram:42` is on Telegram; `telegram:-100/77`, a topic, is a part of `telegram:-100`.
"""

from __future__ import annotations

from core.model import Address


def network_of(address: Address) -> str:
    """The name of the network."""
    return address.partition(":")[0]


def moved(address: Address, old: Address, new: Address) -> Address:
    """The address of a chat or of a part of it once the whole has another one."""
    return new + address.removeprefix(old)
