"""Sealed envelopes and who can open them."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import secrecy
from core.secrecy import Committee, KeyPair, Opener, Unreadable
from core.store.keys import Keys, NoKey

SIZE = secrecy.padded_size(40)
KEY = secrecy.new_key()
CODE = "7K3M2-QZD91"


def test_envelope_that_was_changed_stays_shut() -> None:
    envelope = secrecy.seal(KEY.public, CODE, "a", SIZE)
    for place in range(0, len(envelope), 7):
        broken = bytearray(envelope)
        broken[place] ^= 1
        with pytest.raises(Unreadable):
            Opener(KEY).open(bytes(broken))


@pytest.mark.parametrize("envelope", [b"", b"x", b"\0" * 200])
def test_what_is_no_envelope_stays_shut(envelope: bytes) -> None:
    with pytest.raises(Unreadable):
        Opener(KEY).open(envelope)


def test_key_of_another_vote_opens_nothing() -> None:
    with pytest.raises(Unreadable):
        Opener(secrecy.new_key()).open(secrecy.seal(KEY.public, CODE, "a", SIZE))


def test_choice_that_does_not_fit_is_not_cut_off() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        secrecy.seal(KEY.public, CODE, "a" * SIZE, SIZE)


@given(st.text("abc+>=: yesno", max_size=40))
def test_every_choice_comes_back_and_none_is_longer_than_another(choice: str) -> None:
    envelope = secrecy.seal(KEY.public, CODE, choice, SIZE)
    assert (Opener(KEY).open(envelope), len(envelope)) == ((CODE, choice), SIZE + 48)


def test_same_choice_never_looks_the_same() -> None:
    assert len({secrecy.seal(KEY.public, CODE, "a", SIZE) for _ in range(100)}) == 100


def test_codes_have_fifty_bits_and_no_mistakable_letter() -> None:
    codes = {secrecy.new_code() for _ in range(1000)}
    letters = set("".join(codes)) - {"-"}
    assert (len(codes), letters & set("ILOU"), {len(code) for code in codes}) == (1000, set(), {11})


PEOPLE = [secrecy.new_key() for _ in range(5)]


@pytest.mark.parametrize(("members", "needed"), [(1, 1), (2, 1), (3, 2), (3, 3), (5, 3)])
def test_committee_opens_the_box_with_enough_keys_and_never_with_fewer(members: int, needed: int) -> None:
    there = PEOPLE[:members]
    wrapped = secrecy.wrap(KEY.private, Committee(tuple(key.public for key in there), needed))
    for number in range(members + 1):
        for some in combinations(there, number):
            private = [key.private for key in reversed(some)]
            if number >= needed:
                assert secrecy.unwrap(wrapped, KEY.public, private) == KEY
            else:
                with pytest.raises(Unreadable):
                    secrecy.unwrap(wrapped, KEY.public, private)


def test_keys_of_strangers_do_not_help_a_committee() -> None:
    wrapped = secrecy.wrap(KEY.private, Committee((PEOPLE[0].public, PEOPLE[1].public), 2))
    with pytest.raises(Unreadable):
        secrecy.unwrap(wrapped, KEY.public, [PEOPLE[0].private, PEOPLE[2].private])


def test_wrapped_key_of_another_vote_is_not_taken_for_this_one() -> None:
    wrapped = secrecy.wrap(secrecy.new_key().private, Committee((PEOPLE[0].public,), 1))
    with pytest.raises(Unreadable):
        secrecy.unwrap(wrapped, KEY.public, [PEOPLE[0].private])


@pytest.mark.parametrize(("members", "needed"), [(0, 0), (1, 2), (6, 2), (2, 0)])
def test_committee_that_cannot_be_is_refused(members: int, needed: int) -> None:
    with pytest.raises(ValueError, match="1 to 5 members"):
        Committee(tuple(bytes([place]) * 32 for place in range(members)), needed)


def test_key_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoKey):
        Keys(tmp_path / "keys").find(KEY.public)


def test_key_of_another_vote_under_this_name_is_told(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    keys.keep(KEY)
    ((tmp_path / "keys") / f"{KEY.public.hex()}.key").write_bytes(secrecy.new_key().private)
    with pytest.raises(NoKey):
        keys.find(KEY.public)


def test_key_cut_short_is_told(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    keys.keep(KEY)
    ((tmp_path / "keys") / f"{KEY.public.hex()}.key").write_bytes(KEY.private[:20])
    with pytest.raises(NoKey):
        keys.find(KEY.public)


def test_key_is_kept_for_its_owner_only_and_destroyed_once_and_for_all(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    keys.keep(KEY)
    (file,) = (tmp_path / "keys").iterdir()
    kept = (keys.find(KEY.public), file.stat().st_mode & 0o777)
    keys.destroy(KEY.public)
    keys.destroy(KEY.public)
    assert (kept, list((tmp_path / "keys").iterdir())) == ((KEY, 0o600), [])


def test_no_key_is_written_over_another(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys")
    keys.keep(KEY)
    keys.keep(KeyPair(KEY.public, PEOPLE[0].private))
    assert keys.find(KEY.public) == KEY


def test_key_whose_writing_was_cut_short_is_written_anew_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    for ending in ("part", "key"):
        (folder / f"{KEY.public.hex()}.{ending}").write_bytes(KEY.private[:20])
    keys = Keys(folder)
    keys.keep(KEY)
    assert (keys.find(KEY.public), len(list(folder.iterdir()))) == (KEY, 1)


def test_key_that_was_being_written_is_destroyed_too(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / f"{KEY.public.hex()}.part").write_bytes(KEY.private)
    Keys(folder).destroy(KEY.public)
    assert list(folder.iterdir()) == []
