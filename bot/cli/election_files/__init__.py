"""Elections in files: BLT, Debian tally sheets and Folkmoot's own boards. Every line is understood or refused."""

from __future__ import annotations

import re
from pathlib import Path

from bot.cli.election_files import blt, board, sheet
from bot.cli.election_files.model import CountFileError, Election

__all__ = ["CountFileError", "Election", "read_election"]


def read_election(file: Path) -> Election:
    """Read any of the three formats, told apart by their content.

    Raises `CountFileError` with code file-missing, file-format, or one that begins with blt-, sheet- or board-.
    """
    try:
        content = file.read_bytes()
    except (OSError, ValueError):  # a name with NUL in it is no name of a file
        raise CountFileError("file-missing", file=str(file)) from None
    lines = _lines(content)
    first = next((line.strip() for line in lines if line.strip()), "")
    if "\0" in "".join(lines):
        raise CountFileError("file-format", file=str(file))
    if re.match(r"[0-9]+\s+[0-9]+\b", first):
        return blt.read(lines, file.stem)
    if any(sheet.VOTE.match(line) for line in lines):
        return sheet.read(lines, file.stem)
    if re.match(r'"?code"?\s*[,;]', first, re.IGNORECASE):
        return board.read(lines, file.stem)
    raise CountFileError("file-format", file=str(file))


def _lines(content: bytes) -> list[str]:
    """UTF-8 with or without a mark; older files are of Windows. Nothing but CR and LF ends a line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
