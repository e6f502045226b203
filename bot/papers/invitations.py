"""Invitations for handing out: codes, links, QR codes. A code exists nowhere but in what is made here."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.papers.roster import write_csv
from core import accounts, codes
from core.journal import CLI
from core.model import EventId, Member, MemberId
from core.roster import PORTION
from core.store import members, ways_in
from core.store.engine import Store

QR_SCALE = 8
"""Pixels of a module, good for 3 cm on drawing."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one member gets."""

    member: Member
    code: str
    links: Mapping[str, str]
    """By network."""

    @property
    def typed(self) -> str:
        """What is to be written after opening a link that cannot carry the code; "" if all carry it."""
        return "" if all(self.code in link for link in self.links.values()) else f"!join {self.code}"


async def invite(
    store: Store, event: EventId, templates: Mapping[str, str], *, again: bool = False
) -> AsyncIterator[list[Invitation]]:
    """Invite every member who has no account and no invitation that is still good, some at a time.

    With `again` the latter too: their older codes die. `templates` are links by network, with `{code}` in them. A
    code is good once the next ones are asked for, so that none is good that has not been written anywhere.
    """
    after = MemberId(0)
    while True:
        async with store.read() as tx:
            ids = await ways_in.uninvited(tx, event, after, PORTION, again=again)
            people = await members.by_ids(tx, ids)
        if not ids:
            return
        made = codes.drawn(ids)
        yield [_invitation(people[member], code, templates) for member, code in made.items()]
        await store.write(partial(accounts.hand_out, event=event, made=made, by=CLI))
        after = ids[-1]


def _invitation(member: Member, code: str, templates: Mapping[str, str]) -> Invitation:
    return Invitation(member, code, {network: link.replace("{code}", code) for network, link in templates.items()})


class Sheet:
    """A list for a mail merge, with a column of links for each network; only its owner can read it."""

    def __init__(self, path: Path, networks: Iterable[str]) -> None:
        """Raises `FileExistsError`, `OSError`."""
        self._networks = sorted(networks)
        self._file = os.fdopen(_private(path), "wb")
        header = ("number", "name", "email", "language", "code", *self._networks, "then_write")
        self._file.write(write_csv([header]))

    def write(self, invitations: Sequence[Invitation]) -> None:
        """Add lines, durably."""
        self._file.write(write_csv([self._row(invitation) for invitation in invitations]).removeprefix(BOM_UTF8))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _row(self, invitation: Invitation) -> tuple[str, ...]:
        member = invitation.member
        links = (invitation.links.get(network, "") for network in self._networks)
        return (member.number, member.name, member.email, member.language, invitation.code, *links, invitation.typed)

    def close(self) -> None:
        """Nothing more is written."""
        self._file.close()


def _private(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def write_qr(folder: Path, invitations: Sequence[Invitation], before: int = 0) -> Iterator[Path]:
    """Write a PNG for each link and yield it; the names begin with a count, for numbers are no safe names.

    `before` is how many invitations came before these.
    """
    import io

    import segno

    for count, invitation in enumerate(invitations, before + 1):
        number = re.sub(r"[^A-Za-z0-9-]", "_", invitation.member.number)
        for network, link in invitation.links.items():
            picture = io.BytesIO()
            segno.make(link, error="m", micro=False).save(picture, kind="png", scale=QR_SCALE)
            path = folder / f"{count:05d}-{number}-{network}.png"
            with os.fdopen(_private(path), "wb") as file:
                file.write(picture.getvalue())
            yield path
