"""Whether people see a message: how many came into its chat after it, and whether somebody has just pressed there."""

from __future__ import annotations

from adapters.contract import Address


class Sight:
    """Counts, by chat, what came below a message that is watched."""

    def __init__(self) -> None:
        self._below: dict[Address, int] = {}
        self._pressed: set[Address] = set()

    def watch(self, chat: Address) -> None:
        """Count from now on; what was counted before stays."""
        self._below.setdefault(chat, 0)

    def begin(self, chat: Address) -> None:
        """The message has just been sent."""
        self._below[chat] = 0

    def came(self, chat: Address) -> None:
        """A message came into a chat."""
        if chat in self._below:
            self._below[chat] += 1

    def below(self, chat: Address) -> int:
        """How many messages came after the one that is watched."""
        return self._below.get(chat, 0)

    def pressed(self, chat: Address) -> None:
        """Somebody pressed a button in a chat that is watched, and looks at what becomes of it."""
        if chat in self._below:
            self._pressed.add(chat)

    def take_pressed(self, chat: Address) -> bool:
        """Whether somebody has pressed there since this was asked last."""
        pressed = chat in self._pressed
        self._pressed.discard(chat)
        return pressed
