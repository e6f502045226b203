"""Results of ranked ballots: stages on a phone, Schulze's ranking; and that everything fits into a message."""

from dataclasses import replace

import pytest

from adapters.contract import plain
from bot.views.result import message as results
from core.methods.model import labels
from core.model import Definition, Option, Slot
from core.totals import Totals
from tests.results import BOARD, DE, EN, NOBODY, PEOPLE, RANKED, counted, for_chair, for_members, meeting, spoken

IRV = replace(BOARD, method="irv", maximum=4)
SCHULZE = replace(BOARD, method="schulze", maximum=4)
DEBIAN = replace(SCHULZE, nobody="e", options=(*PEOPLE, NOBODY), default_quorum=8)
BALLOTS = {"a>c": 28, "a": 12, "b": 15, "c>d": 14, "d>b": 6}


def test_ranked_election_without_a_ballot_is_no_result() -> None:
    told = {method: spoken(counted(replace(RANKED, method=method, seats=1), {})) for method in ("irv", "scottish-stv")}
    assert told == {
        "irv": "No result: valid ballots 0; present 100. One seat stays open.",
        "scottish-stv": "No result: quota 1; valid ballots 0; present 100. One seat stays open.",
    }


def test_irv_for_the_chair_shows_each_stage() -> None:
    assert for_chair(counted(IRV, {"a>b": 30, "b>a": 25, "c>b": 10, "d>b": 5, "d": 2})) == [
        "Result · Election 7 “Board”",
        "Elected",
        "",
        "First preferences:",
        "7a · Ada Lovelace: 30 (41.7 %)",
        "7b · Bea Ortega · elected: 25 (34.7 %)",
        "7c · Cem Kaya: 10 (13.9 %)",
        "7d · Dan Li: 7 (9.7 %)",
        "100 % = 72 (valid ballots, abstentions included)",
        "",
        "Stage 1",
        "7a Ada Lovela…  30",
        "7b Bea Ortega   25",
        "7c Cem Kaya     10",
        "7d Dan Li        7",
        "exhausted        0",
        "excluded: 7d",
        "",
        "Stage 2",
        "7a Ada Lovela…  30",
        "7b Bea Ortega   30  +5",
        "7c Cem Kaya     10",
        "exhausted        2  +2",
        "excluded: 7c",
        "",
        "Stage 3",
        "7b Bea Ortega   40  +10",
        "7a Ada Lovela…  30",
        "exhausted        2",
        "elected: 7b",
        "",
        "Turnout: 72 of 100 on the roll (72.0 %)",
        "Elected is whoever has more than half of the ballots still in play",
        "Present at opening: 100; no quorum needed",
        "",
        "Read aloud:",
        "Elected: Bea Ortega (stage 3: 40); needed more than half of 70 still in play = 36; valid ballots 72; "
        "present 100.",
        "",
        "Members do not see this yet. /publish 7 or:",
    ]


def test_scottish_stv_for_members_shows_transfers_and_who_missed_the_quota() -> None:
    assert for_members(counted(RANKED, BALLOTS))[10:] == [
        "Stage 1",
        "7a Ada Lovela…  40.00",
        "7b Bea Ortega   15.00",
        "7c Cem Kaya     14.00",
        "7d Dan Li        6.00",
        "exhausted        0.00",
        "Quota 26",
        "elected: 7a",
        "",
        "Stage 2",
        "7a Ada Lovela…  26.00  -14.00",
        "7c Cem Kaya     23.80   +9.80",
        "7b Bea Ortega   15.00",
        "7d Dan Li        6.00",
        "exhausted        4.20   +4.20",
        "Quota 26",
        "excluded: 7d",
        "",
        "Stage 3",
        "7a Ada Lovela…  26.00",
        "7c Cem Kaya     23.80",
        "7b Bea Ortega   21.00  +6.00",
        "exhausted        4.20",
        "Quota 26",
        "excluded: 7b",
        "",
        "Stage 4",
        "7a Ada Lovela…  26.00",
        "7c Cem Kaya     23.80",
        "exhausted       25.20  +21.00",
        "Quota 26",
        "elected: 7c",
        "The count is exact; two places are shown.",
        "",
        "Turnout: 75 of 100 on the roll (75.0 %)",
        "",
        "Elected: Ada Lovelace (stage 1: 40) and Cem Kaya (stage 4: 23.8, last seats, below the quota); quota 26; "
        "valid ballots 75; present 100.",
    ]


def test_meek_stv_in_german_has_the_quota_of_each_stage() -> None:
    vote = counted(replace(RANKED, method="meek-stv"), BALLOTS)
    assert for_members(vote, DE)[19:] == [
        "Stufe 2",
        "7a Ada Lovela…     25,00  -15,00",
        "7c Cem Kaya        24,50  +10,50",
        "7b Bea Ortega      15,00",
        "7d Dan Li           6,00",
        "nicht übertragbar   4,50   +4,50",
        "Quote 23,5",
        "gewählt: 7c",
        "Gezählt wird genau; gezeigt werden zwei Stellen.",
        "",
        "Beteiligung: 75 von 100 im Verzeichnis (75,0 %)",
        "",
        "Gewählt: Ada Lovelace (Stufe 1: 40) und Cem Kaya (Stufe 2: 24,5); Quote 23,5; gültige Stimmzettel 75; "
        "anwesend 100.",
    ]
    assert "Quota: 23.500000005 at the last stage = votes still in play / 3, and one billionth more" in for_chair(vote)


def test_tie_that_stops_a_count_says_how_it_goes_on() -> None:
    vote = counted(IRV, {"a": 10, "b": 10, "c": 10})
    assert spoken(vote) == (
        "Tie: valid ballots 30; present 100. Tie, not decided: Ada Lovelace (10), Bea Ortega (10) and Cem Kaya (10). "
        "The count goes on when a lot is drawn."
    )
    assert for_chair(vote)[1:3] == [
        "Tie",
        "Draw a lot and write who was drawn, the first drawn first: /lot 7 NAME. "
        "Whoever is drawn last or not at all goes out.",
    ]


def test_lots_inside_a_count_are_said() -> None:
    vote = counted(IRV, {"a": 10, "b": 10}, drawn=("c", "b", "a"))
    assert spoken(vote) == (
        "Elected: Bea Ortega (stage 4: 10); needed more than half of 10 still in play = 6; valid ballots 20; "
        "present 100. Tie between Cem Kaya and Dan Li; the lot decided in this order: 1. Cem Kaya and 2. Dan Li. "
        "Tie between Ada Lovelace and Bea Ortega; the lot decided in this order: 1. Bea Ortega and 2. Ada Lovelace."
    )


def test_schulze_for_the_chair_ranks_compares_neighbours_and_says_why_an_option_is_dropped() -> None:
    vote = counted(DEBIAN, {"a>b>c>e": 10, "b>c>a>e": 9, "c>a>b>e": 8, "e>d": 3, "d>e": 1})
    assert for_chair(vote) == [
        "Result · Election 7 “Board”",
        "Elected",
        "",
        "1. 7a · Ada Lovelace · elected",
        "2. 7b · Bea Ortega; against 7a 9 : 18",
        "3. 7c · Cem Kaya; against 7b 8 : 19",
        "4. 7e · None of the above; against 7c 4 : 27",
        "The majorities run in a circle; the strongest paths decide (Schulze).",
        "– 7d · Dan Li: dropped; against “None of the above” 1 : 30, needed 16",
        "Valid ballots: 31 (abstentions included)",
        "",
        "Turnout: 31 of 100 on the roll (31.0 %)",
        "Ranked by pairwise majorities (Schulze); seats: 1",
        "Dropped unless before “None of the above” by simple (more than 1/2 of yes and no votes) and with 8 votes",
        "Present at opening: 100; no quorum needed",
        "",
        "Read aloud:",
        "Elected: Ada Lovelace; needed before “None of the above”: more than 1/2 of yes and no votes; "
        "valid ballots 31; present 100.",
        "",
        "Members do not see this yet. /publish 7 or:",
    ]


def test_schulze_drops_an_option_below_the_quorum() -> None:
    vote = counted(DEBIAN, {"a>e": 7})
    assert "– 7a · Ada Lovelace: dropped; against “None of the above” 7 : 0, needed 8" in for_members(vote)


def test_schulze_tie_shares_a_place() -> None:
    assert for_members(counted(replace(SCHULZE, tie="lot"), {"a=b>c": 10}))[3:] == [
        "1. 7a · Ada Lovelace · tie, not decided",
        "1. 7b · Bea Ortega · tie, not decided; against 7a 0 : 0",
        "2. 7c · Cem Kaya; against 7b 0 : 10",
        "3. 7d · Dan Li; against 7c 0 : 10",
        "Valid ballots: 10 (abstentions included)",
        "",
        "Turnout: 10 of 100 on the roll (10.0 %)",
        "",
        "Tie: valid ballots 10; present 100. "
        "Tie, not decided: Ada Lovelace and Bea Ortega. A lot decides between them.",
    ]


def crowd(count: int, text: str = "") -> tuple[Option, ...]:
    return tuple(Option(label, f"{label} {text}"[:120].strip()) for label in labels(count))


def test_too_many_stages_leave_the_elected_and_the_last_stage() -> None:
    options = crowd(30)
    names = [option.label for option in options]
    box = {f"{name}>{names[place // 2]}": place + 5 for place, name in enumerate(names) if place}
    assert for_members(counted(replace(RANKED, options=options, maximum=30, seats=3), box))[34:45] == [
        "100 % = 580 (valid ballots, abstentions included)",
        "",
        "28 stages, too many to show here; as a file: /result 7 file. Who was elected, and the last stage:",
        "Stage 28: ag (34), af (33) and ae (32)",
        "Stage 28",
        "7ag ag      34",
        "7af af      33",
        "7ae ae      32",
        "exhausted  481  +31",
        "Quota 146",
        "elected: 7ag, 7af and 7ae",
    ]


LONG = [
    replace(BOARD, method="plurality", tie="lot"),
    replace(BOARD, method="block", seats=45, maximum=300, majority="absolute", tie="chair"),
    replace(
        BOARD, method="block", seats=45, maximum=300, slots=(Slot("w" * 60, 15), Slot("x" * 60, 15), Slot("open", 15))
    ),
    replace(BOARD, method="approval", seats=45, maximum=300, by_weight=True),
    replace(BOARD, method="per-candidate", seats=45, maximum=300, majority="absolute"),
    replace(BOARD, method="irv", maximum=300),
    replace(BOARD, method="scottish-stv", maximum=300, seats=20),
]


def ballots(definition: Definition) -> dict[str, int]:
    names = [option.label for option in definition.options]
    if definition.method == "per-candidate":
        return {" ".join(f"{name}:yes" for name in names): 7}
    if definition.method in ("irv", "scottish-stv"):
        return {">".join(names[start::40]): start + 3 for start in range(40)}
    if definition.method == "plurality":
        return dict.fromkeys(names, 1)
    return {"+".join(names[:40]): 7, "+".join(names[20:80]): 6}


@pytest.mark.parametrize("text", ["N" * 120, "<&>" * 40])
@pytest.mark.parametrize("definition", LONG, ids=lambda definition: definition.method)
def test_longest_result_fits_into_a_message(definition: Definition, text: str) -> None:
    long = replace(definition, title="T" * 300, options=crowd(300, text))
    vote = counted(long, ballots(long), seed="5" * 64, ruling="&" * 1000, late=9, roll=Totals(1000, 1_234_000_005))
    shown = [plain(view(language, vote, meeting("300")).text) for view, language in (
        (results.for_chair, DE), (results.for_members, EN),
    )]  # fmt: skip
    assert [(1000 < len(message) <= 4096) for message in shown] == [True, True]
