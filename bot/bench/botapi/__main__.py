"""`python -m bot.bench.botapi [--port N] [--token T]… [--unlimited]`: a server that prints its port."""

from __future__ import annotations

import argparse
import asyncio
import contextlib

from .server import DEFAULT_LIMITS, DEFAULT_TOKEN, BotApi
from .world import NEWEST, Version


async def _serve(arguments: argparse.Namespace) -> None:
    tokens = arguments.token or [DEFAULT_TOKEN]
    limits = None if arguments.unlimited else DEFAULT_LIMITS
    async with BotApi(limits=limits, tokens=tokens, port=arguments.port, version=arguments.version) as api:
        print(api.url.rpartition(":")[2], flush=True)
        await asyncio.Event().wait()


def _version(text: str) -> Version:
    major, _, minor = text.partition(".")
    return int(major), int(minor or 0)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.bench.botapi")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--token", action="append", help=f"a bot's token, {DEFAULT_TOKEN} by default")
    parser.add_argument("--version", type=_version, default=NEWEST, help="of the Bot API, 10.3 by default")
    parser.add_argument("--unlimited", action="store_true", help="no rates and no life spans")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
