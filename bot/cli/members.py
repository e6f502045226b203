"""`folkmoot members`: the roster and its invitations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli import console, previews
from bot.cli.console import Configured, Mistake, agreed, app, note, say
from bot.cli.texts import fault_line, printed, sentence
from core.names import clean

if TYPE_CHECKING:
    from bot.config import Config
    from bot.papers.roster import Roster
    from core.errors import Refusal
    from core.proxy_list import Difference as ProxyDifference
    from core.proxy_list import Pair
    from core.store.writer import Tx

T = TypeVar("T")

members = typer.Typer(help="The roster and its invitations.")
app.add_typer(members, name="members")


@members.callback(invoke_without_command=True)
def common(ctx: typer.Context) -> None:
    """The roster and its invitations."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())


# -- import


@members.command("import")
def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV file, UTF-8 or Windows-1252, with commas, semicolons or tabs.")],
    config: Configured = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help='Such as --map name="Vorname Nachname"; may be repeated.'),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Import without asking.")] = False,
) -> None:
    """Add and change members from a CSV file.

    All of it or nothing, and nobody is removed. An empty cell changes nothing, as a missing column; - clears.
    """
    from bot.cli import importing

    settings = console.settings(ctx, config)
    roster = _read(file, _mapping(columns or []))
    for line in console.some([fault_line(str(file), fault) for fault in roster.notes], len(roster.notes)):
        note(line)
    console.wait_for(importing.run(settings, file, roster, yes=yes))


def _mapping(columns: Sequence[str]) -> Mapping[str, str]:
    pairs = [column.partition("=") for column in columns]
    if wrong := [name for name, assigned, title in pairs if not (name.strip() and assigned and title.strip())]:
        raise Mistake(f'--map {printed(wrong[0])}: write FIELD=COLUMN, such as --map name="Vorname Nachname"')
    return {name.strip(): title for name, _, title in pairs}


def _read(file: Path, mapping: Mapping[str, str]) -> Roster:
    from bot.papers.roster import read_roster

    return _read_or_tell(file, lambda: read_roster(file, mapping))


def _read_or_tell(file: Path, read: Callable[[], T]) -> T:
    """What is read. Raises `Mistake` with every fault of the file."""
    from bot.papers.records import RosterFileError

    try:
        return read()
    except RosterFileError as error:
        lines = [fault_line(str(file), fault) for fault in error.faults]
        told = console.some(lines, error.count)
        raise Mistake(*told, "nothing was imported; mend the file and try again") from None


# -- list


@members.command("list")
def list_all(
    ctx: typer.Context,
    config: Configured = None,
    unbound: Annotated[bool, typer.Option("--unbound", help="Only those without an account.")] = False,
) -> None:
    """Print number, name, networks, roles, groups."""
    settings = console.settings(ctx, config)
    lines = console.wait_for(_lines(settings, unbound=unbound))
    for line in lines:
        print("\t".join(" ".join(clean(cell).split()) for cell in line))
    note(previews.counted(len(lines), "member", "members"))


async def _lines(config: Config, *, unbound: bool) -> list[tuple[str, ...]]:
    from core.store import members as rows
    from core.store import roles

    async with console.stored(config) as store, store.read() as tx:
        everybody = await rows.everybody(tx)
        held = await roles.held_by(tx, [member.id for member in everybody])
        networks = await rows.networks_of(tx)
    return [
        (
            member.number,
            member.name,
            ",".join(sorted(networks.get(member.id, ()))) or "-",
            ",".join(previews.roles(held.get(member.id, ()))) or "-",
            ",".join(member.groups) or "-",
            *(() if member.votes else ("no vote",)),
        )
        for member in everybody
        if not (unbound and member.id in networks)
    ]


# -- proxies


@members.command("proxies")
def proxies_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV file with the columns principal and holder: member numbers.")],
    config: Configured = None,
    event: Annotated[str, typer.Option("--event", metavar="ID", help="Needed with several events.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Import without asking.")] = False,
) -> None:
    """Put down who votes for whom, from a CSV file.

    All of it or nothing; a proxy that is not in the file stays.
    """
    from bot.papers.proxies import read_proxies

    settings = console.settings(ctx, config)
    lines = _read_or_tell(file, lambda: read_proxies(file))
    console.wait_for(_import_proxies(settings, file, lines, event, yes=yes))


async def _import_proxies(config: Config, file: Path, lines: list[tuple[int, Pair]], name: str, *, yes: bool) -> None:
    from core.journal import CLI
    from core.proxy_list import difference, import_pairs

    pairs = [pair for _, pair in lines]
    async with console.stored(config) as store:
        async with store.read() as tx:
            event = await console.event_meant(tx, name)
            change = _possible(file, lines, await difference(tx, event, pairs))
        for line in previews.proxies(file, change):
            say(line)
        if not change.holders:
            say("Nothing to do.")
            return
        if not yes and not agreed("Import this?"):
            raise Mistake("nothing was imported; add --yes to do it")

        async def work(tx: Tx) -> ProxyDifference | Refusal:
            return await import_pairs(tx, await console.event_meant(tx, name), pairs, CLI)

        done = _possible(file, lines, await store.write(work))
    say(f"Imported: {previews.counted(len(done.holders), 'proxy', 'proxies')}.")


def _possible(file: Path, lines: Sequence[tuple[int, Pair]], change: ProxyDifference | Refusal) -> ProxyDifference:
    """What a list does. Raises `Mistake` if it cannot be carried out."""
    from core.errors import Refusal

    if isinstance(change, Refusal):
        raise Mistake(f"{file}: {sentence(change.code, change.data)}", "nothing was imported")
    if change.faults:
        told = [f"{file}:{lines[place][0]}: {sentence(fault.code, fault.data)}" for place, fault in change.faults]
        raise Mistake(*console.some(told, len(told)), "nothing was imported; mend the file and try again")
    return change


# -- invite


@members.command()
def invite(
    ctx: typer.Context,
    config: Configured = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="A list for a mail merge.")] = None,
    qr: Annotated[Path | None, typer.Option("--qr", metavar="DIR", help="A QR code for each as PNG.")] = None,
    event: Annotated[str, typer.Option("--event", metavar="ID", help="Needed with several events.")] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Also those who have an unused invitation; the older one dies.")
    ] = False,
) -> None:
    """Make links for members without account.

    The links exist only in what is written here.
    """
    from bot.cli.inviting import Targets, run

    settings = console.settings(ctx, config)
    targets = Targets(csv, qr)
    targets.check()
    console.wait_for(run(settings, event, targets, again=again))
