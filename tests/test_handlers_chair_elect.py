"""`/elect` and what can be written below it, in the chair channel."""

import pytest

from core import roster
from core.journal import CLI
from core.model import Option, Slot
from core.roster import Row
from core.store import journal
from tests.people import AGM, Hall
from tests.podium import Podium, podium

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    await hall.run(roster.import_rows, [Row("17", "Anna Ortega", groups=("women",)), Row("18", "Ben Schulz")], CLI)
    return await podium(hall)


async def test_elect_without_a_title_shows_how(chair: Podium) -> None:
    assert (await chair.lines("/elect"))[0] == "Write it like this: /elect 2 TITLE"


async def test_elect_without_candidates_says_how_they_are_written(chair: Podium) -> None:
    assert (await chair.lines("/elect 2 Board"))[:3] == [
        "Nothing was changed. This cannot be:",
        "• options: There are no candidates. Write each below the command, one a line: - Anna Ortega, or with a "
        "member's number: - #17",
        "Write it like this: /elect 2 TITLE",
    ]


async def test_elect_names_candidates_and_people_who_do_not_exist(chair: Podium) -> None:
    lines = await chair.lines("/elect Board\n- #17\n- #77 Cem\nexcept: 78\ngroup: north")
    assert lines[1:4] == [
        "• except: There is no member 78.",
        "• group: No member is in a group “north”.",
        "• options: There is no member 77.",
    ]


async def test_elect_drafts_members_with_their_names_and_seats(chair: Podium) -> None:
    text = (await chair.write("/elect Board\n- #17\n- #18 Benno\n- Cem\nseats: 1 women, 1 open\ntime: 60s"))[0]
    for line in (
        "Draft · Election 1 “Board” · only you see it. Members will get exactly this:",
        "1a · Anna Ortega",
        "1 to 2 marks.",
        "Seats, filled in this order: 1 women and 1 open to all.",
        "Note: on the roster these are: 1b Ben Schulz.",
    ):
        assert line in text.splitlines()
    definition = (await chair.vote(1)).definition
    assert definition.options == (
        Option("a", "Anna Ortega", member="17", slots=("women",)),
        Option("b", "Benno", member="18"),
        Option("c", "Cem"),
    )
    assert (definition.kind, definition.method) == ("election", "block")
    assert definition.slots == (Slot("women", 1), Slot("open", 1))


async def test_name_of_several_members_is_asked_about(chair: Podium) -> None:
    await chair.hall.run(roster.import_rows, [Row("19", "ben schulz")], CLI)
    assert (await chair.lines("/elect Board\nAnna Ortega\nBen Schulz"))[1] == (
        "• options: Several members are called “Ben Schulz”: #18, #19. Write the number of the one who stands, or "
        "something more behind the name of somebody else."
    )


async def test_name_that_one_member_has_is_that_member(chair: Podium) -> None:
    lines = await chair.lines("/elect 2 Board\n- anna ortega\n- 18\n- Olga Ortega")
    assert "Taken as 3 candidates: 1a · Anna Ortega (#17), 1b · Ben Schulz (#18) and 1c · Olga Ortega." in lines
    assert (await chair.vote(1)).definition.options == (
        Option("a", "Anna Ortega", member="17"),
        Option("b", "Ben Schulz", member="18"),
        Option("c", "Olga Ortega"),
    )


async def test_member_by_number_and_by_name_is_there_twice(chair: Podium) -> None:
    lines = await chair.lines("/elect 2 Board\n- #17\n- Anna Ortega\n- Cem")
    assert lines[1] == "• options: Member 17 is there twice."


async def test_options_of_a_vote_on_a_matter_are_nobody(chair: Podium) -> None:
    await chair.write("/vote Whose proposal?\nAnna Ortega\nBen Schulz")
    assert [option.member for option in (await chair.vote(1)).definition.options] == ["", ""]


async def test_candidate_withdraws_before_the_opening(chair: Podium) -> None:
    await chair.write("/elect Chair\n- #17\n- #18\n- Cem")
    await chair.write("/edit 1\nwithdraw: 1a")
    options = (await chair.vote(1)).definition.options
    assert options == (Option("a", "Ben Schulz", member="18"), Option("b", "Cem"))


async def test_seed_of_a_drawn_order_is_shown_and_in_the_journal(chair: Podium) -> None:
    lines = await chair.lines("/elect Chair\n- #17\n- #18\n- Cem\norder: lot")
    seed = (await chair.vote(1)).definition.order_seed
    assert f"Order drawn by lot: by the SHA-256 of “{seed}:” and the name." in lines
    (entry,) = await chair.hall.run(journal.of_kind, AGM, "vote.draft")
    assert entry.data["order_seed"] == seed


async def test_deleted_election_leaves_the_command_to_send_again(chair: Podium) -> None:
    delete = (await chair.buttons("/elect 2 Board\n- #17\n- #18\n- Cem\nnone of the above"))["Delete"]
    _, text = await chair.press(delete)
    again = "\n".join(text.splitlines()[2:])
    first = (await chair.vote(1)).definition
    await chair.write(again)
    assert (await chair.vote(2)).definition == first


async def test_majority_of_a_single_candidate_can_be_switched(chair: Podium) -> None:
    toggle = (await chair.buttons("/elect Chair\n- #17"))["Majority: simple"]
    await chair.press(toggle)
    assert (await chair.vote(1)).definition.majority == "more than 1/2 of valid"
