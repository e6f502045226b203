"""What databases spell differently: the one place to look at when a second one joins."""

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.sqlite import insert

__all__ = ["insert", "of_network"]


def of_network(address: ColumnElement[str], network: str) -> ColumnElement[bool]:
    """Whether an address belongs to a network, in a way that an index can answer."""
    return address.between(f"{network}:", f"{network};")
