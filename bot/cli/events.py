"""`folkmoot code`, `folkmoot draft` and `folkmoot invitation`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.accounts import ACCOUNTS
from bot.cli import console
from bot.cli.console import Configured, Mistake, agreed, app, note, say
from bot.cli.previews import counted
from bot.cli.texts import fault_line, printed
from core.names import tidied

if TYPE_CHECKING:
    from bot.config import Config
    from bot.config.prepared import Prepared
    from core.model import Vote
    from core.store.writer import Tx


class For(StrEnum):
    """What a chat can be bound for."""

    CHAIR = "chair"
    DESK = "desk"
    GROUP = "group"


CHATS = {
    For.CHAIR: "the group of the chairs",
    For.DESK: "the group of the credentials desk, or somebody's private chat with the bot",
    For.GROUP: "the members' group",
}
MOST_NAMED = 10
"""Votes that are named in one message."""
EventName = Annotated[str, typer.Argument(metavar="EVENT", help="The id of the event.")]


@app.command()
def code(
    ctx: typer.Context,
    event: EventName,
    purpose: Annotated[For, typer.Argument(help="What the chat is for.")],
    config: Configured = None,
) -> None:
    """Make a one-time code that binds a chat to an event."""
    from core.floor import BIND_CODE_LASTS

    settings = console.settings(ctx, config)
    made = console.wait_for(_code(settings, event, purpose))
    say(f"/bind {made}")
    note(f"Write this line in {CHATS[purpose]}, after adding the bot there; you need a bound account of your own.")
    for network in settings.accounts:
        if (mark := ACCOUNTS[network].mark) != "/":
            note(f"On {network.title()} the line begins with {mark} instead: {mark}bind {made}")
    if purpose is not For.GROUP:
        note(f"Whoever writes it gets the rights of the {purpose}: hand it to nobody else.")
    note(f"It works once, within {BIND_CODE_LASTS.days} days.")


async def _code(config: Config, name: str, purpose: For) -> str:
    from core.floor import bind_code
    from core.journal import CLI
    from core.model import Purpose

    async def work(tx: Tx) -> str:
        return await bind_code(tx, await console.event_named(tx, name), Purpose(purpose), CLI)

    async with console.stored(config) as store:
        return await store.write(work)


@app.command()
def draft(
    ctx: typer.Context,
    event: EventName,
    file: Annotated[
        Path, typer.Argument(help="A TOML file with [[item]] and [[vote]] tables, keys as in config.toml.")
    ],
    config: Configured = None,
    again: Annotated[
        bool, typer.Option("--again", help="Without asking, also where votes of these titles exist.")
    ] = False,
) -> None:
    """Load a prepared agenda and votes as drafts.

    All of them or none; the service may be running. What the meeting has already is asked about.
    """
    from bot.config.prepared import Impossible, read_script

    settings = console.settings(ctx, config)
    prepared = read_script(file, settings)
    try:
        drafts = console.wait_for(_draft(settings, event, prepared, again=again))
    except Impossible as error:
        raise Mistake(*(fault_line(str(file), fault) for fault in error.faults), "nothing was drafted") from None
    for vote in drafts:
        say(f"{vote.number}\t{printed(vote.definition.title)}")
    if prepared.items:
        are = counted(len(prepared.items), "item is", "items are")
        note(f"{are} on the agenda; a chair sees it with /agenda.")
    if drafts:
        made = counted(len(drafts), "draft", "drafts")
        note(f"{made}; a chair sees all votes with /votes and opens one with /open {drafts[0].number}.")


async def _draft(config: Config, name: str, prepared: Prepared, *, again: bool) -> list[Vote]:
    from bot.config.prepared import draft_all, known_already
    from core.store import votes

    async def work(tx: Tx) -> list[Vote]:
        return await draft_all(tx, await console.event_named(tx, name), prepared)

    async with console.stored(config) as store:
        async with store.read() as tx:
            event = await console.event_named(tx, name)
            known = known_already(prepared, await votes.of_event(tx, event.id))
        if known and not again:
            _ask_whether_again(known)
        return await store.write(work)


def _ask_whether_again(known: Sequence[Vote]) -> None:
    """What is loaded twice is there twice. Raises `Mistake` unless somebody says that it is meant."""
    for vote in known[:MOST_NAMED]:
        note(f"vote {vote.number} has this title already: {printed(vote.definition.title)}")
    if len(known) > MOST_NAMED:
        note(f"and {len(known) - MOST_NAMED} more")
    if not agreed("Load them once more?"):
        raise Mistake("nothing was drafted; add --again to load them once more")


@app.command()
def invitation(
    ctx: typer.Context,
    event: EventName,
    language: Annotated[
        str, typer.Option("--language", metavar="XX", help="Instead of the first language of the event.")
    ] = "",
    config: Configured = None,
) -> None:
    """Write the section for the written invitation: how members check in, vote and speak, and what secret means."""
    from bot.papers.section import section
    from bot.running.wiring import house
    from bot.wording.speech import LANGUAGES

    settings = console.settings(ctx, config)
    table = next((table for table in settings.event if table.id == tidied(event)), None)
    if table is None:
        known = ", ".join(table.id for table in settings.event) or "none; write an [[event]] into the settings"
        raise Mistake(f'there is no event "{printed(event)}"; there are: {known}')
    if language and language not in LANGUAGES:
        raise Mistake(f'there is no language "{printed(language)}"; there are: {", ".join(LANGUAGES)}')
    meant, organiser = settings.settings(table), house(settings, {})
    say(section(organiser.speech_in(language or meant.languages[0]), meant, organiser.organisation, settings.accounts))
    note("Read it against your statutes before it is sent; what differs there is yours to change.")
