"""What a handler gets of many presses that are worked off together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from adapters.contract import Address, Press
from bot.chat.call import Answer, Effects, House, Words
from bot.wording.speech import Speech
from core.address import network_of
from core.persons import Known, Tongue
from core.store.writer import Tx


@dataclass(frozen=True, slots=True)
class Crowd:
    """What presses have in common that are worked off together."""

    tx: Tx
    house: House
    people: Mapping[Address, Known]
    """Those who pressed, as far as their accounts are bound."""
    arrived: datetime | None = None
    """When the network handed the batch over, for what has to be in time."""
    speeches: dict[tuple[Tongue | None, tuple[str, ...], str, str], Speech] = field(default_factory=dict)
    """Found so far: there are a few ways to speak to thousands who press."""
    said: dict[Hashable, Words] = field(default_factory=dict)
    """What many are answered, by all that it depends on."""

    def tongue(self, press: Press) -> Tongue | None:
        """How whoever pressed wants to be spoken to; None for a stranger."""
        known = self.people.get(press.sender)
        return known.tongue if known else None

    def speech(self, press: Press, event: tuple[str, ...]) -> Speech:
        """How to speak to whoever pressed, in an event with these languages."""
        key = self.tongue(press), event, press.language, network_of(press.chat)
        if key not in self.speeches:
            tongue, _, client, _ = key
            self.speeches[key] = self.house.speech_for(tongue, event, client, chat=press.chat, now=self.tx.now)
        return self.speeches[key]

    def once(self, key: Hashable, words: Words) -> Words:
        """These words, made once for all who are answered the same."""
        if key not in self.said:
            self.said[key] = cache(words)
        return self.said[key]

    def answered(self, press: Press, words: Words, *, alert: bool = False) -> Effects:
        """A toast, or the alert that this person has asked for."""
        tongue = self.tongue(press)
        return Effects(answers=[Answer(press, words, alert or (tongue is not None and tongue.plain))])
