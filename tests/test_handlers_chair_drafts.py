import pytest

from adapters.contract import plain
from bot.views.ballot.own import Drawing, private
from bot.wording.speech import speech
from core import roster
from core.journal import CLI
from core.methods.model import labels
from core.model import MemberId, VoteState
from core.outgoing import DeliveryState
from core.roster import Row
from core.totals import UNIT
from tests.people import MOTION, Hall, done
from tests.podium import ANN, BEN, CHAT, Podium, podium
from tests.talk import buttons, offered, said

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


@pytest.mark.parametrize(
    ("who", "chat", "told"),
    [
        ("telegram:3", CHAT, "Only the chair can do this."),
        (ANN, "", "Chair commands work in the chair channel only."),
        ("telegram:66", CHAT, "I do not know this account."),
    ],
)
async def test_vote_is_drafted_by_chairs_in_their_channel_only(chair: Podium, who: str, chat: str, told: str) -> None:
    (answer,) = await chair.write("/vote Budget", who, chat)
    assert answer.startswith(told)
    assert await chair.write("/votes") == ["There are no votes yet. /vote TITLE drafts one."]


async def test_vote_without_a_title_shows_how(chair: Podium) -> None:
    assert (await chair.lines("/vote"))[0] == "Write it like this: /vote TITLE"


async def test_all_faults_are_told_at_once(chair: Podium) -> None:
    lines = await chair.lines("/vote Budget\nmajorty: simple\nhurry up\ntime: soon")
    assert lines[:4] == [
        "Nothing was changed. These 3 things cannot be:",
        "• I cannot read the line “hurry up”. Write - hurry up for something to choose, or text: hurry up for the "
        "motion.",
        "• time: “soon” is not a time. Write 90s or 5m.",
        "• There is no setting “majorty”. Did you mean “majority”?",
    ]


async def test_people_who_do_not_exist_are_faults(chair: Podium) -> None:
    lines = await chair.lines("/vote Budget\nexcept: 2, 77\ngroup: north")
    assert lines[1:3] == ["• except: There is no member 77.", "• group: No member is in a group “north”."]


async def test_preview_is_what_members_get_with_terms_and_buttons(chair: Podium) -> None:
    message = await chair.message("/vote Budget <2027>\nexcept: 4\ntext: We adopt it.")
    text = (await chair.write("/edit 1\ntime: 60s"))[0]
    for line in (
        "Draft · Vote 1 “Budget <2027>” · only you see it. Members will get exactly this:",
        "We adopt it.",
        "1a · Yes",
        "Majority: simple (more than 1/2 of yes and no votes). A tie: rejected.",
        "Time: 1 min, from when the ballots are delivered.",
        "Who may vote: those present and entitled. At this moment: 4. Excluded: Name4 Surname4 (4).",
    ):
        assert line in text.splitlines()
    assert list(buttons([message])) == [
        "Majority: simple", "Time: none", "Abstaining: possible", "Named", "Open vote 1",
        "Show to members", "Edit", "Duplicate", "Delete",
    ]  # fmt: skip


async def test_preview_is_the_ballot_then_a_line_then_what_only_the_chair_needs(chair: Podium) -> None:
    (answer,) = await chair.write("/vote Budget\nquorum: 3\ntime: 60s")
    ballot = private(speech("en"), await chair.vote(1), Drawing(MemberId(0), 0, None, None))
    head, rest = answer.split("\n\n", 1)
    of_members, only_chair = rest.split("\n\n————————\n")
    assert head == "Draft · Vote 1 “Budget” · only you see it. Members will get exactly this:"
    assert of_members == plain(ballot.text)
    assert only_chair.splitlines() == [
        "Only you read this:",
        "Named: the minutes say who voted how.",
        "Time: 1 min, from when the ballots are delivered.",
        "Abstaining is possible.",
        "Who may vote: those present and entitled. At this moment: 5.",
    ]


async def test_preview_names_what_was_taken_as_an_option(chair: Podium) -> None:
    (answer,) = await chair.write("/vote Colour\n- Red\n- Blue\ntext: We paint.\n  - twice\n  - soon")
    assert "Taken as 2 options: 1a · Red and 1b · Blue." in answer.splitlines()
    assert "We paint.\n- twice\n- soon" in answer


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        ("quorum: 9", "Note: the quorum of 9 can never be reached: 5 in all may vote."),
        ("group: north\nquorum: 3", "Note: the quorum of 3 can never be reached: 2 in all may vote in “north”."),
        (
            "majority: at least 3/4 of entitled",
            "Note: even if all who could vote now say yes, that is 2; the majority needs 4.",
        ),
        ("quorum: 3", "Note: no quorum as it stands: 2 of those who may vote are here, 3 are needed."),
        ("except: 1, 2", "Note: nobody could vote if it opened now."),
    ],
)
async def test_preview_warns_of_what_cannot_be_reached(chair: Podium, lines: str, note: str) -> None:
    hall = chair.hall
    north = [Row(number, f"Name{number} Surname{number}", groups=("north",)) for number in ("4", "5")]
    await hall.run(roster.import_rows, north, CLI)
    await hall.check_out(3, 4, 5)
    (answer,) = await chair.write(f"/vote Budget\n{lines}")
    assert note in answer.splitlines()


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (
            "quorum: 3/4 by weight",
            "Note: no quorum as it stands: of the weight of those who may vote, 5 is here, 7 is needed.",
        ),
        ("quorum: 10 by weight", "Note: the quorum of 10 by weight can never be reached: 9 in all may vote."),
        (
            "majority: at least 3/4 of entitled by weight",
            "Note: even if all who could vote now say yes, that is 5 by weight; the majority needs 7.",
        ),
    ],
)
async def test_preview_says_by_weight_where_heads_would_do(chair: Podium, lines: str, note: str) -> None:
    await chair.hall.run(roster.import_rows, [Row("5", weight=5 * UNIT)], CLI)
    await chair.hall.check_out(1, 2, 3, 4)
    (answer,) = await chair.write(f"/vote Budget\n{lines}")
    assert note in answer.splitlines()


@pytest.mark.parametrize("lines", ["- A\n- B\nmax: 3", "- A\n- a\n"])
async def test_more_marks_than_options_and_equal_options_are_refused(chair: Podium, lines: str) -> None:
    assert (await chair.write(f"/vote Colour\n{lines}"))[0].startswith("Nothing was changed.")


async def test_longest_draft_has_a_preview_that_fits(chair: Podium) -> None:
    options = "\n".join(f"- {index} {'&' * 190}" for index in range(50))
    (answer,) = await chair.write(f"/vote {'T' * 200}\n{options}\ntext: {'<' * 9000}")
    assert len(answer) <= 4000
    shown = [line.partition(" ")[0] for line in answer.splitlines() if line.startswith("1")]
    assert shown == [f"1{label}" for label in labels(20)]
    assert " and 46 more." in answer


async def test_edit_without_lines_shows_the_lines_to_copy(chair: Podium) -> None:
    await chair.write("/vote Budget\nexcept: 4")
    expected = ["/edit 1", "majority: more than 1/2 of yes_no", "time: none", "named", "abstain", "except: 4"]
    assert (await chair.lines("/edit 1"))[2:] == expected


async def test_edit_of_an_open_vote_is_refused(chair: Podium) -> None:
    await chair.hall.open()
    (told,) = await chair.write("/edit 1\ntime: 60s")
    assert told.startswith("Vote 1 is open, so it cannot be edited")


async def test_edit_without_a_number_means_the_only_draft(chair: Podium) -> None:
    assert await chair.write("/edit") == ["No vote is in a state for this. All votes: /votes"]
    await chair.write("/vote Budget")
    assert (await chair.lines("/edit"))[2] == "/edit 1"
    await chair.write("/vote Dues")
    assert await chair.write("/edit") == ["Which one? Vote 1 “Budget” or Vote 2 “Dues”. Write its number."]


async def test_show_sends_the_draft_to_everybody(chair: Podium) -> None:
    await chair.write("/vote Budget")
    assert await chair.write("/show 1") == ["Vote 1 “Budget” is being sent to members to read. To open it: /open 1"]
    assert [kind for kind, _, _ in await chair.hall.sent_to()] == ["draft"] * 5


async def test_toggle_changes_the_draft_and_the_preview(chair: Podium) -> None:
    toggle = (await chair.buttons("/vote Budget"))["Majority: simple"]
    toast, preview = await chair.press(toggle)
    assert toast == "Majority of vote 1: absolute"
    assert "Majority: absolute (more than 1/2 of valid). A tie: rejected." in preview.splitlines()
    assert (await chair.vote(1)).definition.majority == "more than 1/2 of valid"


async def test_two_chairs_who_press_the_same_toggle_change_it_once(chair: Podium) -> None:
    toggle = (await chair.buttons("/vote Budget"))["Time: none"]
    first, second = await chair.talk.give(chair.talk.pressed(ANN, toggle, CHAT), chair.talk.pressed(BEN, toggle, CHAT))
    assert said(first)[0] == "Time of vote 1: 1 min"
    assert said(second)[0].startswith("Vote 1 “Budget” had changed in the meantime.")
    assert (await chair.vote(1)).definition.time == 60
    assert offered(second) == offered(first)


async def test_secrecy_goes_both_ways(chair: Podium) -> None:
    named = (await chair.buttons("/vote Budget"))["Named"]
    toast, preview = await chair.press(named)
    secret = (await chair.buttons("/edit 1\ntime: 60s"))["Secret"]
    assert (toast, "Who casts gets a code" in preview) == ("Vote 1 is secret.", True)
    assert await chair.lines("/edit 1") == [
        *(await chair.lines("/edit 1"))[:3], "majority: more than 1/2 of yes_no", "time: 1m", "secret", "abstain",
    ]  # fmt: skip
    toast, preview = await chair.press(secret)
    assert (toast, preview.splitlines()[1:3]) == (
        "Vote 1 is named: the minutes will say who voted how.",
        ["", "Vote 1 “Budget”"],
    )


async def test_preview_warns_of_too_few_for_a_secret_vote(chair: Podium) -> None:
    (preview,) = await chair.write("/vote Budget\nsecret\nexcept: 1, 2, 3")
    assert "Note: Vote 1 cannot be secret: only 2 are on its roll, and it takes 3." in preview


@pytest.mark.parametrize(
    ("lines", "warned"),
    [("secret\nexcept: 1, 2, 3", []), ("secret", []), ("except: 1, 2", []), ("secret\nexcept: 1", ["4"])],
)
async def test_preview_warns_where_the_figures_of_a_secret_vote_tell_much(
    chair: Podium, lines: str, warned: list[str]
) -> None:
    (preview,) = await chair.write(f"/vote Budget\n{lines}")
    tail = "With fewer than 5 ballots the figures of a secret vote tell much; you can publish the verdict only."
    assert [line.split()[1] for line in preview.splitlines() if line.endswith(tail)] == warned


async def test_preview_warns_of_weights_that_decide(chair: Podium) -> None:
    done(await chair.hall.run(roster.import_rows, [Row("5", "Eve", weight=3 * UNIT)], CLI))
    (by_weight,) = await chair.write("/vote Dues\nsecret\nmajority: more than 1/2 of yes_no by weight")
    (by_heads,) = await chair.write("/vote Dues\nsecret")
    warned = "Note: Vote 1 cannot be secret: weight decides, and fewer than 5 members share one of the weights"
    assert (warned in by_weight, "Note:" in by_heads) == (True, False)


async def test_preview_says_of_a_named_election_that_it_is_named(chair: Podium) -> None:
    (secret,) = await chair.write("/elect Board\n- Ada\n- Bo")
    (named,) = await chair.write("/edit 1\nnamed")
    told = "Note: this election is named"
    assert (told in secret, told in named, (await chair.vote(1)).definition.secret) == (False, True, False)


async def test_toggle_of_a_vote_that_was_opened_changes_nothing(chair: Podium) -> None:
    toggle = (await chair.buttons("/vote Budget"))["Abstaining: possible"]
    await chair.write("/open 1")
    assert await chair.press(toggle) == [
        "Vote 1 “Budget” is no draft any more. Nothing was changed.",
        "Vote 1 “Budget” is no draft any more: open.",
    ]


async def test_delete_leaves_the_lines_to_send_again(chair: Podium) -> None:
    delete = (await chair.buttons("/vote Budget\ntime: 60s"))["Delete"]
    toast, text = await chair.press(delete)
    assert toast == "Deleted: Vote 1 “Budget”"
    assert text.splitlines()[2:] == [
        "/vote Budget",
        "majority: more than 1/2 of yes_no",
        "time: 1m",
        "named",
        "abstain",
    ]
    assert (await chair.vote(1)).state is VoteState.CANCELLED
    assert await chair.press(delete) == [
        "Vote 1 is no draft any more, so it cannot be deleted. To end it without a result: /cancel 1"
    ]


async def test_button_of_another_meeting_means_nothing_here(chair: Podium) -> None:
    draft = await chair.hall.draft(MOTION)
    assert await chair.press(f"1v.open.{draft.id + 9}") == ["I do not know this vote."]


async def test_demoted_chair_cannot_press_any_more(chair: Podium) -> None:
    opening = (await chair.buttons("/vote Budget"))["Open vote 1"]
    await chair.write("/role 2 none")
    assert await chair.press(opening, BEN) == ["Only the chair can do this."]
    assert await chair.hall.waiting(DeliveryState.QUEUED) == []


async def test_votes_are_listed_by_page_newest_first_to_see(chair: Podium) -> None:
    for number in range(1, 23):
        await chair.write(f"/vote Number {number}")
    assert await chair.lines("/votes") == [
        "Votes", "Vote 21 “Number 21”: draft", "Vote 22 “Number 22”: draft", "Page 2 of 2. Another: /votes 1",
    ]  # fmt: skip
    assert (await chair.lines("/votes 1"))[1] == "Vote 1 “Number 1”: draft"


async def test_nothing_reaches_members_before_a_draft_is_shown_or_opened(chair: Podium) -> None:
    drafted = await chair.message("/vote Colour\n- Red\n- Green")
    await chair.write("/edit 1\n- Green\n- Red\n- Blue")
    await chair.press(buttons([drafted])["Duplicate"])
    await chair.write("/vote Second")
    assert await chair.hall.sent_to() == []
    await chair.write("/show 1")
    assert {kind for kind, _, _ in await chair.hall.sent_to()} == {"draft"}


@pytest.mark.parametrize("length", [2000, 3500, 5000, 9000])
async def test_preview_of_a_long_motion_shows_what_decides_it(chair: Podium, length: int) -> None:
    (shown,) = await chair.write(f"/vote Budget\nmajority: two-thirds\nquorum: 5\ntext: {'motion ' * (length // 7)}")
    ballot, told = shown.partition("————————")[0], ("Not secret", "Majority", "Quorum", "You have")
    assert [line for line in ballot.splitlines() if line.startswith(told)] == [
        "Not secret: the minutes show how you voted.",
        "Majority: two-thirds (at least 2/3 of yes and no votes). A tie: rejected.",
        "Quorum of this vote: 5 members.",
        "You have not voted yet.",
    ]
    assert ("Shortened. The whole text: /text 1" in ballot, len(shown) < 4096) == (length > 3000, True)
