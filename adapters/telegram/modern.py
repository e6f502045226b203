"""What came late to the Bot API: times that run in a text (9.5), buttons that do nothing (10.3).

A server that does not know them refuses the message. It is then sent as it was sent before there were such things,
and they are left out from then on.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeVar

import structlog

from adapters.contract import Message, Refused

T = TypeVar("T")
_TIME: Final = re.compile(r'<time unix="(\d+)">(.*?)</time>')
_RUNS: Final = r'<tg-time unix="\1" format="r">\2</tg-time>'
_STANDS: Final = r"\2"

log = structlog.get_logger()


class Modern:
    """Which of them the server takes, as far as it is known: all, until it has refused one."""

    def __init__(self) -> None:
        self.clocks = True
        self.spent = True

    async def show(self, message: Message, act: Callable[[Message], Awaitable[T]]) -> T:
        """Do something with a message in the HTML of Telegram, if need be once more without what is new."""
        try:
            return await act(_fitted(message, clocks=self.clocks, spent=self.spent))
        except Refused as error:
            clocks, spent = self._without(message, error)
            if (clocks, spent) == (self.clocks, self.spent):
                raise
        shown = await act(_fitted(message, clocks=clocks, spent=spent))
        log.warning("telegram_takes_less", clocks=clocks, spent=spent)
        self.clocks, self.spent = clocks, spent
        return shown

    def _without(self, message: Message, error: Refused) -> tuple[bool, bool]:
        """What is left after a refusal that may be about something new; all, if it cannot be."""
        has_clocks, has_spent = bool(_TIME.search(message.text)), any(map(_is_spent, _buttons(message)))
        if type(error) is not Refused:
            return self.clocks, self.spent
        text = str(error).lower()
        of_text, of_buttons = "entit" in text, "button" in text or "keyboard" in text
        unclear = of_text == of_buttons
        return (
            self.clocks and not (has_clocks and (of_text or unclear)),
            self.spent and not (has_spent and (of_buttons or unclear)),
        )


def _buttons(message: Message) -> list[tuple[str, str]]:
    return [(button.data, button.url) for row in message.rows for button in row]


def _is_spent(button: tuple[str, str]) -> bool:
    return button == ("", "")


def _fitted(message: Message, *, clocks: bool, spent: bool) -> Message:
    """The message in the HTML of Telegram, with as much of what is new as the server takes."""
    # a kind of str that escapes what is joined to it would escape the tag
    text = _TIME.sub(_RUNS if clocks else _STANDS, str(message.text)) if "<time" in message.text else message.text
    if spent or not any(map(_is_spent, _buttons(message))):
        return replace(message, text=text)
    rows = (tuple(button for button in row if button.data or button.url) for row in message.rows)
    return replace(message, text=text, rows=tuple(row for row in rows if row))
