"""Plurality: one mark, most votes first. With a majority set, only who reaches it is elected."""

from core.methods.marks import method
from core.methods.model import Form

METHOD = method("plurality", Form.SINGLE, highest=lambda _: 1, maximum=lambda _: 1)
