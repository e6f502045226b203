"""`folkmoot` and `python -m bot`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from bot.cli import app
from bot.cli.console import OURS, stopped_by


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 2 for what the user can mend, 1 for what is our fault."""
    os.umask(0o077)  # all that we write holds names, votes or codes
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a letter shows its number
            stream.reconfigure(errors="backslashreplace")
    try:
        code: object = app(None if arguments is None else list(arguments), prog_name="folkmoot", standalone_mode=False)
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
