"""The shape of the house: storeys, small rooms with honest names, no hidden state, no machine of its own."""

import ast
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import sim

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("sim", "calibration")
LONGEST_FILE = 400
DRAWERS = {"util", "utils", "utilities", "helper", "helpers", "manager", "managers", "misc", "common"}
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def sources(*packages: str) -> list[Path]:
    """List the Python files of some packages, which must have some."""
    found = sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))
    assert found, f"no Python file below {packages}"
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path), filename=str(path))


def project_files() -> list[Path]:
    """List what git tracks or is about to; in a copy without git, all but what tools leave behind."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        named = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
        return [path for path in named if path.is_file()]
    left_behind = {"results", "build", "dist", "__pycache__"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") or part in left_behind for part in path.relative_to(ROOT).parts)
    ]


def text_of(path: Path) -> str:
    """Read a file as text; a picture or other binary file reads as nothing."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def test_imports_run_downward_only() -> None:
    outcome = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_every_room_has_its_storey() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    placed = {room for layer in layers for room in re.split(r"[|:]", layer.replace(" ", ""))}
    rooms = {
        f"sim.{path.stem}"
        for path in (ROOT / "sim").iterdir()
        if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))
    }
    assert rooms - {"sim.__init__"} | {"calibration"} == placed


def test_every_folder_of_python_is_a_package() -> None:
    # import-linter looks into packages only: without __init__.py a folder escapes the storeys in silence.
    folders = {path.parent for path in sources(*PACKAGES)}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_no_file_is_long() -> None:
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in sources(*PACKAGES)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_file_is_a_drawer() -> None:
    names = [name_of(path) for path in sources(*PACKAGES, "tests")]
    assert [name for name in names if DRAWERS & set(re.split(r"[/_.]", name.lower()))] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    # Put together from pieces, so that this file does not find itself.
    folders = "|".join(["work", "tmp", "root", "home", "Users"])
    place = re.compile(rf"(?<![\w.~*<>)}}\]/-])/(?:{folders})(?![\w-])|[A-Za-z]:\\+{'Users'}\b")
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in project_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if place.search(line)
    ]
    assert found == []


def test_citation_bears_the_version() -> None:
    citation = YAML(typ="safe", pure=True).load(ROOT / "CITATION.cff")
    assert str(citation["version"]) == sim.__version__


def test_every_scenario_names_its_schema() -> None:
    # Editors complete and check a scenario by this line, so it must lead to a file that is there.
    scenarios = sorted((ROOT / "scenarios").rglob("*.yaml"))
    assert scenarios, "no scenario found"
    schema_line = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.M)
    astray = []
    for scenario in scenarios:
        found = schema_line.search(text_of(scenario))
        if found is None or not (scenario.parent / found[1]).is_file():
            astray.append(name_of(scenario))
    assert astray == []


def is_generator_module(module: str) -> bool:
    return f"{module}.".startswith(("random.", "numpy.random."))


def generators_in(tree: ast.Module) -> Iterator[int]:
    """Find the lines that reach for a random generator: Python's own, or NumPy's under any name."""
    numpy_names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "numpy"
    }
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if any(is_generator_module(alias.name) for alias in names):
                yield node.lineno
            case ast.ImportFrom(module=str(module), names=names, level=0) if any(
                is_generator_module(f"{module}.{alias.name}") for alias in names
            ):
                yield node.lineno
            case ast.Attribute(attr="random", value=ast.Name(id=name)) if name in numpy_names:
                yield node.lineno


@pytest.mark.parametrize(
    "line",
    [
        "import random",
        "import random as chance",
        "from random import uniform",
        "import numpy.random",
        "from numpy import random",
        "from numpy.random import default_rng",
        "import numpy as np; np.random.default_rng(1)",
        "import numpy; numpy.random.seed(1)",
    ],
)
def test_the_search_for_generators_finds_them(line: str) -> None:
    assert list(generators_in(ast.parse(line))) != []


def test_the_search_for_generators_lets_our_own_draws_through() -> None:
    ours = "from sim import draws\nfrom sim.draws import uniform\nrandom = uniform(1)\nlife.random"
    assert list(generators_in(ast.parse(ours))) == []


def test_no_generator_state_in_the_model() -> None:
    found = {name_of(path): list(generators_in(tree_of(path))) for path in sources("sim")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def is_seeded(line: str) -> bool:
    """Whether a line with NumPy's generators only names their type, or makes one from a seed."""
    return set(re.findall(r"random\.(\w+(?:\(\)?)?)", line)) <= {"default_rng(", "Generator"}


@pytest.mark.parametrize(
    ("line", "seeded"),
    [
        ("chance = np.random.default_rng([seed, 2])", True),
        ("def drawn(rng: np.random.Generator) -> Floats:", True),
        ("chance = np.random.default_rng()", False),
        ("np.random.seed(1)", False),
        ("np.random.default_rng(1).random(); np.random.rand(4)", False),
    ],
)
def test_seeded_generators_are_told_from_others(line: str, seeded: bool) -> None:
    assert is_seeded(line) is seeded


def test_calibration_draws_designs_from_seeds_only() -> None:
    # Its generators decide where the model is tried, never what happens in it.
    astray = [
        f"{name_of(path)}:{number}"
        for path in sources("calibration")
        for number in generators_in(tree_of(path))
        if not is_seeded(text_of(path).splitlines()[number - 1])
    ]
    assert astray == []


def test_nothing_rests_on_pythons_own_hash() -> None:
    # Python's hash of a text differs from one process to the next.
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources("sim")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash"
    ]
    assert found == []


UNPICKLERS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def unpickling_in(tree: ast.Module) -> Iterator[int]:
    """Find the lines that could bring an object from a file to life."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if any(alias.name.split(".")[0] in UNPICKLERS for alias in names):
                yield node.lineno
            case ast.ImportFrom(module=str(module), level=0) if module.split(".")[0] in UNPICKLERS:
                yield node.lineno
            case ast.Attribute(attr="read_pickle"):
                yield node.lineno
            case ast.keyword(arg="allow_pickle", value=ast.Constant(value=True)):
                yield node.value.lineno


@pytest.mark.parametrize(
    "line",
    ["import pickle", "from joblib import load", "pd.read_pickle(f)", "np.load(f, allow_pickle=True)"],
)
def test_the_search_for_unpickling_finds_it(line: str) -> None:
    assert list(unpickling_in(ast.parse(line))) == [1]


def test_nothing_is_ever_unpickled_from_disk() -> None:
    found = {name_of(path): list(unpickling_in(tree_of(path))) for path in sources(*PACKAGES)}
    assert {name: lines for name, lines in found.items() if lines} == {}


def pins_of(lock: str) -> set[str]:
    """List the pinned releases of a lock file, each with the Pythons and systems it is for."""
    return set(re.findall(r"^([a-z0-9.-]+==[^\\\n]+?) ?\\$", (ROOT / lock).read_text(encoding="utf-8"), re.M))


def test_locks_name_no_index_and_pin_every_dependency() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert not re.search(r"^-|://| @ ", text, re.M), f"{lock} names a place to download from"
        pinned = {pin.split("==")[0] for pin in pins_of(lock)}
        wanted = {re.split(r"[<>=!~ ;\[]", line)[0] for line in PROJECT["project"]["dependencies"]}
        assert {name.lower().replace(".", "-").replace("_", "-") for name in wanted} <= pinned


def test_tests_run_on_the_releases_that_users_get() -> None:
    assert pins_of("requirements.lock") <= pins_of("requirements-dev.lock")


def test_tests_cannot_reach_the_network() -> None:
    # 192.0.2.1 is kept free for documentation: there is never a machine behind it.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line, pytest.raises(ConnectionRefusedError):
        line.connect(("192.0.2.1", 80))
    with pytest.raises(ConnectionRefusedError):
        socket.getaddrinfo("example.org", 443)


def test_two_ends_on_this_machine_may_still_talk() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address) as line:
            assert line.getpeername() == address
