"""The command line, one module a noun. Whatever a command needs is imported when it runs, so that it starts fast."""

from bot.cli import committee, events, members, papers, service, tools
from bot.cli.console import app

__all__ = ["app", "committee", "events", "members", "papers", "service", "tools"]
