"""A result as bars: what pictures and the hall's screen are drawn from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import cast

import pytest

from bot.papers.pages import PIECE, blocks, minutes_pdf
from bot.papers.pictures import result_picture
from bot.papers.typesetting import INSTEAD, NotSet, TooLong, breakable, drawable, pdf, png
from bot.views.result.chart import Bar, Chart, chart
from core.methods.model import labels
from core.model import Acceptance, Definition, Option, Vote
from core.totals import Totals
from tests.results import BLOCK, BOARD, DE, EN, RANKED, YES_NO, counted, heads, meeting

PNG = b"\x89PNG\r\n\x1a\n"
TWO_THIRDS = Definition("Budget", YES_NO, majority="at least 2/3 of valid")
BUDGET = counted(TWO_THIRDS, {"a": 412, "b": 170, "c": 16, "": 3}, roll=heads(655), present=heads(655))
EACH = replace(BOARD, method="per-candidate", majority="simple", seats=2, minimum=0, maximum=4)
ANSWERED = counted(EACH, {"a:yes b:no c:abstain d:yes": 30, "a:no b:yes c:yes d:no": 20})
INJECTION = '#panic("x") $1/0$ *bold* @x <y> ] #read("/etc/passwd") \\'


def told(vote: Vote) -> Chart:
    return chart(EN, vote, meeting())


def test_question_has_its_line_on_yes_alone() -> None:
    shown = told(BUDGET)
    assert shown.bars == (
        Bar("7a · Yes", "412 (68.9 %)", "", Fraction(412, 598), Fraction(399, 598)),
        Bar("7b · No", "170 (28.4 %)", "", Fraction(170, 598)),
        Bar("7c · Abstain", "16 (2.7 %)", "", Fraction(16, 598)),
    )
    assert (shown.verdict, shown.line, shown.turned_out) == ("Carried", "The line: 399 needed", Fraction(601, 655))


@pytest.mark.parametrize("yes", [0, 398, 399, 400, 598])
def test_bar_reaches_its_line_exactly_when_the_majority_is_reached(yes: int) -> None:
    shown = told(counted(TWO_THIRDS, {"a": yes, "b": 598 - yes}, roll=heads(655)))
    bar = shown.bars[0]
    assert bar.share is not None
    assert bar.line is not None
    assert (bar.share >= bar.line) == (shown.verdict == "Carried")


def test_line_beyond_all_votes_is_on_the_axis() -> None:
    rule = replace(TWO_THIRDS, majority="at least 3/4 of entitled")
    bars = told(counted(rule, {"a": 10, "b": 5}, roll=heads(15), entitled=heads(120))).bars
    assert (bars[0].share, bars[0].line) == (Fraction(10, 120), Fraction(90, 120))


def test_tie_touches_no_line() -> None:
    shown = told(counted(Definition("Budget", YES_NO), {"a": 10, "b": 10}))
    assert (shown.verdict, shown.bars[0].share, shown.bars[0].line) == ("Tie", Fraction(1, 2), Fraction(11, 20))


def test_weight_decides_what_is_drawn() -> None:
    rule = replace(TWO_THIRDS, majority="more than 1/2 of yes_no by weight")
    box = {"a": Totals(1, 3_000_000), "b": Totals(2, 2_000_000)}
    shown = told(replace(counted(rule, {}), box=box))
    assert [bar.share for bar in shown.bars] == [Fraction(3, 5), Fraction(2, 5), 0]


def test_plurality_without_majority_has_no_line() -> None:
    shown = told(counted(BOARD, {"a": 40, "b": 30, "abstain": 5}))
    assert [(bar.label, bar.mark, bar.line) for bar in shown.bars] == [
        ("7a · Ada Lovelace", "elected", None),
        ("7b · Bea Ortega", "", None),
        ("7c · Cem Kaya", "", None),
        ("7d · Dan Li", "", None),
        ("Abstain", "", None),
    ]
    assert shown.line == ""


def test_each_candidate_has_a_base_of_its_own() -> None:
    shown = {bar.label: (bar.share, bar.line) for bar in told(ANSWERED).bars}
    assert shown["7a · Ada Lovelace"] == (Fraction(30, 50), Fraction(26, 50))
    assert shown["7c · Cem Kaya"] == (Fraction(1), Fraction(11, 20))


def test_stages_end_with_the_quota_as_the_line() -> None:
    shown = told(counted(RANKED, {"a>b>c": 40, "b>c": 25, "c>d": 20, "d>c>a": 10}))
    assert (shown.shows, shown.line) == ("After stage 2, the last one", "The line: quota 32")
    assert shown.bars[0] == Bar(
        "7b · Bea Ortega", "33 (first preferences 25)", "elected (stage 2)", Fraction(1), Fraction(32, 33)
    )


def test_who_was_excluded_has_the_votes_of_that_stage_and_the_last_one_out_comes_first() -> None:
    box = {"a": 40, "b>a": 25, "c>b": 20, "d>c": 10}
    shown = told(counted(replace(RANKED, seats=1, method="irv"), box))
    assert shown.shows == "After stage 3, the last one; who was out before, with the votes of that stage"
    assert [(bar.label[:2], bar.number.split(" ")[0], bar.mark) for bar in shown.bars] == [
        ("7a", "65", "elected (stage 3)"),
        ("7c", "30", ""),
        ("7b", "25", "out at stage 2"),
        ("7d", "10", "out at stage 1"),
    ]


def test_what_all_candidates_needed_is_said_once() -> None:
    alike = told(counted(replace(EACH, majority="absolute"), {"a:yes b:no c:yes d:no": 30, "a:no b:yes c:no d:no": 20}))
    assert (alike.bars[0].number, alike.line) == ("yes 30, no 20, abstain 0 (60.0 %)", "The line: 26 needed")
    each = told(ANSWERED)
    assert (each.bars[-1].number.endswith("needed 11"), each.line) == (True, "The line: what each one needed")


def test_ranking_has_places_and_no_bars() -> None:
    rule = replace(BOARD, method="schulze", maximum=4, majority="simple")
    shown = told(counted(rule, {"a>b>c": 30, "b>c": 25, "c>b": 20, "d>c>a": 10}))
    assert [(bar.number, bar.share) for bar in shown.bars] == [(f"place {place}", None) for place in range(1, 5)]


def test_board_is_shown_as_it_is_held_now() -> None:
    vote = counted(BLOCK, {"a+b": 40, "b+c": 30, "c": 1}, answers={"b": Acceptance.DECLINED})
    marks = {bar.label: bar.mark for bar in told(vote).bars}
    assert (marks["7b · Bea Ortega"], marks["7c · Cem Kaya"]) == ("declined the election", "elected")


def test_rehearsal_says_so() -> None:
    assert chart(EN, BUDGET, meeting(rehearsal=True)).head == "RESULT OF A REHEARSAL, nothing counts · Vote 7"


# -- pictures


def test_texts_of_people_are_data_and_never_markup() -> None:
    options = tuple(Option(label, INJECTION) for label in labels(2))
    vote = counted(replace(BOARD, title=INJECTION, options=options), {"a": 2, "b": 1}, ruling=INJECTION)
    harmless = replace(vote, definition=replace(vote.definition, title="x"))
    assert told(vote).title == INJECTION
    assert result_picture(EN, told(vote)).startswith(PNG)
    assert result_picture(EN, told(vote)) != result_picture(EN, told(harmless))


def test_picture_is_the_same_for_the_same_result() -> None:
    assert result_picture(EN, told(BUDGET)) is result_picture(EN, told(BUDGET))
    assert result_picture(DE, chart(DE, BUDGET, meeting())) != result_picture(EN, told(BUDGET))


@pytest.mark.parametrize("number", [1, 10, 30])
def test_picture_fits_a_phone_and_telegram(number: int) -> None:
    names = ["O" * 119, "王小明", "محمد الأمين", "שרה כהן", "Anna-Lena " * 11]
    options = tuple(Option(label, names[place % 5]) for place, label in enumerate(labels(number)))
    picture = result_picture(DE, chart(DE, counted(replace(BOARD, options=options), {"a": 9}), meeting()))
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert picture.startswith(PNG)
    assert (width, width + height < 10_000) == (1800 if number > 10 else 1080, True)


def test_letters_without_a_font_are_said_to_be_missing() -> None:
    assert drawable("Ada \U000f1234\U000f1235 Ł ж ש ع") == f"Ada {INSTEAD} Ł ж ש ع"


def test_long_words_can_be_broken_and_short_ones_are_left_alone() -> None:
    assert (breakable("x" * 23), breakable("Waldenburg-Schillingsfürst")) == (
        "x" * 22 + "\u200b" + "x",
        "Waldenburg-Schillingsfürst",
    )


def test_template_that_fails_is_an_error_of_ours() -> None:
    with pytest.raises(NotSet):
        png("result.typ", {})


# -- minutes


def test_markdown_of_the_minutes_becomes_blocks() -> None:
    text = "# A \\#1\n\n- x\n- y\n\n> q\n\n| a | b |\n|---|---:|\n| 1 \\| 2 |  |\n\n**v**\n\n1\\. z\n"
    assert list(blocks(text)) == [
        {"kind": "heading", "level": 1, "text": "A #1"},
        {"kind": "list", "items": [["x"], ["y"]]},
        {"kind": "quote", "text": "q"},
        {"kind": "table", "head": ["a", "b"], "rows": [["1 | 2", ""]]},
        {"kind": "strong", "text": "v"},
        {"kind": "text", "text": "1. z"},
    ]


def test_names_of_thousands_are_set_in_pieces_that_read_the_same() -> None:
    names = [f"Ann Miller-{number} ({number})" for number in range(1000)]
    line = f"Yes: {', '.join(names)} and Ben"
    (part,) = blocks(f"- {line}\n- {'x' * 3 * PIECE}\n")
    (pieces, (long,)) = cast(list[list[str]], part["items"])
    assert (" ".join(pieces), {piece[-1] for piece in pieces[:-1]}, long[:3]) == (line, {","}, "xxx")
    assert [PIECE <= len(piece) <= 2 * PIECE for piece in pieces] == [True] * 5


def test_minutes_are_a_tagged_pdf_whatever_people_wrote() -> None:
    written = minutes_pdf("# Minutes\n\n## Course\n\n- \\#panic(1) \\$x\\$\n", "en")
    assert (written[:5], b"pdfuaid" in written, b"StructTreeRoot" in written) == (b"%PDF-", True, True)


# -- long documents


@pytest.mark.parametrize("longest", [0, 100, 5000])
def test_document_of_more_characters_than_were_to_be_set_is_not(longest: int) -> None:
    minutes = "# Minutes\n\n" + "- Anna Ortega, Bělá Černá\n" * 200
    with pytest.raises(TooLong):
        minutes_pdf(minutes, "en", longest)
    assert minutes_pdf(minutes, "en", 20_000)[:5] == b"%PDF-"


def test_document_that_cannot_be_set_says_why() -> None:
    with pytest.raises(NotSet, match="blocks"):
        pdf("minutes.typ", {"language": "en", "title": "Minutes"})
