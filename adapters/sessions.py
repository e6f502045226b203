"""Connections to networks, of which there are no more than the process may have files."""

from __future__ import annotations

import resource
from typing import Final

import aiohttp

MANY: Final = 8192
"""Files that suffice for all networks and a full hall."""
SHARE: Final = 8
"""A network has one in so many of the files that this process may open: who has to wait for a connection gets one."""


def open_many_files() -> None:
    """Ask for as many as the system allows: what a shell grants at first, 256 on a Mac, is less."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MANY if hard == resource.RLIM_INFINITY else min(MANY, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def share_of_files(most: int, share: int) -> int:
    """`most`, or one in `share` of the files that this process may open if that is less; two at the least."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return most if soft == resource.RLIM_INFINITY else min(most, max(2, soft // share))


def session(most: int) -> aiohttp.ClientSession:
    """A session of `most` connections at a time, or of a network's share; made within the running event loop."""
    connector = aiohttp.TCPConnector(limit=share_of_files(most, SHARE), limit_per_host=0)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
