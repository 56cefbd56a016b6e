"""What every file of the repository keeps to."""

import ast
import re

import pytest
from django.core.management import get_commands, load_command_class

from tests.architecture.project import committed_files, local_apps, name_of, syntax_tree
from tests.database import PROJECT_DIR

LONGEST_FUNCTION = 50
LONGEST_TEMPLATE = 130
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "misc", "common"}
# Written in parts, so that this file names none of them itself.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("rubygems", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
    )
]
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "[Ll]orem " + "ipsum")) + r")\b")
BINARY = {".ttf", ".woff2", ".png", ".jpg", ".jpeg", ".ico", ".pdf", ".mo", ".webp", ".avif"}

python_files = pytest.mark.parametrize("path", committed_files("*.py"), ids=name_of)
text_files = [path for path in committed_files() if path.suffix not in BINARY]


@pytest.mark.parametrize("path", committed_files("*.py"), ids=name_of)
def test_a_module_is_named_by_its_subject(path):
    assert not VAGUE_NAMES & {path.stem, *path.relative_to(PROJECT_DIR).parts}


@python_files
def test_functions_are_short(path):
    lengths = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}


@pytest.mark.parametrize("path", committed_files("templates/*.html", "templates/*.txt"), ids=name_of)
def test_templates_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("path", committed_files("*/wagtail_hooks.py"), ids=name_of)
def test_wagtail_hooks_only_register(path):
    others = [
        f"line {node.lineno}" for node in syntax_tree(path).body if not (_is_import(node) or _is_registration(node))
    ]
    assert not others


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _is_registration(node: ast.stmt) -> bool:
    """Whether it is a docstring, a call, or a function of one statement that a hook decorates."""
    if isinstance(node, ast.FunctionDef):
        statements = [part for part in node.body if not _is_text(part)]
        return bool(node.decorator_list) and len(statements) == 1
    return _is_text(node) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize("registry", REGISTRIES)
def test_no_file_names_a_package_registry(registry):
    assert not [name_of(path) for path in text_files if registry in path.read_text(encoding="utf-8")]


def test_no_file_names_a_path_of_a_workplace():
    workplace = "/".join(("", "work", ""))
    assert not [name_of(path) for path in text_files if re.search(rf"(?<![\w.]){workplace}\w", path.read_text("utf-8"))]


def test_nothing_is_left_unfinished():
    found = {name_of(path): UNFINISHED.findall(path.read_text(encoding="utf-8")) for path in text_files}
    assert not {name: words for name, words in found.items() if words}


def environment_variables() -> set[str]:
    """Return the variables that settings and code read, as far as they are named there."""
    names: set[str] = set()
    for path in committed_files("site/*.py", "manage.py", *(f"{app}/*.py" for app in local_apps())):
        for node in ast.walk(syntax_tree(path)):
            names |= _variables_read_by(node)
    return names


def _variables_read_by(node: ast.AST) -> set[str]:
    """Return the names in `env.text("NAME")`, `os.environ["NAME"]`, `os.environ.get("NAME")`, `os.getenv("NAME")`."""
    if isinstance(node, ast.Subscript):
        reader, arguments = ast.unparse(node.value), [node.slice]
    elif isinstance(node, ast.Call):
        reader, arguments = ast.unparse(node.func), node.args
    else:
        return set()
    if reader != "os.getenv" and not reader.startswith(("env.", "os.environ")):
        return set()
    return {part.value for part in arguments[:1] if isinstance(part, ast.Constant) and isinstance(part.value, str)}


@pytest.mark.parametrize("variable", sorted(environment_variables()))
def test_the_readme_lists_every_environment_variable(variable):
    readme = PROJECT_DIR / "README.md"
    assert readme.exists(), "README.md is missing"
    assert f"`{variable}`" in readme.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(name for name, app in get_commands().items() if app in local_apps()))
def test_every_command_has_help(command):
    assert load_command_class(get_commands()[command], command).help


def test_every_package_of_the_project_has_its_modules_described():
    undescribed = [
        name_of(path)
        for path in committed_files("*.py")
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(syntax_tree(path))
    ]
    undescribed = [name for name in undescribed if "/migrations/" not in name]
    assert not undescribed
