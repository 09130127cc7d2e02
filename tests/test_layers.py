"""The architecture, held to its word: who may import whom, who may touch the disk, and that templates escape everything."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from conftest import ROOT

PACKAGE = ROOT / "scripts" / "broadsheet"
OVERRIDES = ROOT / "overrides"
MODULES = {
    file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted(PACKAGE.rglob("*.py"))
}
TEMPLATES = sorted(file.relative_to(OVERRIDES).as_posix() for file in OVERRIDES.rglob("*.html"))

STAGES = (
    "load", "correcting", "registering", "check", "tidy", "derive", "naming", "importing", "cache", "pages", "review", "publish", "mail", "weights",
    "links", "clippings", "beginning", "issues", "newsroom", "press", "adapter", "export", "cli", "__main__",
)  # fmt: skip
TOOLS = {
    "addresses", "annotations", "domains", "excerpt", "explanations", "forks", "gist", "markup", "model", "nearest", "pictures", "policy",
    "problem", "program", "quoting", "reading", "reference", "registries", "report", "schema", "sheet", "vocabulary", "writing",
}  # fmt: skip
MAY_TOUCH_THE_DISK = {
    "adapter", "cache", "cli", "explanations", "export", "forks", "links", "load", "newsroom", "policy", "press", "program", "publish", "schema",
    "vocabulary", "weights",
}  # fmt: skip
DISK_MODULES = {
    "os",
    "io",
    "shutil",
    "tempfile",
    "glob",
    "fileinput",
    "pathlib",
    "subprocess",
    "socket",
    "urllib.request",
}
DISK_METHODS = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "exists", "is_file", "is_dir", "is_symlink", "stat", "lstat", "iterdir", "glob",
    "rglob", "mkdir", "unlink", "rename", "touch", "expanduser", "cwd", "home",
}  # fmt: skip
CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
}
MINIJINJA = {
    "e", "safe", "tojson", "join", "capitalize", "length", "first", "last", "default", "lower", "upper", "trim", "replace", "title", "sort",
    "reverse", "round", "int", "string", "batch", "slice", "map", "sum", "unique",
}  # fmt: skip


def part(module: str) -> str:
    """`check/shape.py` and `check/__init__.py` belong to `check`, `model.py` to `model`."""
    return module.removesuffix(".py").split("/")[0]


def imports(tree: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports would hide their target from this test"
            yield node.module or "", tuple(alias.name for alias in node.names)


def ours(module: str) -> set[str]:
    """The parts of the package that a module imports."""
    found = {name.split(".")[1] for name, _ in imports(MODULES[module]) if name.startswith("broadsheet.")}
    return found | {
        name
        for whole, names in imports(MODULES[module])
        if whole == "broadsheet"
        for name in names
        if name != "__version__"
    }


def test_every_part_of_the_package_has_its_place() -> None:
    assert {part(module) for module in MODULES} == {*STAGES, *TOOLS, "__init__"}


@pytest.mark.parametrize("module", MODULES)
def test_only_the_adapter_imports_mkdocs(module: str) -> None:
    """`mail` has a template of its own, which no publisher overrides and Jinja escapes by itself."""
    foreign = {"mkdocs", "material", "jinja2"} - ({"jinja2"} if part(module) == "mail" else set())
    if part(module) != "adapter":
        assert not [name for name, _ in imports(MODULES[module]) if name.split(".")[0] in foreign]


@pytest.mark.parametrize("module", [module for module in MODULES if part(module) == "model"])
def test_the_model_imports_nothing_of_ours_but_itself(module: str) -> None:
    assert ours(module) <= {"model"}


@pytest.mark.parametrize("module", MODULES)
def test_a_stage_imports_only_itself_and_what_comes_before(module: str) -> None:
    here = part(module)
    allowed = {*TOOLS, *STAGES[: STAGES.index(here) + 1]} if here in STAGES else TOOLS
    assert ours(module) <= allowed


@pytest.mark.parametrize("module", MODULES)
def test_drawing_never_looks_back_at_the_files(module: str) -> None:
    if part(module) in ("derive", "pages"):
        assert ours(module).isdisjoint({"load", "check", "problem", "report"})


@pytest.mark.parametrize("module", MODULES)
def test_only_the_ends_of_the_way_touch_the_disk(module: str) -> None:
    if part(module) in MAY_TOUCH_THE_DISK:
        return
    for name, names in imports(MODULES[module]):
        pure = {"pathlib": {"PurePosixPath"}, "io": {"BytesIO", "StringIO"}}.get(name, set())
        assert name not in DISK_MODULES or set(names) <= pure != set(), f"imports {name}"
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Call):
            called = node.func
            assert not (isinstance(called, ast.Name) and called.id in ("open", "exec", "eval", "__import__")), (
                f"line {node.lineno}"
            )
            if isinstance(called, ast.Attribute) and called.attr in DISK_METHODS:
                assert ast.unparse(called) == "Image.open", f"line {node.lineno}: {ast.unparse(called)}()"


@pytest.mark.parametrize("module", MODULES)
def test_nobody_asks_the_clock_or_chance(module: str) -> None:
    if module == "cli/clock.py":  # `report` and `links` publish nothing; `correct` writes down the day of a correction
        return
    assert not [name for name, _ in imports(MODULES[module]) if name.split(".")[0] in ("random", "secrets", "uuid")]
    assert not [
        node.lineno
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS
    ]


def test_only_commands_about_the_present_ask_the_clock() -> None:
    asking = {
        module for module in MODULES if any(name == "broadsheet.cli.clock" for name, _ in imports(MODULES[module]))
    }
    dated = {
        "cli/new.py",
        "cli/correct.py",
        "cli/from_issue.py",
    }  # what they write is of the day on which it is written
    assert asking == {"cli/reporting.py", "cli/links.py", *dated}


@pytest.mark.parametrize("command", ["building", "looking", "reporting", "serving"])
def test_a_command_that_asks_no_server_does_not_load_what_could(command: str) -> None:
    told = f"import sys, broadsheet.cli.{command}; print(*[name for name in sys.modules if 'broadsheet.insight.links' in name])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert not done.stdout.split()


@pytest.mark.parametrize("module", MODULES)
def test_values_are_frozen(module: str) -> None:
    if part(module) not in ("derive", "pages", "publish", "problem", "registries", "vocabulary"):
        return
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.ClassDef):
            decorated = [ast.unparse(decorator) for decorator in node.decorator_list]
            assert not [text for text in decorated if text.startswith("dataclass") and "frozen=True" not in text], (
                node.name
            )


def parsed(template: str) -> nodes.Template:
    return Environment().parse((OVERRIDES / template).read_text(encoding="utf-8"))


def shown(template: str) -> Iterator[nodes.Expr]:
    """Every expression that a template prints."""
    for output in parsed(template).find_all(nodes.Output):
        yield from (node for node in output.nodes if not isinstance(node, nodes.TemplateData))


def is_made_by_us(node: nodes.Node | None, macros: set[str]) -> bool:
    """HTML that our own code or another template escaped already."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return node.node.name in macros
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        return isinstance(node.node.node, nodes.Name) and node.node.node.name in ("s", "c", "r")
    if isinstance(node, nodes.Getattr):
        whole = isinstance(node.node, nodes.Name) and (node.node.name, node.attr) == ("page", "content")
        return whole or node.attr.endswith("_html") or node.attr == "jsonld"
    return False


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_expression_of_a_template_is_escaped_last(template: str) -> None:
    macros = {macro.name for macro in parsed(template).find_all(nodes.Macro)}
    for node in shown(template):
        assert isinstance(node, nodes.Filter), f"line {node.lineno}: {node}"
        if node.name == "safe":
            assert is_made_by_us(node.node, macros), f"line {node.lineno}: {node}"
        else:
            assert node.name in ("e", "tojson"), f"line {node.lineno}: {node}"


@pytest.mark.parametrize("template", TEMPLATES)
def test_macros_behind_the_letters_s_c_and_r_are_our_own_partials(template: str) -> None:
    for node in parsed(template).find_all(nodes.Import):
        assert isinstance(node.template, nodes.Const)
        assert node.template.value in TEMPLATES
    assert not list(
        parsed(template).find_all(
            (nodes.FromImport, nodes.Include, nodes.CallBlock, nodes.FilterBlock, nodes.AssignBlock)
        )
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_use_only_filters_that_minijinja_has_too(template: str) -> None:
    used = {node.name for node in parsed(template).find_all(nodes.Filter)}
    assert used <= MINIJINJA


@pytest.mark.parametrize("template", TEMPLATES)
def test_attributes_are_quoted_and_nothing_is_shown_inside_script_or_handlers(template: str) -> None:
    text = re.sub(r"\{#.*?#\}", "", (OVERRIDES / template).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r"=\s*\{\{", text)
    assert not re.findall(r"\son\w+\s*=|\sstyle\s*=|javascript:", text)
    for opening, body in re.findall(r"(<script[^>]*>)(.*?)</script>", text, flags=re.DOTALL):
        if opening == "<script>":  # the one whose hash the policy has
            assert body == "{{ config.extra.broadsheet.boot_html|safe }}"
            continue
        if opening.startswith('<script type="module" src="{{ root|e }}assets/js/'):
            assert not body
            continue
        assert opening == '<script type="application/ld+json">'
        assert set(re.findall(r"\|(\w+)\s*\}\}", body)) <= {"tojson", "safe"}


@pytest.mark.parametrize("file", sorted(OVERRIDES.rglob("*.css")), ids=lambda file: file.name)
def test_style_sheets_load_nothing_from_elsewhere(file: Path) -> None:
    assert not re.findall(r"@import|url\(\s*(?!['\"]?(?:data:|\.{0,2}/?[\w.-]+/))", file.read_text(encoding="utf-8"))
