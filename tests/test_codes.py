import pytest

from core import codes


@pytest.mark.parametrize(
    "typed", ["", "7K3M", "7K3M-Q2ZD-91XA-HV4U", "7K3M-Q2ZD-91XA-HV4T-", "x" * 17, "٣" * 16, "é" * 16]
)
def test_text_that_cannot_be_a_code_is_none(typed: str) -> None:
    expected = "7K3MQ2ZD91XAHV4T" if typed.endswith("T-") else None
    assert codes.normal(typed) == expected


@pytest.mark.parametrize(
    "typed", ["7k3m q2zd 91xa hv4t", "7K3MQ2ZD9IXAHV4T", "7k3m-q2zd-9lxa-hv4t", " 7K3M-Q2ZD-91XA-HV4T "]
)
def test_code_is_read_as_it_was_meant(typed: str) -> None:
    assert codes.digest(typed) == codes.digest("7K3M-Q2ZD-91XA-HV4T")


def test_letter_o_is_read_as_zero() -> None:
    assert codes.normal("OOOO-0000-OOOO-0000") == "0" * 16


def test_new_codes_have_eighty_bits_and_are_never_the_same() -> None:
    made = {codes.new_code() for _ in range(1000)}
    assert (len(made), {len(codes.normal(code) or "") for code in made}) == (1000, {16})
    assert {letter for code in made for letter in code} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")


def test_short_codes_are_different_numbers_of_four_digits() -> None:
    drawn = codes.short_codes(10_000)
    assert sorted(drawn) == [f"{number:04d}" for number in range(10_000)]
