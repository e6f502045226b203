"""The README says what the code does."""

import re
from pathlib import Path

from bot.chat.register import help_key
from bot.handlers import REGISTER
from bot.wording.speech import speech
from core.lifecycle import VOTE

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def commands() -> list[str]:
    """The rows of the command table, made from the register and its texts."""
    english = speech("en")
    rows = []
    for (name, argument), spec in sorted(REGISTER.commands.items()):
        usage = english.toast(f"usage-{name}-desk" if argument else f"usage-{name}").replace("|", r"\|")
        rows.append(f"| `{usage}` | {spec.who} | {english.toast(help_key(spec))} |")
    return rows


def states() -> list[str]:
    """The rows of the table of states."""
    rows = []
    for state, acts in VOTE.items():
        ways = [f"{after} ({act})" for act, after in acts.items() if after is not state]
        rows.append(f"| {state} | {', '.join(ways) or '–'} |")
    return rows


def _table(heading: str) -> list[str]:
    lines = README.split("\n")
    start = lines.index(heading) + 2
    return lines[start : next(place for place in range(start, len(lines)) if not lines[place].startswith("|"))]


def test_command_table_is_the_register() -> None:
    assert _table("| command | who | what |") == commands()


def test_state_table_is_the_lifecycle() -> None:
    assert _table("| state | may become |") == states()


def test_pictures_and_pages_that_are_linked_exist() -> None:
    root = Path(__file__).parent.parent
    linked = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if not target.startswith("http")]
    assert [target for target in linked if not (root / target).exists()] == []
    assert ".github/assembly.png" in linked
