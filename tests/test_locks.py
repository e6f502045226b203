"""What a release is made of: libraries that are pinned, and a licence."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> dict[str, str]:
    """Name and version of everything that a lock file pins for some machine."""
    found = re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE)
    return dict(found)


def unmet(dependencies: list[str], locked: dict[str, str]) -> Iterator[str]:
    for text in dependencies:
        wanted = Requirement(text)
        version = locked.get(canonicalize_name(wanted.name))
        needed = wanted.marker is None or wanted.marker.evaluate()
        if needed and (version is None or version not in wanted.specifier):
            yield f"{text}: {version}"


def test_locks_fulfil_the_project() -> None:
    runtime = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]
    development = runtime + PROJECT["dependency-groups"]["dev"]
    assert list(unmet(runtime, pins("requirements.lock"))) == []
    assert list(unmet(development, pins("requirements-dev.lock"))) == []


def test_lock_of_the_runtime_is_part_of_the_other() -> None:
    assert pins("requirements.lock").items() - pins("requirements-dev.lock").items() == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_has_hashes_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[a-z0-9-]+==)", text)
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_licence_is_complete() -> None:
    text = (ROOT / "LICENSE").read_text()
    sections = re.findall(r"^  (\d+)\. ", text, re.MULTILINE)
    assert (text.split("\n")[0].strip(), sections) == (
        "GNU AFFERO GENERAL PUBLIC LICENSE",
        [str(number) for number in range(18)],
    )
