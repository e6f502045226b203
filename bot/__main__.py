"""`folkmoot` and `python -m bot`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import cache, partial
from io import TextIOWrapper

from typer.main import get_command

from bot.cli import app
from bot.cli.console import OURS, stopped_by

_commands = cache(partial(get_command, app))
"""Made from their functions once, which takes longer than most of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 2 for what the user can mend, 1 for what is our fault."""
    gc.set_threshold(10_000)  # what is imported from here on stays, and looking at it again took a fifth of a start
    os.umask(0o077)  # all that we write holds names, votes or codes
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a letter shows its number
            stream.reconfigure(errors="backslashreplace")
    try:
        words = None if arguments is None else list(arguments)
        code: object = _commands()(words, prog_name="folkmoot", standalone_mode=False)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be flushed
        return OURS
    except (Exception, KeyboardInterrupt) as error:  # the door: nobody shall read a traceback
        code, lines = stopped_by(error)
        for line in lines:
            print(line, file=sys.stderr)
        return code
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(main())
