"""What `folkmoot check` says of the keys of secret votes: who can read them, what may copy them, which are missing."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from adapters.findings import Finding, Level
from bot.config import Config
from core.model import Vote, VoteState
from core.secret import SHOWN_OF_KEY
from core.store import secrets, votes
from core.store.keys import NoKey
from core.store.writer import Tx

_COPIERS = {
    ".git": "a Git repository",
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".snapshots": "snapshots",
    ".zfs": "ZFS snapshots",
}
"""What lies in a folder that something copies away, and what that is."""


def folder(path: Path, database: Path) -> Iterator[Finding]:
    """The folder itself."""
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding(Level.WARNING, f"keys: others on this machine can look into {path}; chmod 700 {path}")
    yield from (_readable(file) for file in path.glob("*.[ks]e*") if stat.S_IMODE(file.stat().st_mode) & 0o077)
    copier = next((name for above in path.absolute().parents for name in _COPIERS if (above / name).exists()), "")
    if copier:
        text = f"keys: {path} lies in {_COPIERS[copier]}, and a key that was copied is not destroyed with the others"
        yield Finding(Level.WARNING, f"{text}; name a folder elsewhere in [storage] keys")
    elif path.absolute().parent == database.absolute().parent:
        kept = ", ".join(sorted(file.name for file in path.glob("*.secret")))
        but = f", and keep one copy of {kept} in a safe place: a backup needs it" if kept else ""
        yield Finding(Level.GOOD, f"keys: {path}, beside the database; leave it out when that folder is backed up{but}")
    else:
        yield Finding(Level.GOOD, f"keys: {path}")


def _readable(file: Path) -> Finding:
    return Finding(Level.WARNING, f"keys: others on this machine can read {file}; chmod 600 {file}")


def committees(config: Config) -> Iterator[Finding]:
    """Who opens the boxes of each event, as it was understood."""
    for event in config.event:
        settings = config.settings(event)
        if settings.committee:
            named = zip(settings.committee_names, settings.committee, strict=True)
            holders = ", ".join(f"{name or 'somebody'} ({key[:SHOWN_OF_KEY]}…)" for name, key in named)
            text = f"{event.id}: {settings.committee_needed} of {len(settings.committee)} keys open a secret vote"
            yield Finding(Level.GOOD, f"{text}: {holders}")


async def of_votes(tx: Tx) -> list[Finding]:
    """Votes that cannot be counted without somebody's help, and keys that outlive their votes."""
    running = [*await votes.in_state(tx, VoteState.OPEN), *await votes.in_state(tx, VoteState.CLOSED)]
    found = [finding for vote in running if vote.definition.secret and (finding := _without_key(tx, vote))]
    if left := await secrets.to_destroy(tx):
        text = f"keys: {len(left)} are still to be destroyed; the service does so as soon as it runs"
        found.append(Finding(Level.WARNING, text))
    return found


def _without_key(tx: Tx, vote: Vote) -> Finding | None:
    try:
        tx.keys.find(vote.seal)
    except NoKey:
        if not vote.wrapped:
            text = f"{vote.event}: the key of secret vote {vote.number} is missing: put {vote.seal.hex()}.key back"
            return Finding(Level.FAULT, f"{text} into the folder of keys, or repeat the vote: it cannot be counted")
        if vote.state is VoteState.CLOSED:
            text = f"{vote.event}: vote {vote.number} waits for its committee"
            return Finding(Level.WARNING, f"{text}; folkmoot open-box {vote.number} --key FILE …")
    return None
