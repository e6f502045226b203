"""The rules of the house that a reader would otherwise have to check by eye."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from bot.cli.texts import SENTENCES
from bot.config import load
from bot.config.model import TABLES
from bot.papers.bundle import verifier
from core.methods import METHODS

ROOT = Path(__file__).parent.parent
CHOICES = re.compile(r"\bt\.(ballot|mark)\b|tables import .*\b(ballot|mark)\b")
ROOMS = ("core", "adapters", "bot")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))

FORBIDDEN = {"core": {"adapters", "bot"}, "adapters": {"core", "bot"}, "bot": set[str]()}
PLACES = {
    "sqlalchemy": r"core/store/.*",
    "alembic": r"core/store/.*",
    "telegram": r"adapters/telegram.*",
    "nio": r"adapters/matrix.*",
    "aiogram": r"bot/bench/.*",
    "nacl": r"core/secrecy\.py|adapters/matrix/signing\.py",
    "vodozemac": r"adapters/matrix/(comparing|machine)\.py",
}
"""Where a library may be imported; `bot/bench/`, which runs baselines, is exempt."""

TOP_LEVEL = {"bot", "adapters", "core", "tests", "pyproject.toml", "config.example.toml", "README.md"} | {
    *("Makefile", "LICENSE", "CHANGELOG.md", "SECURITY.md", ".ci", ".github", "deploy", "docs"),
    *("requirements.lock", "requirements-dev.lock", ".gitignore", ".dockerignore", ".git"),
}


def imported(path: Path) -> set[str]:
    """Top-level packages that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def wrong_imports(path: str, names: set[str]) -> set[str]:
    """What a file may not import. `path` is relative to the repository."""
    room = path.partition("/")[0]
    if path.startswith("bot/bench/"):
        return set()
    misplaced = {name for name, place in PLACES.items() if name in names and not re.fullmatch(place, path)}
    return (names & FORBIDDEN[room]) | misplaced


@pytest.mark.parametrize(
    ("path", "names", "wrong"),
    [
        ("core/rules.py", {"bot", "re"}, {"bot"}),
        ("adapters/memory.py", {"core"}, {"core"}),
        ("core/roster.py", {"sqlalchemy"}, {"sqlalchemy"}),
        ("bot/running/wiring.py", {"telegram", "core", "adapters"}, {"telegram"}),
        ("bot/bench/stock.py", {"telegram"}, set()),
        ("core/store/tables.py", {"sqlalchemy"}, set()),
    ],
)
def test_rule_of_imports_finds_what_it_should(path: str, names: set[str], wrong: set[str]) -> None:
    assert wrong_imports(path, names) == wrong


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_imports_only_what_its_room_may(path: Path) -> None:
    assert wrong_imports(path.relative_to(ROOT).as_posix(), imported(path)) == set()


CUTS = r"r?partition|r?split|startswith|removeprefix|between|r?find|r?index"
CUT = re.compile(rf"""\.(?:{CUTS})\(\s*f?["'](?:\{{\w+\}}|\w+)?:["']""")
"""Code that takes an address apart, or finds out by its beginning which network it is of."""
CUTTERS = {
    "core/address.py": "the one helper",
    "core/store/sql.py": "the same as SQL",
    "core/filling.py": "the text of a filled-in ballot",
    "core/methods/per_candidate.py": "`a:yes` in a ballot",
    "bot/config/model.py": "`postgresql:` of a database",
    "bot/drafting/understood.py": "`text:` of a draft",
    "bot/handlers/announcing.py": "`GROUP: TEXT` of /say",
    "bot/cli/election_files/board.py": "`a:yes` in a board",
}
"""Where a colon is cut at, and why."""


@pytest.mark.parametrize(
    ("code", "cuts"),
    [
        ('chat.partition(":")[0]', True),
        ('column.startswith(f"{network}:")', True),
        ('column.between(f"{network}:", x)', True),
        ("address.split(':')", True),
        ('chat.startswith("memory:")', True),
        ('chat[chat.index(":") :]', True),
        ('speech("de", chat=f"{name}:")', False),
    ],
)
def test_rule_of_addresses_finds_what_it_should(code: str, cuts: bool) -> None:
    assert bool(CUT.search(code)) is cuts


def test_addresses_are_opaque_outside_their_network() -> None:
    cut = {
        path
        for source in SOURCES
        if CUT.search(source.read_text(encoding="utf-8"))
        and not (path := source.relative_to(ROOT).as_posix()).startswith(("adapters/telegram/", "adapters/matrix/"))
    }
    assert {path for path in cut if not path.startswith("bot/bench/")} == set(CUTTERS)


FLOORS = ("cli", "demo", "running", "handlers", "papers", "views", "config", "chat", "drafting", "wording")
"""The rooms of `bot/` from the top down. `bench/`, which measures all of them, stands beside."""
ENTRIES = {"__init__.py", "__main__.py"}


def rooms_imported(path: Path) -> set[str]:
    """Rooms of `bot/` that a file of `bot/` imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("bot.")}


def rooms_above(room: str, others: set[str]) -> set[str]:
    """Which of these rooms a room may not import."""
    below = {*FLOORS[FLOORS.index(room) :], *({"bench"} if room == "cli" else set())}
    return others - below


@pytest.mark.parametrize(
    ("room", "others", "wrong"),
    [
        ("chat", {"chat", "drafting", "wording"}, set()),
        ("chat", {"views", "bench"}, {"views", "bench"}),
        ("cli", {"bench", "running"}, set()),
    ],
)
def test_rule_of_floors_finds_what_it_should(room: str, others: set[str], wrong: set[str]) -> None:
    assert rooms_above(room, others) == wrong


def test_rooms_of_the_bot_import_only_rooms_below() -> None:
    files = [path for path in SOURCES if path.relative_to(ROOT).parts[0] == "bot"]
    flat = {path.name for path in files if path.parent.name == "bot"}
    found = {path: path.relative_to(ROOT).parts[1] for path in files if path.parent.name != "bot"}
    wrong = {str(path): rooms_above(room, rooms_imported(path)) for path, room in found.items() if room != "bench"}
    assert (flat, {path: rooms for path, rooms in wrong.items() if rooms}) == (ENTRIES, {})


Named = tuple[str, str]
"""A module of the store, and a function in it."""
ONLY_READ = ("handlers", "papers", "views", "chat", "drafting", "wording")
"""Rooms of `bot/` that change nothing but by a verb of the core."""


def store_imported(tree: ast.AST) -> dict[str, Named]:
    """By its name in a file, what it imports of the store; of a whole module the function is ""."""
    found: dict[str, Named] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("core.store"):
            module = str(node.module).removeprefix("core.store").removeprefix(".")
            for name in node.names:
                found[name.asname or name.name] = (module, name.name) if module else (name.name, "")
    return found


def store_used(node: ast.AST, imports: dict[str, Named]) -> set[Named]:
    """Functions of the store that a piece of code names."""
    found = {imports[one.id] for one in ast.walk(node) if isinstance(one, ast.Name) and one.id in imports}
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in imports:
            found.add((imports[one.value.id][0], one.attr))
    return found


def writes(function: ast.AST) -> bool:
    """Whether a function of the store makes a statement that changes something."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {call.id for call in calls if isinstance(call, ast.Name)}
    of_tables = {
        call.attr for call in calls if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Attribute)
    }
    return bool((names | of_tables) & {"insert", "update", "delete"})


def store_writers(files: dict[str, str]) -> set[Named]:
    """Functions that write, by themselves or through one another; `files` are sources by module."""
    used: dict[Named, set[Named]] = {}
    found: set[Named] = set()
    for module, source in files.items():
        tree = ast.parse(source)
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        known = store_imported(tree) | {node.name: (module, node.name) for node in functions}
        used |= {(module, node.name): store_used(node, known) for node in functions}
        found |= {(module, node.name) for node in functions if writes(node)}
    while more := {name for name, others in used.items() if others & found} - found:
        found |= more
    return found


def test_rule_of_writes_finds_what_it_should() -> None:
    store = {
        "rows": "def put(tx): tx.run(update(t.x))\ndef got(tx): seen.update({})\ndef _new(): return t.x.insert()",
        "more": "from core.store import rows as r\nfrom core.store.rows import got\ndef both(tx): got(tx); r.put(tx)",
    }
    writers = store_writers(store)
    assert writers == {("rows", "put"), ("rows", "_new"), ("more", "both")}
    handler = ast.parse("from core.store import more, rows\nrows.got(tx)\nmore.both(tx)\n")
    assert store_used(handler, store_imported(handler)) & writers == {("more", "both")}


def test_handlers_and_views_write_nothing_into_the_store() -> None:
    writers = store_writers({path.stem: path.read_text() for path in (ROOT / "core" / "store").glob("*.py")})
    found: dict[str, set[Named]] = {}
    for path in SOURCES:
        room = path.relative_to(ROOT).parts[1]
        if path.relative_to(ROOT).parts[0] == "bot" and room in ONLY_READ:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found[path.relative_to(ROOT).as_posix()] = store_used(tree, store_imported(tree)) & writers
    assert {path: used for path, used in found.items() if used} == {}
    assert {"queue", "settle"} <= {name for module, name in writers if module == "deliveries"}


NETWORKS = re.compile("telegram|matrix", re.IGNORECASE)


def words_of_code(path: Path) -> set[str]:
    """Names and texts of a file, without comments and docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told}
    names = {getattr(node, key, "") for node in ast.walk(tree) for key in ("id", "attr", "name", "arg", "module")}
    return {str(word) for word in words | names}


def test_rule_of_networks_finds_names_and_texts(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text('"""Telegram."""\ntelegram_id = chat.startswith("matrix:")  # Matrix\n')
    assert {word for word in words_of_code(file) if NETWORKS.search(word)} == {"telegram_id", "matrix:"}


MAY_NAME_NETWORKS = (
    r"bot/config/(model|secrets|load)\.py|bot/running/(wiring|keeper)\.py|bot/cli/(texts|tools)\.py|bot/views/hall\.py"
)
"""Its table and secret; where it is made and remembers; sentences, what a copy of its rows leaves out; QR codes."""


def test_bot_names_networks_where_they_are_made_and_nowhere_else() -> None:
    bench = ROOT / "bot" / "bench"
    files = [path for path in sorted((ROOT / "bot").rglob("*.py")) if not path.is_relative_to(bench)]
    named = {path.relative_to(ROOT).as_posix() for path in files if any(map(NETWORKS.search, words_of_code(path)))}
    assert {path for path in named if not re.fullmatch(MAY_NAME_NETWORKS, path)} == set()


def test_core_and_contract_know_no_network_by_name() -> None:
    files = [*sorted((ROOT / "core").rglob("*.py")), ROOT / "adapters" / "contract.py"]
    found = {str(path.relative_to(ROOT)): {w for w in words_of_code(path) if NETWORKS.search(w)} for path in files}
    assert {path: words for path, words in found.items() if words} == {}


DISTINCT = "|".join(
    re.escape(name) for name in METHODS if not name.isalpha() or name in ("irv", "schulze", "plurality")
)
"""Names of methods that mean nothing else, wherever they stand in a word; the others only as a whole one."""
MAY_NAME_METHODS = r"core/methods/.*|core/store/migrations/versions/.*|bot/cli/texts\.py|bot/demo/script\.py"
"""The methods themselves, what was stored by an older version, sentences, and the demo's chair, who types."""
VERIFIER = {"bot/papers/verify.py", "bot/papers/recount.py"}
"""In the papers of a meeting they are one file that runs alone, and names the methods itself."""
KNOW_NO_VOTES = r"adapters/.*|bot/bench/botapi/.*|bot/demo/(attendee|crowd)\.py"
"""Networks and people, for whom to block is to shut somebody out."""


def methods_named(path: Path) -> set[str]:
    """Names of methods in a file's code."""
    words = {word.lower().replace("_", "-") for word in words_of_code(path)}
    return {word for word in words if word in METHODS or re.search(rf"\b({DISTINCT})\b", word)}


def test_rule_of_methods_finds_names_and_texts(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text('"""irv"""\nif vote.method == "block" or method in MEEK_STV:\n    blocked = "as in schulze"\n')
    assert methods_named(file) == {"block", "meek-stv", "as in schulze"}


def test_no_method_is_named_outside_its_room() -> None:
    found = {path.relative_to(ROOT).as_posix(): methods_named(path) for path in SOURCES}
    allowed = re.compile(f"{MAY_NAME_METHODS}|{KNOW_NO_VOTES}|{'|'.join(map(re.escape, VERIFIER))}")
    assert {path: names for path, names in found.items() if names and not allowed.fullmatch(path)} == {}


def test_one_place_reads_and_writes_what_stands_on_ballots() -> None:
    files = {path.name for path in (ROOT / "core" / "store").glob("*.py") if CHOICES.search(path.read_text())}
    assert files == {"ballots.py"}


def test_no_file_is_over_400_lines() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines()) for path in SOURCES + TESTS}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_verifier_in_the_papers_needs_nothing_but_python(tmp_path: Path) -> None:
    (tmp_path / "verify.py").write_text(verifier(), encoding="utf-8")
    assert imported(tmp_path / "verify.py") <= sys.stdlib_module_names


def test_top_level_holds_what_the_house_names() -> None:
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()}
    found = {path.name for path in ROOT.iterdir()}
    strangers = {name for name in found - TOP_LEVEL if not any(Path(name).match(pattern) for pattern in ignored)}
    assert strangers == set()


def test_mutation_runs_name_files_that_exist() -> None:
    runs = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    named = [*runs["only_mutate"], *runs["also_copy"], *runs["pytest_add_cli_args_test_selection"]]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_tests_are_no_package() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def example_keys() -> dict[str, bool]:
    """Every key that the example shows, set or not, and whether an explanation stands above its first line."""
    keys: dict[str, bool] = {}
    table, explained = "", False
    for line in (ROOT / "config.example.toml").read_text(encoding="utf-8").splitlines():
        if header := re.fullmatch(r"(?:# )?\[+([a-z.]+)\]+", line):
            table = "VOTE" if header[1].endswith(("vote", "election")) else header[1]
        elif key := re.match(r"(?:# )?\"?([a-z_]+)[a-z.]*\"? = ", line):
            keys.setdefault(f"{table}.{key[1]}", explained)
        else:
            explained = line.startswith("# ")
    return keys


def test_example_explains_every_key() -> None:
    tables = {name: words.known for name, words in TABLES.items() if name not in ("", "defaults", "rules.*")}
    votes = {name for name in tables if name.endswith(("vote", "election"))}
    wanted = {f"{'VOTE' if name in votes else name}.{key}" for name, known in tables.items() for key in known}
    shown = example_keys()
    assert {key for key in wanted if not shown.get(key)} == {"event.item", "event.item.vote", "event.vote"}
    assert {key for key in shown if key not in wanted and not key.startswith("rules.")} == set()


def test_example_loads(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes((ROOT / "config.example.toml").read_bytes())
    config = load(file, {"FOLKMOOT_TELEGRAM_TOKEN": "1:token"})
    assert [event.id for event in config.event] == ["agm-2027"]


def fault_codes() -> set[str]:
    """Codes that files of the organiser can be refused with."""
    paths = [
        ROOT / "bot" / name
        for name in ("drafting/faults.py", "drafting/durations.py", "drafting/settings.py", "papers/roster.py")
    ]
    codes: set[str] = set()
    for path in [*paths, *(ROOT / "bot" / "config").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = {"Fault": 1, "_fault": 1, "PydanticCustomError": 0}.get(name, len(node.args))
                arguments = node.args[place : place + 1]
                codes |= {str(item.value) for item in arguments if isinstance(item, ast.Constant)}
    return codes | set(re.findall(r'"((?:majority|quorum)-[a-z]+)"', (ROOT / "core" / "rules.py").read_text()))


def test_every_fault_of_a_file_has_a_sentence() -> None:
    indirect = {f"bad-{name}" for name in ("email", "language")} | {"not-yet", "unknown-setting"}
    tie_is_checked_before = {"majority-tie"}
    assert (fault_codes() | indirect) - set(SENTENCES) - tie_is_checked_before == set()
    assert len(fault_codes()) > 30


def test_service_is_started_again_whatever_may_pass_by_itself() -> None:
    unit = (ROOT / "deploy" / "folkmoot.service").read_text(encoding="utf-8").splitlines()
    wanted = {"StartLimitIntervalSec=0", "Restart=always", "RestartPreventExitStatus=2"}
    assert wanted <= set(unit)
