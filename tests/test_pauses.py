"""A network that asks us to wait, however absurdly: never at once and never for ever, on every network."""

import json
import math
from random import Random

import pytest

from adapters.contract import RetryLater
from adapters.matrix.errors import result as of_matrix
from adapters.pacing import LEAST, LONGEST, Backoff
from adapters.parsing import Json
from adapters.telegram.errors import result as of_telegram

SECONDS: list[tuple[str, float | None]] = [
    ("5", 5.0),
    ("0.25", 0.25),
    ("0", 0.0),
    ("-7", 0.0),
    ("-1e300", 0.0),
    ("1e300", 86_400.0),
    ("1" + "0" * 400, 86_400.0),
    ("Infinity", 86_400.0),
    ("1e999", 86_400.0),
    ("NaN", None),
    ('"5"', None),
    ('"soon"', None),
    ("true", None),
    ("null", None),
    ("[5]", None),
    ("{}", None),
]


def told_by_telegram(value: str) -> float | None:
    body = f'{{"ok": false, "error_code": 429, "description": "x", "parameters": {{"retry_after": {value}}}}}'
    with pytest.raises(RetryLater) as error:
        of_telegram(429, body.encode())
    return error.value.seconds


def told_by_matrix(value: str, header: str = "") -> float | None:
    with pytest.raises(RetryLater) as error:
        of_matrix(429, f'{{"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": {value}}}'.encode(), header)
    return error.value.seconds


@pytest.mark.parametrize(("value", "seconds"), SECONDS)
def test_telegram_tells_seconds_that_can_be_reckoned_with_or_none(value: str, seconds: float | None) -> None:
    assert told_by_telegram(value) == seconds


@pytest.mark.parametrize("body", [{"parameters": []}, {"parameters": None}, {}, {"parameters": {"retry_after": []}}])
def test_telegram_without_a_figure_tells_none(body: dict[str, Json]) -> None:
    with pytest.raises(RetryLater) as error:
        of_telegram(429, json.dumps({"ok": False, "error_code": 429, **body}).encode())
    assert error.value.seconds is None


@pytest.mark.parametrize("value", [value for value, _ in SECONDS])
def test_a_homeserver_tells_seconds_within_bounds_or_none(value: str) -> None:
    seconds = told_by_matrix(value)
    assert seconds is None or 0.5 <= seconds <= 600


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("Thu, 99 Foo 9999 99:99:99 GMT", None),
        ("1e300", None),
        ("-5", None),
        ("5.5", None),
        (" 5", None),
        ("²", None),
        ("5", 5.0),
    ],
)
def test_a_header_that_is_no_whole_number_of_seconds_is_none(header: str, seconds: float | None) -> None:
    assert told_by_matrix("null", header) == seconds


@pytest.mark.parametrize(
    "told", [None, 0, -5, 0.0001, 1e300, 10**400, -(10**400), math.inf, -math.inf, math.nan, 5, 1e9]
)
@pytest.mark.parametrize("failures", [1, 5, 10**6])
def test_a_pause_is_never_nothing_and_never_for_ever(told: float | None, failures: int) -> None:
    pause = Backoff(Random(1)).pause(failures, told)
    assert LEAST <= pause <= LONGEST
