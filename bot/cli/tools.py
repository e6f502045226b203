"""`folkmoot init`, `backup`, `count`, `demo`, `bench`, and `--version`."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import console
from bot.cli.console import CONFIG, Configured, Mistake, app, note, say
from bot.cli.texts import printed
from core.methods import METHODS

if TYPE_CHECKING:
    from bot.cli.init import Question


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"folkmoot {metadata.version('folkmoot')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def common(
    ctx: typer.Context,
    config: Configured = None,
    version: Annotated[  # noqa: ARG001 - the callback has done it
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """General assemblies inside the chat apps that members already have."""
    ctx.obj = config
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())


@app.command()
def init(ctx: typer.Context, config: Configured = None) -> None:
    """Ask a few questions, then write a commented config.toml."""
    from bot.cli.init import ask_all, missing, write

    path = console.settings_path(ctx, config)
    console.refuse_overwriting(path)
    answers = ask_all(_ask)
    try:
        written = write(path, answers)
    except FileExistsError as error:
        raise Mistake(f"{error} is there already; nothing was written") from None
    for file in written:
        say(f"wrote {file}")
    for file_name in missing(answers):
        note(f"Put the secret into {path.parent / file_name} and let nobody else read it (chmod 600).")
    option = "" if path == CONFIG else f" -c {path}"
    note(f"Next: `folkmoot{option} check`, then `folkmoot{option} members import members.csv`.")


def _ask(question: Question, wrong: str) -> str:
    if not sys.stdin.isatty():
        return _read_answer(question, wrong)
    if wrong:
        note(f"That {wrong}." if wrong.startswith(("is ", "must ")) else f"{wrong}.")
    answer: str = typer.prompt(
        question.prompt, default=question.default, hide_input=question.hidden, show_default=bool(question.default)
    )
    return answer


def _read_answer(question: Question, wrong: str) -> str:
    """Answers from a pipe, one a line; there nobody can correct a wrong one."""
    line = sys.stdin.readline()
    if wrong or (not line and not question.default and question.key == "organisation.name"):
        raise Mistake(f"{question.prompt}: {wrong or 'no answer'}; run `folkmoot init` at a terminal")
    return line


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The copy; must not be there yet.")],
    config: Configured = None,
) -> None:
    """Copy the database, also while the service runs."""
    import sqlite3

    from adapters.matrix.keeping import USED_ONCE
    from core.store.migrate import copy_database, damage

    settings = console.settings(ctx, config)
    source = console.database(settings)
    if not source.exists():
        raise Mistake(f"{source}: there is no database yet")
    console.refuse_overwriting(file)
    try:
        copy_database(str(source), str(file), USED_ONCE)
        found = damage(str(file))
    except sqlite3.Error as error:
        raise Mistake(f"{source} cannot be copied: {error}") from None
    if found:
        raise Mistake(f"{file} was written, but the database is damaged: {printed(found)}")
    say(f"{file}: {file.stat().st_size:,} bytes, checked. It holds votes and names: keep it private.")
    say(
        f"The keys of secret votes in {console.keys_folder(settings)} were left out on purpose: a copy of one could"
        " open for ever what should be secret. Without them an open secret vote cannot be counted from this copy."
    )


@app.command()
def count(
    file: Annotated[Path, typer.Argument(help="BLT, a Debian tally sheet, or a board.")],
    method: Annotated[str, typer.Option("--method", metavar="M", help=", ".join(METHODS))],
    seats: Annotated[int | None, typer.Option("--seats", min=1, help="Instead of the file's own number.")] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="WORDS", help="Public words that decide what the rule leaves open.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Count an election file: winners, stages, ties."""
    from bot.cli.count import run_count
    from bot.cli.election_files import CountFileError

    try:
        say(run_count(file, method, seats, seed, as_json=as_json))
    except CountFileError as error:
        raise Mistake(str(error)) from None


@app.command()
def demo(
    members: Annotated[int, typer.Option("--members", help="How many members take part.")] = 3000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same assembly.")] = 1,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where files go; demo/ unless given.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Hold a whole assembly with simulated members."""
    from bot.demo.run import run
    from bot.running import logs

    logs.set_up()
    raise typer.Exit(run(members, seed, out, as_json=as_json))


@app.command()
def bench(
    names: Annotated[list[str] | None, typer.Argument(help="Only these figures.", metavar="[NAME]...")] = None,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help="The same; may be repeated.")] = None,
    members: Annotated[
        int | None, typer.Option("--members", min=10, help="How many take part, in figures that leave the choice.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Measure the promised figures, each beside its baseline."""
    from bot.bench import promises  # noqa: F401 - fills the register
    from bot.bench.figures import UnknownFigure
    from bot.bench.press import Unfinished

    if find_spec("aiogram") is None:
        raise Mistake("the baselines need the development set; `make .venv/dev` installs it")
    try:
        console.wait_for(_bench([*(names or ()), *(only or ())], members or 0, as_json=as_json))
    except UnknownFigure as error:
        those = "a number of members can be chosen for" if members else "there are"
        raise Mistake(f"no figure {', '.join(error.names)}; {those}: {', '.join(error.known)}") from None
    except Unfinished as error:
        raise Mistake(f"not measured: {printed(str(error))}") from None


async def _bench(names: list[str], members: int, *, as_json: bool) -> None:
    from bot.bench.figures import Figure, as_text, run
    from bot.bench.figures import as_json as figures_json

    found: list[Figure] = []
    with _waiting("measuring"):
        async for figure in run(names, members):
            found.append(figure)
            if not as_json:
                say(as_text(figure))
    if as_json:
        say(figures_json(found))


def _waiting(title: str) -> AbstractContextManager[object]:
    from rich.console import Console

    return Console(stderr=True).status(title)
