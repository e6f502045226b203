"""docs/committee.md, played to the letter by people who have never seen it; what it promises stands in the minutes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.papers.markdown import md
from bot.papers.minutes import minutes_markdown
from bot.wording.speech import Manner, speech
from core.model import Vote, VoteState
from tests.cli import CONFIG, Desk
from tests.people import MOTION, Hall
from tests.test_cli_keys import staged
from tests.test_committee import later

pytestmark = pytest.mark.anyio
PAGE_FOLDER = Path(__file__).parent.parent / "docs"
PAGE = (PAGE_FOLDER / "committee.md").read_text("utf-8")
COMMANDS = [line.partition("  #")[0].split()[1:] for line in PAGE.splitlines() if line.startswith("folkmoot ")]
ROWS = [row.group(1) for row in re.finditer(r"^\| (?!it says)([^|-][^|]*) \|", PAGE, re.MULTILINE)]
PEOPLE = ("Anna", "Ben", "Cem")
MAKE, ON_THE_SERVER, EXPORT, UNLOCK, BRING_BACK = COMMANDS


def typed(command: list[str]) -> list[str]:
    """The page speaks of vote 7 and of sticks; here it is vote 2, and all lies in one folder."""
    return [re.sub(r"^/media/\w+/", "", word).replace("7", "2") for word in command]


def founded(desk: Desk, *, close: bool = True) -> Vote:
    """Before the meeting, as the page says; then a secret vote of it."""
    public = [desk.run(*MAKE[:2], f"{name.lower()}.key").out.strip() for name in PEOPLE]
    written = re.search(r"^committee = .*\n^committee_needed = .*$", PAGE, re.MULTILINE)
    assert written
    lines = written[0]
    for shown, key in zip(re.findall(r"\w+…", lines), public, strict=True):
        lines = lines.replace(shown, key)
    return staged(desk, CONFIG.replace('title = "Assembly"\n', f'title = "Assembly"\n{lines}\n'), close=close)


def outcome(desk: Desk) -> tuple[VoteState, list[str]]:
    state, _, left = later(desk)
    return state, left


def test_box_is_opened_on_the_server(desk: Desk) -> None:
    founded(desk)
    checked = desk.run("check")
    assert "agm: 2 of 3 keys open a secret vote: Anna (" in checked.out
    assert desk.run(*typed(ON_THE_SERVER)).code == 0
    assert outcome(desk) == (VoteState.COUNTED, [])


def test_box_is_opened_on_a_machine_of_the_committee(desk: Desk) -> None:
    founded(desk)
    assert desk.run(*typed(EXPORT)).code == 0
    settings = (desk.folder / "config.toml").rename(desk.folder / "of-the-server")
    assert desk.run(*typed(UNLOCK)).code == 0
    settings.rename(desk.folder / "config.toml")
    assert desk.run(*typed(BRING_BACK)).code == 0
    assert outcome(desk) == (VoteState.COUNTED, [])


def test_each_mistake_of_the_page_is_told_in_its_words(desk: Desk) -> None:
    founded(desk)
    desk.run("keygen", "--out", "stranger.key")
    desk.file("public.key", "5f3c")
    ways = [["anna"], ["anna", "stranger"], ["anna", "anna"], ["public"]]
    said = [desk.run("open-box", "2", *(f for name in names for f in ("--key", f"{name}.key"))).err for names in ways]
    told = [row.replace("7", "2").removeprefix("… ") for row in ROWS]
    # those about time are below, and the last is no message
    missing = [row for row in told if not any(row in text for text in said)]
    assert missing == ["vote 2 is still open", "vote 2 can still be reopened for 6 seconds", "too many keys are lost"]


def test_box_of_an_open_vote_stays_shut_for_the_committee_too(desk: Desk) -> None:
    founded(desk, close=False)
    assert desk.run(*typed(ON_THE_SERVER)).err == (
        "folkmoot: vote 2 is still open; a chair closes it first (/close 2)\n"
    )


@pytest.mark.parametrize("committee", [True, False])
def test_who_kept_which_key_stands_in_the_minutes(desk: Desk, committee: bool) -> None:
    if committee:
        founded(desk)
    else:
        staged(desk)
    desk.run("export", "agm", "--out", "out")
    minutes = (desk.folder / "out" / "minutes.md").read_text("utf-8")
    keys = (
        [(desk.folder / f"{name.lower()}.key").read_text().rpartition('public = "')[2][:16] for name in PEOPLE]
        if committee
        else []
    )
    holders = ", ".join(f"{name} ({key}…)" for name, key in zip(PEOPLE, keys, strict=False))
    kept = f"kept by a committee, any 2 of whom can open it: {holders}." if committee else "the server kept the key"
    assert (kept in minutes, minutes.count("Secret: the ")) == (True, 1)


async def test_minutes_say_what_secret_means_word_for_word_as_the_readme(hall: Hall) -> None:
    readme = (PAGE_FOLDER.parent / "README.md").read_text("utf-8")
    promise = speech("en").toast("secret-promise")
    await hall.open(MOTION)
    named = await hall.run(minutes_markdown, await hall.event(), speech("en"))
    await hall.open(replace(MOTION, secret=True))
    english = await hall.run(minutes_markdown, await hall.event(), speech("en"))
    german = await hall.run(minutes_markdown, await hall.event(), speech("de", manner=Manner.SIE))
    assert [line for line in promise.splitlines() if line.removesuffix("Belenios.") not in readme] == []
    assert [line for line in promise.splitlines() if f"- {md(line)}" not in english] == []
    assert ("What secret means here" in named, "Was geheim hier bedeutet" in german, "Ihren Namen" in german) == (
        False, True, True,
    )  # fmt: skip
