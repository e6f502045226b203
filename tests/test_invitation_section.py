"""The section for the written invitation: how rights are exercised electronically."""

import pytest

from tests.cli import CONFIG, Desk

TWO = CONFIG.replace(
    'title = "Assembly"',
    'title = "Assembly"\nplace = "Town hall"\nstarts = 2027-03-20T10:00:00\nlanguages = ["de", "en"]',
)


def heads(text: str) -> list[str]:
    return [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]


def test_event_and_language_that_are_not_there_are_named(desk: Desk) -> None:
    assert 'there is no event "ball"; there are: agm' in desk.run("invitation", "ball").err
    assert 'there is no language "xx"; there are: de, en' in desk.run("invitation", "agm", "--language", "xx").err


def test_section_says_how_every_right_is_exercised(desk: Desk) -> None:
    printed = desk.run("invitation", "agm")
    assert heads(printed.out) == [
        "What you need", "Checking in", "Voting", "Secret votes", "Speaking, asking, moving motions",
        "Voting for somebody else", "Without a phone, or if something does not work", "Help",
    ]  # fmt: skip
    assert [
        word
        for word in ("/checkin", "7b", "/proxy", "on paper", "(Telegram)", "nobody, including")
        if word not in printed.out
    ] == []


def test_first_language_of_the_event_is_taken_and_times_and_place_are_named(desk: Desk) -> None:
    desk.configure(text=TWO)
    printed = desk.run("invitation", "agm")
    assert printed.out.splitlines()[:4] == [
        "## So nimmst du an Assembly teil", "", "- Wann: 10:00 am 20.03.2027", "- Wo: Town hall",
    ]  # fmt: skip
    assert "## How you take part in Assembly" in desk.run("invitation", "agm", "--language", "en").out


@pytest.mark.parametrize(
    ("settings", "left_out"),
    [
        ("[proxies]\nmost = 0\n", "/proxy"),
        ("[proxies]\nguests = true\n", "must be entitled to vote"),
    ],
)
def test_section_says_nothing_that_the_settings_forbid(desk: Desk, settings: str, left_out: str) -> None:
    desk.configure(text=CONFIG + settings)
    assert left_out not in desk.run("invitation", "agm").out


def test_rule_about_motions_while_voting_is_the_organisation_s(desk: Desk) -> None:
    said = "While a vote is open there are no points of order and no new motions."
    assert said in desk.run("invitation", "agm").out
    desk.configure(text=CONFIG.replace('name = "Chess Club"', 'name = "Chess Club"\nmotions_while_voting = true'))
    assert said not in desk.run("invitation", "agm").out
