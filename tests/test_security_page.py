"""SECURITY.md names the program that tries to break each guarantee; a name that leads nowhere is worth nothing."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").glob("*.py"))}
FAULTS = {
    9: "test_members_get_the_ballot_again_and_old_buttons_are_good_or_say_so",
    13: "test_group_has_no_buttons_that_cast_and_forged_ones_are_refused",
    16: "test_16_member_expelled_after_the_opening_votes_and_it_is_in_the_journal",
    17: "test_17_ballot_of_a_member_expelled_after_casting_stays",
    33: "test_vote_of_two_is_not_secret test_chair_is_warned_of_figures_that_tell_who_voted_how",
    34: "test_34_last_missing_voter_changes_nothing_but_the_total",
    38: "test_kill_while_a_box_is_closed_counted_and_scrubbed_is_resumed",
    39: "test_kill_while_a_box_is_closed_counted_and_scrubbed_is_resumed test_scrubbing_can_be_repeated",
    40: "test_40_key_that_was_overwritten_and_not_removed_goes_at_the_next_scrubbing",
    41: "test_missing_key_stops_the_count_and_loses_nothing test_count_by_the_clock_that_finds_no_key_is_told_once",
    42: "test_wrong_key_stops_the_count_and_loses_nothing "
    "test_envelope_that_was_changed_stops_the_count_and_is_counted_in_the_refusal",
    43: "test_43_count_on_a_full_disk_changes_nothing_and_works_when_there_is_room "
    "test_43_scrub_on_a_full_disk_is_tried_again_until_nothing_is_left",
    45: "test_45_what_cannot_be_written_is_refused_at_the_start_in_a_sentence "
    "test_log_that_was_deleted_while_nothing_ran_is_noticed test_database_that_is_gone_is_not_replaced_by_an_empty_one",
    46: "test_power_loss_while_secret_votes_are_cast_loses_none_that_was_acknowledged "
    "test_power_loss_does_lose_what_a_careless_program_has_stored",
    47: "test_older_copy_takes_nothing_until_the_operator_accepts_the_loss",
    49: "test_clock_that_is_set_again_and_again test_49_deadline_is_so_many_seconds_away_whatever_the_calendar_does",
    73: "test_73_account_that_was_taken_over_casts_no_more_and_its_envelope_is_replaced",
    88: "test_every_change_of_the_journal_is_found_and_the_first_bad_entry_named "
    "test_every_file_that_is_changed_cut_or_gone_is_named",
    92: "test_no_log_at_debug_holds_a_token_a_ballot_or_what_was_typed test_nothing_but_the_box_tells_what_was_chosen",
}
"""Of trust.md 3.2, those about secret votes and the journal: the number, and the tests that play it."""


def guarantees() -> dict[str, str]:
    """Each row of the table, by the guarantee's name: the cell that names its tests."""
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| (G\d+) \| [^|]+ \| (.+) \|$", page, re.MULTILINE))


def untrue(cell: str) -> list[str]:
    """What a cell names that is not there; a name is looked for in the file before it."""
    wrong, file = [], ""
    for name in re.findall(r"`(test_[^`]+)`", cell):
        if name.endswith(".py"):
            file = name
            wrong += [] if "def test_" in TESTS.get(name, "") or "TestCase" in TESTS.get(name, "") else [name]
        elif not re.search(rf"def {name.replace('…', '[a-z0-9_]*')}\(", TESTS.get(file, "")):
            wrong.append(f"{file}: {name}")
    return wrong


def test_name_that_leads_nowhere_is_found() -> None:
    cell = "`test_papers.py`: `test_no_such_thing`; `test_absent.py`; `test_bundle_verifies_…`"
    assert untrue(cell) == [
        "test_papers.py: test_no_such_thing",
        "test_absent.py",
        "test_absent.py: test_bundle_verifies_…",
    ]


def test_each_guarantee_names_tests_that_exist() -> None:
    found = guarantees()
    assert [*found] == [f"G{number}" for number in range(1, 13)]
    assert {name: untrue(cell) for name, cell in found.items() if untrue(cell) or "`test_" not in cell} == {}


def test_each_fault_of_secret_votes_has_a_test() -> None:
    everything = "\n".join(TESTS.values())
    lost = {
        number: names for number, names in FAULTS.items() if any(f"def {n}(" not in everything for n in names.split())
    }
    assert lost == {}
