"""Texts and times of config.toml as they are kept: what others read, and what cannot be told is refused."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from bot.drafting.settings import Title
from core import limits
from core.names import tidied


def _web(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", url) or tidied(url) != url:
        raise PydanticCustomError("bad-url", "url", {"word": url})
    return url


def _tidied(text: str) -> str:
    """As it is shown: one line, with nothing hidden in it. What shows nothing is refused."""
    if not (shown := tidied(text)):
        raise PydanticCustomError("empty", "nothing to be seen", {})
    return shown


def _moment(value: object) -> object:
    if isinstance(value, int | float):
        raise PydanticCustomError("wrong-type", "moment", {"expected": "datetime"})
    return value


def _of_our_time(at: datetime) -> datetime:
    """In the first and the last year of all no other time zone can be told."""
    if not 1900 <= at.year <= 2999:
        raise PydanticCustomError("wrong-type", "moment", {"expected": "datetime"})
    return at


Line = Annotated[str, StringConstraints(min_length=1, max_length=limits.LONGEST_LINE), AfterValidator(_tidied)]
Heading = Annotated[Title, AfterValidator(_tidied)]
Spot = Annotated[str, StringConstraints(max_length=limits.LONGEST_LINE), AfterValidator(tidied)]
"""A place; nothing where nothing of it can be seen."""
Web = Annotated[str, StringConstraints(max_length=limits.LONGEST_ADDRESS), AfterValidator(_web)]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_of_our_time)]
