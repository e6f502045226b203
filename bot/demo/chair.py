"""The chair at the chair channel: types, presses, reads, and keeps a record of all that is seen there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from adapters.contract import File, plain
from adapters.memory import Memory, Person, Shown
from bot.chat.acts import Act
from bot.chat.buttons import Action, ChairVote, decode
from bot.demo.clock import VirtualTime
from core.model import VoteId

LOOK = 0.5
"""Seconds between two looks at the phone."""
PATIENCE = 3600.0


class Stuck(Exception):
    """What the chair waits for does not come."""


@dataclass(slots=True)
class Line:
    """Something in the chair channel: typed or pressed by the chair, or a message of ours."""

    at: datetime
    typed: str = ""
    pressed: str = ""
    shown: Shown | None = None
    edited: list[float] = field(default_factory=list)
    """When it was edited, in seconds of the virtual clock."""


class Chair:
    """One of several chairs, the one who does the talking."""

    def __init__(self, net: Memory, time: VirtualTime, person: Person, pressed: Callable[[], None]) -> None:
        self.channel = net.group(f"{net.name}:chairs")
        self.person = person
        self.lines: list[Line] = []
        self.results: dict[VoteId, str] = {}
        """By vote, the result as it was read before it was published; HTML."""
        self._time = time
        self._pressed = pressed
        """Called at each press: its answer comes to the same phone as those in the private chat."""
        self._known: dict[str, Line] = {}

    def shown(self, shown: Shown) -> None:
        """A message was sent or edited in the channel."""
        known = self._known.get(shown.ref.message)
        if known is not None:
            known.edited.append(self._time.monotonic())
            return
        line = self._known[shown.ref.message] = Line(self._time.now(), shown=shown)
        self.lines.append(line)

    async def types(self, *lines: str) -> None:
        """Type a message and read the answer."""
        text = "\n".join(lines)
        await self._time.sleep(2 + len(text) / 10)
        before = len(self.channel.messages)
        self.lines.append(Line(self._time.now(), typed=text))
        self.person.write(text, chat=self.channel)
        await self.until(lambda: len(self.channel.messages) > before, f"an answer to {text!r}")

    async def presses(self, fits: Callable[[Action], bool]) -> str:
        """Wait for a button, think, press it, read the answer; return the text above the button, HTML."""
        await self.until(lambda: self._button(fits) is not None, "a button")
        await self._time.sleep(4)
        found = self._button(fits)
        if found is None:
            raise Stuck("the button went away")
        shown, label, data = found
        text = shown.message.text
        answered = len(self.person.toasts)
        self.lines.append(Line(self._time.now(), pressed=label))
        self.person.press(data, shown, self.channel)
        self._pressed()
        await self.until(lambda: len(self.person.toasts) > answered, f"an answer to [{label}]")
        return text

    async def acts(self, act: Act, vote: VoteId) -> None:
        """Press the button for this act on a vote."""
        text = await self.presses(acting(act, vote))
        if act is Act.PUBLISH:
            self.results[vote] = text

    async def reads(self, act: Act, vote: VoteId) -> None:
        """Wait for the message with the button for this act on a vote."""
        await self.until(lambda: self._button(acting(act, vote)) is not None, f"[{act}]")

    def sees(self, words: str) -> bool:
        """Whether a message says so that came since the chair last did anything."""
        new = takewhile(lambda line: line.shown is not None, reversed(self.lines))
        return any(words in plain(line.shown.message.text) for line in new if line.shown)

    async def gets_file(self, kind: str, ending: str = "") -> None:
        """Wait for a file whose name begins and ends so."""
        wanted = re.compile(f"{kind}.*{re.escape(ending)}")
        await self.until(lambda: any(wanted.fullmatch(file.name) for file in self.files()), f"a file {kind}{ending}")

    def files(self) -> list[File]:
        """All files in the channel."""
        return [shown.message.file for shown in self.channel.messages if shown.message.file]

    async def until(self, true: Callable[[], bool], what: str) -> None:
        """Look again and again. Raises `Stuck`."""
        gives_up = self._time.monotonic() + PATIENCE
        while not true():
            if self._time.monotonic() > gives_up:
                raise Stuck(f"the chair waited an hour for {what}")
            await self._time.sleep(LOOK)

    def drafted(self) -> VoteId:
        """The vote whose preview came last."""
        votes = [action.vote for _, _, action in self._buttons() if _opens(action) and isinstance(action, ChairVote)]
        if not votes:
            raise Stuck("there is no preview")
        return votes[0]

    def _button(self, fits: Callable[[Action], bool]) -> tuple[Shown, str, str] | None:
        for shown, place, action in self._buttons():
            if fits(action):
                button = shown.message.rows[place[0]][place[1]]
                return shown, button.label, button.data
        return None

    def _buttons(self) -> list[tuple[Shown, tuple[int, int], Action]]:
        """Newest message first; the live one last, because it has buttons of its own for the same acts."""
        newest = self.channel.messages[::-1]
        return [
            (shown, (row, column), action)
            for shown in sorted(newest, key=lambda shown: shown.message.silent)
            for row, buttons in enumerate(shown.message.rows)
            for column, button in enumerate(buttons)
            if (action := decode(button.data))
        ]


def _opens(action: Action) -> bool:
    return isinstance(action, ChairVote) and action.act is Act.OPEN


def acting(act: Act, vote: VoteId) -> Callable[[Action], bool]:
    """Whether a button is for this act on this vote."""
    return lambda action: isinstance(action, ChairVote) and (action.act, action.vote) == (act, vote)
