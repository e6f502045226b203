import io
import logging

import pytest

from adapters.redact import guard_handlers, hide, redact, redacting, where

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"POST /bot{TOKEN.replace(':', '%3A')}/sendMessage",
        "bot1:TEST",
        "an access token syt_abcdef_secret",
    ],
)
def test_redact_hides_tokens_and_registered_secrets(text: str) -> None:
    hide("syt_abcdef_secret")
    assert [part for part in ("AAF-abc", "1:TEST", "syt_") if part in redact(text)] == []


def test_secret_that_holds_another_is_hidden_whole() -> None:
    for one in ("hunter", "hunter2-and-more", "secret"):
        hide(one)
    assert redact("hunter2-and-more, hunter, secret") == "[secret], [secret], [secret]"


@pytest.mark.parametrize("text", ["vote 7 at 12:30:05", "2026-11-23T08:00:00", "telegram:123456789"])
def test_redact_leaves_other_text_alone(text: str) -> None:
    assert redact(text) == text


def test_no_secret_is_registered_that_is_a_word() -> None:
    hide("yes")
    assert redact("yes") == "yes"


def test_guarded_handlers_redact_arguments_and_tracebacks() -> None:
    stream = io.StringIO()
    logger = logging.getLogger("guarded once")
    logger.addHandler(logging.StreamHandler(stream))
    guard_handlers(logger)
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logger.exception("failed with %s", TOKEN)
    written = stream.getvalue()
    assert ("AAF-abc" in written, "Traceback" in written, "[secret]" in written) == (False, True, True)


def test_guarding_twice_is_guarding_once() -> None:
    logger = logging.getLogger("guarded twice")
    logger.addHandler(logging.StreamHandler(io.StringIO()))
    guard_handlers(logger)
    once = logger.handlers[0].formatter
    guard_handlers(logger)
    assert logger.handlers[0].formatter is once


def test_the_structlog_processor_redacts_every_value() -> None:
    event = redacting(None, "info", {"event": f"got {TOKEN}", "error": ValueError(TOKEN), "vote": 7, "late": True})
    assert event == {"event": "got [secret]", "error": "ValueError('[secret]')", "vote": 7, "late": True}


def test_where_tells_type_and_lines_and_no_contents() -> None:
    try:
        raise ValueError("7a")
    except ValueError as error:
        told = where(error)
    assert (told.startswith("ValueError < test_telegram_redact.py:"), "7a" in told) == (True, False)
