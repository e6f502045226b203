r"""`python -m bot.bench.phone --url URL --person 42`: a member's or a chair's phone, in text.

Lines that are typed are sent, `\n` breaks one.
`3` presses button 3, `>5 text` replies to message 5, `!block` and `!unblock` do that.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from dataclasses import dataclass, field

from .botapi.remote import Remote, connect
from .botapi.wire import Json, as_list, as_object

_LOOK_SECONDS = 0.3


@dataclass
class Phone:
    """One person in one chat."""

    remote: Remote
    person: int
    chat: int
    token: str
    anonymous: bool
    shown: dict[int, dict[str, Json]] = field(default_factory=dict)
    buttons: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    """Message, label and data of every button shown so far; old ones can be pressed too, as on a slow phone."""

    async def watch(self) -> None:
        """Look at the screen for ever."""
        while True:
            await self.look()
            await asyncio.sleep(_LOOK_SECONDS)

    async def look(self) -> None:
        """Show what is new or changed."""
        for message in as_list(await self._do("messages", last=30)):
            self._show(as_object(message))

    async def obey(self, line: str) -> None:
        """Do what one typed line says."""
        reply = re.fullmatch(r">(\d+) (.+)", line)
        if line in ("!block", "!unblock"):
            await self._do(line[1:])
        elif line.isdecimal() and int(line) in self.buttons:
            await self._press(*self.buttons[int(line)])
        elif reply:
            await self._write(reply[2], int(reply[1]))
        elif start := re.fullmatch(r"/start ?(\S*)", line):
            await self._do("start", payload=start[1])
        elif line:
            await self._write(line, 0)

    async def _press(self, message: int, label: str, data: str) -> None:
        answer = await self._do("press", message=message, button=data)
        text = as_object(answer)["text"] if answer else "no answer"
        print(f"   ({label}: {text})" if not answer or not as_object(answer)["alert"] else f"   [! {text} !]")

    async def _write(self, text: str, reply_to: int) -> None:
        text = text.replace("\\n", "\n")
        await self._do("write", text=text, reply_to=reply_to, anonymous=self.anonymous)

    async def _do(self, operation: str, **arguments: object) -> Json:
        return await self.remote(operation, person=self.person, chat=self.chat, token=self.token, **arguments)

    def _show(self, message: dict[str, Json]) -> None:
        number = int(str(message["id"]))
        if self.shown.get(number) == message:
            return
        change = "*" if number in self.shown else " "
        self.shown[number] = message
        print(f"{change}{number:4} {message['sender']}: {message['text']}")
        if message["file"]:
            print(f"      ({message['file']})")
        for button in map(as_object, as_list(message["buttons"])):
            self._show_button(number, button)

    def _show_button(self, number: int, button: dict[str, Json]) -> None:
        if button["url"]:
            print(f"      [{button['label']}] {button['url']}")
            return
        self.buttons[len(self.buttons) + 1] = (number, str(button["label"]), str(button["data"]))
        print(f"   {len(self.buttons):2} [{button['label']}]")


async def _use(given: argparse.Namespace) -> None:
    async with connect(given.url) as remote:
        await remote("person", id=given.person, name=given.name, language=given.language)
        phone = Phone(remote, given.person, given.chat, given.token, given.anonymous)
        if given.chat:
            await remote("group", id=given.chat, title=given.title)
        watching = asyncio.create_task(phone.watch())
        while line := await asyncio.to_thread(sys.stdin.readline):
            try:
                await phone.obey(line.strip())
            except ValueError as error:
                print(f"   {error}")
        await asyncio.sleep(2 * _LOOK_SECONDS)
        watching.cancel()


def main() -> None:
    """Read lines until the input ends."""
    parser = argparse.ArgumentParser(prog="python -m bot.bench.phone")
    parser.add_argument("--url", required=True, help="of a running bot.bench.botapi")
    parser.add_argument("--person", type=int, required=True, help="the person's id")
    parser.add_argument("--name", default="")
    parser.add_argument("--language", default="en")
    parser.add_argument("--chat", type=int, default=0, help="a group's id, below zero; without it the private chat")
    parser.add_argument("--title", default="Group")
    parser.add_argument("--token", default="", help="which bot; the first by default")
    parser.add_argument("--anonymous", action="store_true", help="write as the group, as its admins can")
    asyncio.run(_use(parser.parse_args()))


if __name__ == "__main__":
    main()
