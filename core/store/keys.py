"""The private keys of secret votes: files in a folder of their own, outside the database and its backups.

A key is written before the first envelope can be sealed to it, and destroyed when the box has been opened or
the vote cancelled. Each file is named after the public half, so that several databases can share a folder.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from core.secrecy import KeyPair, Unreadable

_MODE = 0o600
_PART = ".part"


class NoKey(Exception):
    """The key of a vote is not there, or is not the one its envelopes were sealed to."""


class Keys:
    """A folder of private keys."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, key: KeyPair) -> None:
        """Write a private half, whole and durable when this returns; one that is there stays. Raises `OSError`."""
        with suppress(NoKey):
            self.find(key.public)
            return
        self.destroy(key.public)
        self._write(self._path(key.public), key.private)

    def _write(self, path: Path, secret: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_suffix(_PART)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE)
        try:
            os.write(handle, secret)
            os.fsync(handle)
        finally:
            os.close(handle)
        part.rename(path)
        self._sync_folder()

    def find(self, public: bytes) -> KeyPair:
        """The pair with this public half. Raises `NoKey`."""
        try:
            found = KeyPair.of(self._path(public).read_bytes())
        except (OSError, Unreadable) as error:
            raise NoKey from error
        if found.public != public:
            raise NoKey
        return found

    def lasting(self, name: str) -> str:
        """A secret that is made once and kept for ever beside the database, never in it. Raises `OSError`."""
        path = self._folder / f"{name}.secret"
        if not path.exists():
            self._write(path, secrets.token_hex(32).encode())
        return self.kept(name)

    def kept(self, name: str) -> str:
        """Such a secret as it is; "" before it is made. Raises `OSError`."""
        path = self._folder / f"{name}.secret"
        return path.read_text().strip() if path.exists() else ""

    def destroy(self, public: bytes) -> None:
        """Overwrite and remove a key; nothing happens where there is none. Raises `OSError`."""
        for path in (self._path(public), self._part(public)):
            if path.exists():
                self._destroy(path)

    def _destroy(self, path: Path) -> None:
        handle = os.open(path, os.O_WRONLY)
        try:
            os.write(handle, secrets.token_bytes(os.fstat(handle).st_size))
            os.fsync(handle)
        finally:
            os.close(handle)
        path.unlink()
        self._sync_folder()

    def _part(self, public: bytes) -> Path:
        """A key that is being written."""
        return self._folder / f"{public.hex()}.part"

    def _path(self, public: bytes) -> Path:
        return self._folder / f"{public.hex()}.key"

    def _sync_folder(self) -> None:
        """Make the appearing or disappearing of a file durable."""
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
