"""Rules of the house about what stands in a file: no circles of imports, nothing silenced, glued or said in code."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for room in ("core", "adapters", "bot")
    for path in sorted((ROOT / room).rglob("*.py"))
}
"""All modules of ours, by name."""


def named(module: str, tree: ast.AST) -> Iterator[str]:
    """Everything that a module imports, also inside functions and for types alone, as dotted names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: -node.level] if node.level else []
            whole = ".".join([*base, *([node.module] if node.module else [])])
            yield whole
            yield from (f"{whole}.{alias.name}" for alias in node.names)


def circles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """Modules that import each other, directly or through one another: what is left when all others are taken out."""
    left = {name: set(others) for name, others in imports.items()}
    while leaves := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in leaves}
    while unasked := left.keys() - {other for others in left.values() for other in others}:
        left = {name: others for name, others in left.items() if name not in unasked}
    return [sorted(left)] if left else []


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}, [["b", "c"]]),
    ],
)
def test_rule_of_circles_finds_what_it_should(imports: dict[str, set[str]], found: list[list[str]]) -> None:
    assert circles(imports) == found


def test_no_modules_import_each_other() -> None:
    imports = {}
    for module, path in MODULES.items():
        names = named(module, ast.parse(path.read_text(encoding="utf-8")))
        imports[module] = {name for name in names if name in MODULES and name != module}
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    assert circles({name: others - packages for name, others in imports.items() if name not in packages}) == []


SILENCED = re.compile(r"# (?:noqa: [A-Z0-9]+(?:, ?[A-Z0-9]+)*|type: ignore\[[a-z, -]+\])(?P<why>  # \S| - \S)?")


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("x = 1  # noqa: S101", [False]),
        ("x = 1  # noqa: S101 - just made", [True]),
        ("x = 1  # type: ignore[misc]", [False]),
        ("x = 1  # type: ignore[misc]  # nio is untyped", [True]),
    ],
)
def test_rule_of_silence_finds_what_it_should(code: str, reasons: list[bool]) -> None:
    assert [bool(found["why"]) for found in SILENCED.finditer(code)] == reasons


def test_whatever_is_silenced_says_why() -> None:
    bare = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in MODULES.values()
        for line in path.read_text(encoding="utf-8").splitlines()
        for found in SILENCED.finditer(line)
        if not found["why"]
    ]
    assert bare == []


GLUED = re.compile(r"""["'][,;] ["']\)?\.join\(""")
MAY_GLUE = {
    "bot/papers/proxies.py": "words that an organiser may write",
    "bot/papers/records.py": "an exception's text, for the log",
    "bot/papers/roster.py": "words that an organiser may write",
}
"""Lists that are no sentence of any language."""


@pytest.mark.parametrize(
    ("code", "glued"),
    [
        ('", ".join(names)', True),
        ('Markup("; ").join(parts)', True),
        ('" | ".join(row)', False),
        ('"\\n".join(x)', False),
    ],
)
def test_rule_of_lists_finds_what_it_should(code: str, glued: bool) -> None:
    assert bool(GLUED.search(code)) is glued


def test_lists_that_people_read_are_made_by_their_language() -> None:
    rooms = ("bot.handlers", "bot.papers", "bot.running", "bot.views", "core.attendance", "core.voting")
    read = {path for module, path in MODULES.items() if module.startswith(rooms)}
    glued = {path.relative_to(ROOT).as_posix() for path in read if GLUED.search(path.read_text(encoding="utf-8"))}
    assert glued == set(MAY_GLUE)


def test_every_module_says_in_its_first_line_what_it_is() -> None:
    silent = [
        module
        for module, path in MODULES.items()
        if path.stat().st_size and not (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()
    ]
    assert silent == []


WRITES = re.compile(r"\btx\.db\b|\bstore import [^\n]*\btables\b|\bstore\.tables\b|^import core\b", re.MULTILINE)


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("await call.tx.db.execute(t.vote.update())", True),
        ("from core.store import tables as t", True),
        ("from core.store import tables, votes", True),
        ("import core.store.deliveries as rows", True),
        ("from core.store import votes\n# a table of tables", False),
    ],
)
def test_rule_of_statements_finds_what_it_should(code: str, writes: bool) -> None:
    assert bool(WRITES.search(code)) is writes


def test_only_the_store_makes_statements() -> None:
    """Beside `test_repository`, which knows the functions of the store that write, but no statement made elsewhere."""
    outside = {module: path for module, path in MODULES.items() if not module.startswith("core.store")}
    assert [module for module, path in outside.items() if WRITES.search(path.read_text(encoding="utf-8"))] == []


SENTENCE = re.compile(r"[A-Za-zÄÖÜäöüß]{2,} [A-Za-zÄÖÜäöüß]{2,}")
REQUESTS = {"minutes pdf"}
"""What `bot.papers.files` is asked for."""


def sentences(source: str) -> set[str]:
    """Texts of several words in code, without docstrings."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    return {text for text in texts if isinstance(text, str) and SENTENCE.search(text)}


def test_rule_of_sentences_finds_what_it_should() -> None:
    assert sentences('"""A module."""\ncall.say("vote-open", title="Not now")\nf"{name} has voted"') == {
        "Not now",
        " has voted",
    }


def test_handlers_and_views_hold_no_sentence() -> None:
    rooms = {module: path for module, path in MODULES.items() if module.startswith(("bot.handlers", "bot.views"))}
    found = {module: sentences(path.read_text(encoding="utf-8")) - REQUESTS for module, path in rooms.items()}
    assert {module: texts for module, texts in found.items() if texts} == {}


def test_texts_are_put_together_in_one_place() -> None:
    joins = re.compile(r"Markup\([^()]*\)\.join\(")
    found = {module for module, path in MODULES.items() if joins.search(path.read_text(encoding="utf-8"))}
    assert found == {"bot.wording.speech"}
