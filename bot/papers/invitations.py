"""Invitations for handing out: codes, links, QR codes. A code exists nowhere but in what is made here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.papers.roster import write_csv
from core import accounts
from core.journal import CLI
from core.model import Event, Member
from core.store import members, ways_in
from core.store.writer import Tx

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


async def invite(tx: Tx, event: Event, templates: Mapping[str, str], *, again: bool = False) -> list[Invitation]:
    """Invite every member who has no account and no invitation that is still good.

    With `again` the latter too: their older codes die. `templates` are links by network, with `{code}` in them.
    """
    unbound = await members.rows_for_list(tx, event.id, "unbound")
    waiting = set() if again else await ways_in.open_invitations(tx, event.id)
    chosen = [member for member in unbound if member.id not in waiting]
    codes = await accounts.invite(tx, event.id, [member.id for member in chosen], CLI)
    return [_invitation(member, codes[member.id], templates) for member in chosen]


def _invitation(member: Member, code: str, templates: Mapping[str, str]) -> Invitation:
    return Invitation(member, code, {network: link.replace("{code}", code) for network, link in templates.items()})


def as_csv(invitations: Sequence[Invitation]) -> bytes:
    """A list for a mail merge, with a column of links for each network."""
    networks = sorted({network for invitation in invitations for network in invitation.links})
    header = ("number", "name", "email", "language", "code", *networks, "then_write")
    return write_csv([header, *(_row(invitation, networks) for invitation in invitations)])


def _row(invitation: Invitation, networks: Iterable[str]) -> tuple[str, ...]:
    member = invitation.member
    links = (invitation.links.get(network, "") for network in networks)
    return (member.number, member.name, member.email, member.language, invitation.code, *links, invitation.typed)


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read. Raises `FileExistsError`, `OSError`."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - Path.open cannot set the mode
        file.write(content)


def write_qr(folder: Path, invitations: Sequence[Invitation]) -> Iterator[Path]:
    """Write a PNG for each link and yield it; the names begin with a count, for numbers are no safe names."""
    import io

    import segno

    for count, invitation in enumerate(invitations, 1):
        number = re.sub(r"[^A-Za-z0-9-]", "_", invitation.member.number)
        for network, link in invitation.links.items():
            picture = io.BytesIO()
            segno.make(link, error="m", micro=False).save(picture, kind="png", scale=QR_SCALE)
            path = folder / f"{count:05d}-{number}-{network}.png"
            write_private(path, picture.getvalue())
            yield path
