"""The figures of `folkmoot bench`; importing this module fills their register."""

from __future__ import annotations

from .figures import Figure, beside, register
from .folkmoot_press import Folkmoot
from .press import AIOGRAM, BARE, PTB, race


@register("press-polling")
async def press_polling() -> Figure:
    """Presses a second, from durable to answered, on a long poll."""
    ours = Folkmoot()
    baselines = (AIOGRAM, PTB, BARE)
    speeds = await race([ours, *baselines])
    beside_it = {contender.name: speeds[contender.name].per_second for contender in baselines}
    factors = {AIOGRAM.name: 4, PTB.name: 8, BARE.name: 0.6}
    return beside("press-polling", speeds[ours.name].per_second, "presses/s", beside_it, factors)
