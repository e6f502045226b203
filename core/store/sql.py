"""What databases spell differently: the one place to look at when a second one joins."""

from sqlalchemy.dialects.sqlite import insert

__all__ = ["insert"]
