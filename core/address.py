"""Addresses are opaque but for one thing: which network they belong to, as in `telegram:42`."""

from __future__ import annotations

from core.model import Address


def network_of(address: Address) -> str:
    """The name of the network."""
    return address.partition(":")[0]
