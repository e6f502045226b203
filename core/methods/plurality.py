"""Plurality: one mark, most votes first. With a majority set, only who reaches it is elected."""

from core.methods import marks

METHOD = marks.method("plurality", lambda _: 1)
