"""Results where people or options are marked or answered one by one."""

from dataclasses import replace

from core.model import Acceptance, Slot, VoteState
from core.totals import UNIT, Totals
from tests.results import BLOCK, BOARD, DE, EN, NOBODY, PEOPLE, RANKED, buttons, counted, for_chair, for_members, spoken

ANSWERS = replace(BOARD, method="per-candidate", seats=2, maximum=4)
ANSWERED = counted(
    ANSWERS, {"a:yes b:no c:abstain d:yes": 30, "a:no b:yes c:abstain": 29, "d:no a:yes": 5, "abstain": 4}
)
LEVEL = {"a+b": 30, "a+c": 30}


def test_nobody_voted_is_no_result_and_no_run_off() -> None:
    vote = counted(BOARD, {})
    assert spoken(vote) == "No result: valid ballots 0; present 100. One seat stays open."
    assert buttons(vote) == ["Publish vote 7 to members"]


def test_plurality_for_the_chair() -> None:
    vote = counted(BOARD, {"a": 30, "b": 20, "c": 20, "": 2, "abstain": 3})
    assert for_chair(vote) == [
        "Result · Election 7 “Board”",
        "Elected",
        "",
        "7a · Ada Lovelace · elected: 30 (41.1 %)",
        "7b · Bea Ortega: 20 (27.4 %)",
        "7c · Cem Kaya: 20 (27.4 %)",
        "7d · Dan Li: 0 (0.0 %)",
        "Abstain: 3 (4.1 %)",
        "Blank: 2",
        "100 % = 73 (valid ballots, abstentions included)",
        "",
        "Turnout: 75 of 100 on the roll (75.0 %)",
        "Whoever has most votes is elected; seats: 1",
        "Present at opening: 100; no quorum needed",
        "",
        "Read aloud:",
        "Elected: Ada Lovelace (30); valid ballots 73; present 100.",
        "",
        "Members do not see this yet. /publish 7 or:",
    ]


def test_block_with_a_majority_says_what_each_needs_and_who_misses_it() -> None:
    vote = counted(replace(BLOCK, majority="absolute"), {"a+b": 30, "a+c": 20, "d": 10})
    assert for_chair(vote) == [
        "Result · Election 7 “Board”",
        "Elected in part",
        "The run-off: /runoff 7",
        "",
        "7a · Ada Lovelace · elected: 50 (83.3 %)",
        "7b · Bea Ortega · majority not reached: 30 (50.0 %)",
        "7c · Cem Kaya · majority not reached: 20 (33.3 %)",
        "7d · Dan Li · majority not reached: 10 (16.7 %)",
        "100 % = 60 (valid ballots, abstentions included)",
        "",
        "Turnout: 60 of 100 on the roll (60.0 %)",
        "Majority: absolute (more than 1/2 of valid)",
        "Each needs 31 of 60",
        "Of those who reach it, whoever has most votes is elected; seats: 2",
        "Present at opening: 100; no quorum needed",
        "",
        "Read aloud:",
        "Elected: Ada Lovelace (50); needed more than 1/2 of valid = 31; valid ballots 60; present 100. "
        "One seat stays open.",
        "",
        "Members do not see this yet. /publish 7 or:",
    ]
    assert buttons(vote) == ["Publish vote 7 to members", "Run-off of vote 7"]


def test_run_off_is_offered_also_when_members_have_the_result() -> None:
    vote = counted(replace(BOARD, majority="absolute"), {"a": 2, "b": 2}, state=VoteState.PUBLISHED)
    assert buttons(vote) == ["Run-off of vote 7"]


def test_majority_that_nobody_has_names_the_best() -> None:
    vote = counted(replace(BOARD, majority="absolute"), {"a": 30, "b": 20, "c": 20})
    assert spoken(vote) == (
        "Nobody is elected: needed more than 1/2 of valid = 36; most votes Ada Lovelace (30); valid ballots 70; "
        "present 100. One seat stays open."
    )


def test_majority_that_nobody_has_names_all_the_best() -> None:
    vote = counted(replace(BOARD, majority="absolute"), {"a": 30, "b": 30, "c": 20})
    assert "; most votes Ada Lovelace (30) and Bea Ortega (30); valid ballots 80; " in spoken(vote)


def test_approval_that_nobody_wins_against_none_of_the_above() -> None:
    definition = replace(BOARD, method="approval", nobody="e", options=(*PEOPLE, NOBODY), maximum=5)
    vote = counted(definition, {"a+b": 30, "e": 40})
    assert for_members(vote, DE) == [
        "Ergebnis · Wahl 7 „Board“",
        "Niemand ist gewählt",
        "",
        "7e · Niemand davon: 40 (57,1 %)",
        "7a · Ada Lovelace: 30 (42,9 %)",
        "7b · Bea Ortega: 30 (42,9 %)",
        "7c · Cem Kaya: 0 (0,0 %)",
        "7d · Dan Li: 0 (0,0 %)",
        "100 % = 70 (gültige Stimmzettel, mit Enthaltungen)",
        "",
        "Beteiligung: 70 von 100 im Verzeichnis (70,0 %)",
        "",
        "Niemand ist gewählt: meiste Stimmen Niemand davon (40); gültige Stimmzettel 70; anwesend 100. "
        "Ein Sitz bleibt frei.",
    ]


def test_several_marks_for_one_are_no_share_of_the_ballots() -> None:
    definition = replace(BLOCK, cumulate=2, maximum=3)
    box = {"a+a+b": 30, "c+c": 31}
    assert for_members(counted(definition, box))[3:8] == [
        "7c · Cem Kaya · elected: 62",
        "7a · Ada Lovelace · elected: 60",
        "7b · Bea Ortega: 30",
        "7d · Dan Li: 0",
        "Valid ballots: 61 (abstentions included)",
    ]
    assert for_members(counted(replace(definition, majority="absolute"), box))[3:5] == [
        "7c · Cem Kaya · elected: 62, on 31 of 61 ballots",
        "7a · Ada Lovelace · majority not reached: 60, on 30 of 61 ballots",
    ]


def test_tie_for_a_seat_says_what_follows() -> None:
    says = {
        "lot": ("A lot decides between them.", "Draw a lot and write who was drawn: /lot 7 NAME"),
        "runoff": ("There is a run-off between them.", "The run-off: /runoff 7"),
        "chair": ("The chair decides between them.", "You decide: /ruling 7 NAME, and why behind it"),
        "rejected": ("Whoever is level here gets no seat.", "The run-off: /runoff 7"),
    }
    told = {tie: counted(replace(BLOCK, tie=tie), LEVEL) for tie in says}
    elected = "Elected: Ada Lovelace (60); valid ballots 60; present 100."
    tied = f"{elected} Tie, not decided: Bea Ortega (30) and Cem Kaya (30)."
    assert {tie: (spoken(vote), for_chair(vote)[2]) for tie, vote in told.items()} == {
        tie: (f"{tied} {follows}", step) for tie, (follows, step) in says.items()
    }


def test_tie_is_marked_at_the_options() -> None:
    assert for_members(counted(replace(BLOCK, tie="lot"), LEVEL))[1:6] == [
        "Elected in part",
        "",
        "7a · Ada Lovelace · elected: 60 (100.0 %)",
        "7b · Bea Ortega · tie, not decided: 30 (50.0 %)",
        "7c · Cem Kaya · tie, not decided: 30 (50.0 %)",
    ]


def test_lots_are_said_with_where_they_came_from() -> None:
    drawn = counted(replace(BLOCK, tie="lot"), LEVEL, drawn=("c",))
    lot = "Tie between Bea Ortega and Cem Kaya; the lot decided in this order: 1. Cem Kaya and 2. Bea Ortega."
    elected = "Elected: Ada Lovelace (60) and Cem Kaya (30); valid ballots 60; present 100."
    assert spoken(drawn) == f"{elected} {lot}"
    assert "Drawn in the hall: 7c · Cem Kaya" in for_chair(drawn)
    assert "Public seed of the lot: 5eed" in for_chair(replace(drawn, drawn=(), seed="5eed"))


def test_answers_for_the_chair() -> None:
    assert for_chair(ANSWERED) == [
        "Result · Election 7 “Board”",
        "Elected",
        "",
        "7a · Ada Lovelace · elected: yes 35, no 29, abstain 4; 35 of 64 (54.7 %), needed 33",
        "7d · Dan Li · elected: yes 30, no 5, abstain 4; 30 of 35 (85.7 %), needed 18",
        "7b · Bea Ortega · majority not reached: yes 29, no 30, abstain 4; 29 of 59 (49.2 %), needed 30",
        "7c · Cem Kaya · nobody for or against: yes 0, no 0, abstain 63; 0 of 0 (–), needed 1",
        "Abstain: 4",
        "Valid ballots: 68 (abstentions included)",
        "",
        "Turnout: 68 of 100 on the roll (68.0 %)",
        "Majority: simple (more than 1/2 of yes and no votes)",
        "Of those who reach it, whoever has most votes is elected; seats: 2",
        "Present at opening: 100; no quorum needed",
        "",
        "Read aloud:",
        "Elected: Ada Lovelace (yes 35, no 29, abstain 4, needed 33) and Dan Li (yes 30, no 5, abstain 4, needed 18); "
        "majority more than 1/2 of yes and no votes; valid ballots 68; present 100.",
        "",
        "Members do not see this yet. /publish 7 or:",
    ]


def test_answers_for_members_in_german() -> None:
    assert for_members(ANSWERED, DE) == [
        "Ergebnis · Wahl 7 „Board“",
        "Gewählt",
        "",
        "7a · Ada Lovelace · gewählt: Ja 35, Nein 29, Enthaltung 4; 35 von 64 (54,7 %), nötig 33",
        "7d · Dan Li · gewählt: Ja 30, Nein 5, Enthaltung 4; 30 von 35 (85,7 %), nötig 18",
        "7b · Bea Ortega · Mehrheit nicht erreicht: Ja 29, Nein 30, Enthaltung 4; 29 von 59 (49,2 %), nötig 30",
        "7c · Cem Kaya · niemand dafür oder dagegen: Ja 0, Nein 0, Enthaltung 63; 0 von 0 (–), nötig 1",
        "Enthaltung: 4",
        "Gültige Stimmzettel: 68 (mit Enthaltungen)",
        "",
        "Beteiligung: 68 von 100 im Verzeichnis (68,0 %)",
        "",
        "Gewählt: Ada Lovelace (Ja 35, Nein 29, Enthaltung 4, nötig 33) "
        "und Dan Li (Ja 30, Nein 5, Enthaltung 4, nötig 18); Mehrheit mehr als 1/2 der Ja- und Nein-Stimmen; "
        "gültige Stimmzettel 68; anwesend 100.",
    ]


def test_answers_under_a_double_majority_show_both_totals() -> None:
    double = replace(ANSWERS, majority="more than 1/2 of yes_no and more than 1/2 of yes_no by weight", seats=1)
    vote = replace(
        counted(double, {}), box={"a:yes": Totals(3, 3 * UNIT), "a:no": Totals(2, 7_500_000)}, grain=UNIT // 2
    )
    assert for_members(vote)[3] == (
        "7a · Ada Lovelace · majority not reached: yes 3, no 2, abstain 0; "
        "3 of 5 (60.0 %), needed 3 and 3 of 10.5 by weight (28.6 %), needed 5.5"
    )


def test_weight_that_decides_comes_first_and_heads_are_a_line_of_their_own() -> None:
    vote = replace(
        counted(replace(BOARD, by_weight=True), {}),
        box={"a": Totals(3, 3 * UNIT), "b": Totals(2, 7_500_000)},
        roll=Totals(6, 11_500_000),
    )
    assert for_members(vote, EN) == [
        "Result · Election 7 “Board”",
        "Elected",
        "",
        "7b · Bea Ortega · elected: 7.5 (71.4 %)",
        "7a · Ada Lovelace: 3 (28.6 %)",
        "7c · Cem Kaya: 0 (0.0 %)",
        "7d · Dan Li: 0 (0.0 %)",
        "100 % = 10.5 (weight of valid ballots, abstentions included)",
        "",
        "Turnout: 5 of 6 on the roll (83.3 %)",
        "Weight decides. By heads: Ada Lovelace 3, Bea Ortega 2, Cem Kaya 0 and Dan Li 0. Cast 5 of 6",
        "",
        "Elected: Bea Ortega (7.5); counted by weight, weight of valid ballots 10.5; present 100.",
    ]


def test_quota_seats_say_whose_they_are_and_which_stays_vacant() -> None:
    slots = (Slot("women", 2), Slot("open", 1))
    options = tuple(replace(option, slots=("women",)) if option.label == "b" else option for option in PEOPLE)
    vote = counted(replace(BLOCK, seats=3, slots=slots, options=options), {"b+c": 30, "a+c": 20})
    assert spoken(vote) == (
        "Elected: Bea Ortega (30) and Cem Kaya (50); valid ballots 50; present 100. "
        "Seats “women”: Bea Ortega, one stays open. Seats open to all: Cem Kaya."
    )


def test_quota_seat_that_waits_for_a_lot_does_not_stay_open() -> None:
    slots = (Slot("women", 1), Slot("open", 1))
    options = tuple(replace(option, slots=("women",)) if option.label in "ab" else option for option in PEOPLE)
    vote = counted(replace(BLOCK, slots=slots, options=options, tie="lot"), {"a+c": 20, "b+c": 20})
    assert spoken(vote) == (
        "Elected: Cem Kaya (40); valid ballots 40; present 100. "
        "Tie, not decided: Ada Lovelace (20) and Bea Ortega (20). "
        "A lot decides between them. Seats “women”: –. Seats open to all: Cem Kaya."
    )


def test_acceptance_is_said_with_who_moved_up() -> None:
    answers = {"b": Acceptance.DECLINED, "a": Acceptance.ACCEPTED}
    vote = counted(BLOCK, {"a+b": 30, "c": 5}, answers=answers)
    assert for_members(vote)[9:] == [
        "Turnout: 35 of 100 on the roll (35.0 %)",
        "Moved up: 7c · Cem Kaya",
        "",
        "Elected: Ada Lovelace (30) and Cem Kaya (moved up); valid ballots 35; present 100.",
        "",
        "Accepted: 7a · Ada Lovelace.",
        "Declined: 7b · Bea Ortega.",
    ]


def test_board_as_it_is_held_now_is_what_is_told() -> None:
    one = counted(BLOCK, {"a+b": 30, "c": 5}, answers={"a": Acceptance.DECLINED, "c": Acceptance.DECLINED})
    assert (for_members(one)[1:6], spoken(one)) == (
        [
            "Elected in part",
            "",
            "7a · Ada Lovelace · declined the election: 30 (85.7 %)",
            "7b · Bea Ortega · elected: 30 (85.7 %)",
            "7c · Cem Kaya · declined the election: 5 (14.3 %)",
        ],
        "Elected: Bea Ortega (30); valid ballots 35; present 100. One seat stays open.",
    )


def test_ranked_count_after_a_refusal_tells_who_moved_up_in_german_too() -> None:
    ballots = {"a>c": 28, "a": 12, "b": 15, "c>d": 14, "d>b": 6}
    vote = counted(RANKED, ballots, answers={"a": Acceptance.DECLINED})
    assert spoken(vote, DE).startswith("Gewählt: Cem Kaya (Stufe 4: 23,8, letzte Sitze, unter der Quote) und ")
    assert "(nachgerückt)" in spoken(vote, DE)


def test_vote_on_a_matter_chooses_and_elects_nobody() -> None:
    vote = counted(replace(BOARD, kind="vote"), {"a": 3, "b": 2})
    assert spoken(vote, DE) == "Ausgewählt: Ada Lovelace (3); gültige Stimmzettel 5; anwesend 100."
    assert for_members(vote)[3] == "7a · Ada Lovelace · chosen: 3 (60.0 %)"


def test_share_of_marks_is_one_of_what_the_majority_is_of() -> None:
    vote = counted(replace(BOARD, majority="more than 1/2 of entitled"), {"a": 40, "abstain": 10})
    told = {
        "7a · Ada Lovelace · majority not reached: 40 (33.3 %)",
        "Abstain: 10 (8.3 %)",
        "100 % = 120 (members entitled)",
    }
    assert (told - {*for_chair(vote)}, told - {*for_members(vote)}) == (set(), set())


def test_abstentions_are_no_share_of_yes_and_no() -> None:
    vote = counted(replace(BOARD, majority="simple"), {"a": 30, "b": 20, "abstain": 40})
    assert for_chair(vote)[3:8] == [
        "7a · Ada Lovelace · elected: 30 (60.0 %)",
        "7b · Bea Ortega · majority not reached: 20 (40.0 %)",
        "7c · Cem Kaya · majority not reached: 0 (0.0 %)",
        "7d · Dan Li · majority not reached: 0 (0.0 %)",
        "Abstain: 40",
    ]
    assert for_chair(vote)[8] == "100 % = 50 (yes and no votes)"
