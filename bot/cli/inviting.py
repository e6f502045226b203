"""`folkmoot members invite`: codes are written down before they are good for anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import console, previews
from bot.cli.console import Mistake, note
from bot.cli.texts import printed
from core.store import members

if TYPE_CHECKING:
    from bot.config import Config
    from bot.papers.invitations import Invitation, Sheet


@dataclass(slots=True)
class Targets:
    """Where invitations go: a list, pictures; with neither to standard output."""

    csv: Path | None
    qr: Path | None
    written: int = 0
    pictures: int = 0
    _sheet: Sheet | None = None

    def check(self) -> None:
        """Raises `Mistake`, while no older code has died yet."""
        if self.csv:
            console.refuse_overwriting(self.csv)
        if self.qr and self.qr.exists() and any(self.qr.iterdir()):
            raise Mistake(f"{self.qr} is not empty; name a new folder for the QR codes")

    def write(self, made: Sequence[Invitation], networks: Iterable[str]) -> None:
        """Hand some out. Raises `OSError`."""
        from bot.papers.invitations import Sheet, write_qr

        if self.csv:
            self._sheet = self._sheet or Sheet(self.csv, networks)
            self._sheet.write(made)
        if self.qr:
            self.qr.mkdir(parents=True, exist_ok=True)
            self.pictures += sum(1 for _ in write_qr(self.qr, made, self.written))
        if not self.csv and not self.qr:
            _print(made)
        self.written += len(made)

    def close(self) -> None:
        """Nothing more is handed out; say what was."""
        if self._sheet:
            self._sheet.close()
        if not self.written:
            return
        if self.csv:
            note(f"{previews.counted(self.written, 'invitation', 'invitations')} in {self.csv}")
        if self.qr:
            note(f"{previews.counted(self.pictures, 'QR code', 'QR codes')} in {self.qr}")
        note("Each link binds one account, once. They are not stored: keep what you have here, and keep it private.")


def _print(made: Sequence[Invitation]) -> None:
    for invitation in made:
        cells = (printed(invitation.member.name), *invitation.links.values(), invitation.typed)
        print("\t".join((invitation.member.number, *filter(None, cells))), flush=True)


async def run(config: Config, event: str, targets: Targets, *, again: bool) -> None:
    """Invite those without account, some at a time. Raises `Mistake`, `OSError`."""
    from bot.papers.invitations import invite
    from bot.running.clock import SystemTime
    from bot.running.wiring import connected, templates

    async with console.stored(config) as store, connected(config, SystemTime(), store) as networks:
        links = templates(networks)
        if not links:
            raise Mistake(console.NO_NETWORK)
        async with store.read() as tx:
            meant = await console.event_meant(tx, event)
            if not await members.how_many(tx):
                raise Mistake("the roster is empty; `folkmoot members import FILE --yes` fills it")
        try:
            async for made in invite(store, meant.id, links, again=again):
                targets.write(made, links)
        finally:
            targets.close()
    if not targets.written:
        note("Everybody has an account or an unused invitation; --again makes new ones for the latter.")
