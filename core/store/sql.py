"""What databases spell differently: the one place to look at when a second one joins."""

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.dialects.sqlite import insert

__all__ = ["insert", "of_network", "within"]


def of_network(address: ColumnElement[str], network: str) -> ColumnElement[bool]:
    """Whether an address belongs to a network, in a way that an index can answer."""
    return address.between(f"{network}:", f"{network};")


def within(address: ColumnElement[str], chat: str) -> ColumnElement[bool]:
    """Whether an address is that of a chat or of a part of it, in the same way."""
    return or_(address == chat, and_(address > f"{chat}/", address < f"{chat}0"))
