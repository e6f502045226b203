"""The README says what the code does."""

import re
from pathlib import Path

import pytest

from bot.chat.call import House
from bot.chat.register import help_key
from bot.drafting.lines import drafted
from bot.handlers import REGISTER
from bot.wording.speech import speech
from core.lifecycle import VOTE
from core.model import Definition

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_and_pages_that_are_linked_exist(page: Path) -> None:
    linked = [target for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")) if "://" not in target]
    assert [target for target in linked if not (page.parent / target).exists()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    assert [page.name for page in PAGES[1:] if f"](docs/{page.name})" not in README] == []


def test_every_line_of_the_log_that_operators_are_told_of_is_written_somewhere() -> None:
    told = set(re.findall(r"`([a-z]+(?:[._][a-z]+)+)`", (ROOT / "docs" / "outages.md").read_text("utf-8")))
    sources = [*(ROOT / "adapters").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]
    code = "".join(source.read_text("utf-8") for source in sources)
    assert {line for line in told if f'"{line}"' not in code and f"{line}:" not in code} == set()


def test_majorities_in_other_words_mean_what_the_page_says() -> None:
    """A row that names a base alone is about the end of the formula."""
    page = (ROOT / "docs" / "lines.md").read_text("utf-8")
    rows = page.split("| written | means |\n|---|---|\n")[1].split("\n\n")[0].splitlines()
    for written, means in (row.strip("| ").split(" | ") for row in rows):
        meant = means.split("`")[1]
        for words in re.findall("`([^`]+)`", written):
            made = drafted(House(), "Park?", ["- A", "- B", f"majority: {words}"])
            assert isinstance(made, Definition), words
            assert (made.majority or "none").endswith(meant), words
