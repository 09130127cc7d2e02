"""The architecture, held to its word: who may import whom, who may touch the disk, and that templates escape everything."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest
from jinja2 import Environment, nodes

from conftest import ROOT

PACKAGE = ROOT / "scripts" / "broadsheet"
OVERRIDES = ROOT / "overrides"
MODULES = sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py"))
TEMPLATES = sorted(file.relative_to(OVERRIDES).as_posix() for file in OVERRIDES.rglob("*.html"))
SHEETS = sorted(file.relative_to(OVERRIDES).as_posix() for file in OVERRIDES.rglob("*.css"))

# Each package imports only itself and those before it.
ORDER = (
    "text", "web", "model", "problems", "load", "check", "write", "archive", "intake", "pages", "publish", "build", "mkdocs_adapter", "insight",
    "cli", "__main__",
)  # fmt: skip
MAY_TOUCH_THE_DISK = (
    "build", "check/explanations", "cli", "insight/links", "insight/site_report", "load", "mkdocs_adapter", "model/schema", "model/sites",
    "model/vocabulary", "publish", "web",
)  # fmt: skip
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
    """`check/rules.py` and `check/__init__.py` belong to `check`."""
    return module.removesuffix(".py").split("/")[0]


def lies_in(module: str, places: Iterable[str]) -> bool:
    return any(module == f"{place}.py" or module.startswith(f"{place}/") for place in places)


@cache
def parsed_module(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports would hide their target from this test"
            yield node.module or "", tuple(alias.name for alias in node.names)


def ours(module: str) -> set[str]:
    """The parts of the package that a module imports."""
    found = {name.split(".")[1] for name, _ in imports(parsed_module(module)) if name.startswith("broadsheet.")}
    return found | {
        name
        for whole, names in imports(parsed_module(module))
        if whole == "broadsheet"
        for name in names
        if name != "__version__"
    }


def offenders(names: Iterable[str], faults_of: Callable[[str], Iterable[object]]) -> dict[str, list[str]]:
    """Return name -> faults of every module or template that breaks a rule; one test states one rule."""
    found = {name: [str(fault) for fault in faults_of(name)] for name in names}
    return {name: faults for name, faults in found.items() if faults}


def test_every_part_of_the_package_has_its_place() -> None:
    assert {part(module) for module in MODULES} == {*ORDER, "__init__"}


def test_every_package_says_what_it_is_for() -> None:
    def faults(package: str) -> list[str]:
        said = ast.get_docstring(parsed_module(f"{package}/__init__.py")) or ""
        return [word for word in ("In", "Out") if f"\n{word}: " not in said]

    assert offenders(ORDER[:-1], faults) == {}


def test_only_the_adapter_imports_mkdocs() -> None:
    """Mail has a template of its own, which no publisher overrides and Jinja escapes by itself."""

    def faults(module: str) -> list[str]:
        foreign = {"mkdocs", "material", "jinja2"} - ({"jinja2"} if lies_in(module, ["publish/mail"]) else set())
        if part(module) == "mkdocs_adapter":
            return []
        return [name for name, _ in imports(parsed_module(module)) if name.split(".")[0] in foreign]

    assert offenders(MODULES, faults) == {}


def test_a_package_imports_only_itself_and_what_comes_before() -> None:
    def faults(module: str) -> set[str]:
        here = part(module)
        return set() if here == "__init__" else ours(module) - set(ORDER[: ORDER.index(here) + 1])

    assert offenders(MODULES, faults) == {}


def test_the_model_imports_only_text() -> None:
    def faults(module: str) -> set[str]:
        return ours(module) - {"model", "text"} if part(module) == "model" else set()

    assert offenders(MODULES, faults) == {}


def test_drawing_never_looks_back_at_the_files() -> None:
    def faults(module: str) -> set[str]:
        back = {"load", "check", "problems"}
        return ours(module) & back if part(module) in ("archive", "pages") else set()

    assert offenders(MODULES, faults) == {}


def test_only_the_ends_of_the_way_touch_the_disk() -> None:
    def faults(module: str) -> Iterator[str]:
        if lies_in(module, MAY_TOUCH_THE_DISK):
            return
        for name, names in imports(parsed_module(module)):
            pure = {"pathlib": {"PurePosixPath"}, "io": {"BytesIO", "StringIO"}}.get(name, set())
            if name in DISK_MODULES and not set(names) <= pure != set():
                yield f"imports {name}"
        for node in ast.walk(parsed_module(module)):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Name) and called.id in ("open", "exec", "eval", "__import__"):
                    yield f"line {node.lineno}: {called.id}()"
                if (
                    isinstance(called, ast.Attribute)
                    and called.attr in DISK_METHODS
                    and ast.unparse(called) != "Image.open"
                ):
                    yield f"line {node.lineno}: {ast.unparse(called)}()"

    assert offenders(MODULES, faults) == {}


def test_nobody_asks_the_clock_or_chance() -> None:
    def faults(module: str) -> Iterator[str]:
        if (
            module == "cli/clock.py"
        ):  # `report` and `links` publish nothing; `correct` writes down the day of a correction
            return
        for name, _ in imports(parsed_module(module)):
            if name.split(".")[0] in ("random", "secrets", "uuid"):
                yield f"imports {name}"
        for node in ast.walk(parsed_module(module)):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS:
                yield f"line {node.lineno}: {ast.unparse(node)}"

    assert offenders(MODULES, faults) == {}


def test_only_commands_about_the_present_ask_the_clock() -> None:
    asking = {
        module
        for module in MODULES
        if any(name == "broadsheet.cli.clock" for name, _ in imports(parsed_module(module)))
    }
    dated = {
        "cli/new.py",
        "cli/correct.py",
        "cli/from_issue.py",
    }  # what they write is of the day on which it is written
    warning = {"cli/import_.py"}  # of dates in the future; what it writes has its dates from the source
    assert asking == {"cli/report.py", "cli/links.py", *warning, *dated}


@pytest.mark.slow
@pytest.mark.parametrize("command", ["build", "check", "report", "serve"])
def test_a_command_that_asks_no_server_does_not_load_what_could(command: str) -> None:
    listing = (
        f"import sys, broadsheet.cli.{command}; "
        "print(*[name for name in sys.modules if name in ('broadsheet.web.client', 'broadsheet.insight.links')])"
    )
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert not done.stdout.split()


def test_values_are_frozen() -> None:
    def faults(module: str) -> Iterator[str]:
        if not lies_in(module, ("archive", "pages", "publish", "problems", "model/registries", "model/vocabulary")):
            return
        for node in ast.walk(parsed_module(module)):
            if isinstance(node, ast.ClassDef):
                decorated = [ast.unparse(decorator) for decorator in node.decorator_list]
                if any(text.startswith("dataclass") and "frozen=True" not in text for text in decorated):
                    yield node.name

    assert offenders(MODULES, faults) == {}


@cache
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


def test_every_expression_of_a_template_is_escaped_last() -> None:
    def faults(template: str) -> Iterator[str]:
        macros = {macro.name for macro in parsed(template).find_all(nodes.Macro)}
        for node in shown(template):
            name = node.name if isinstance(node, nodes.Filter) else ""
            if not (name in ("e", "tojson") or (name == "safe" and is_made_by_us(node.node, macros))):  # type: ignore[attr-defined]
                yield f"line {node.lineno}: {node}"

    assert offenders(TEMPLATES, faults) == {}


def test_macros_behind_the_letters_s_c_and_r_are_our_own_partials() -> None:
    elsewhere = (nodes.FromImport, nodes.Include, nodes.CallBlock, nodes.FilterBlock, nodes.AssignBlock)

    def faults(template: str) -> Iterator[str]:
        for node in parsed(template).find_all(nodes.Import):
            if not (isinstance(node.template, nodes.Const) and node.template.value in TEMPLATES):
                yield f"line {node.lineno}: {node}"
        yield from (f"line {node.lineno}: {node}" for node in parsed(template).find_all(elsewhere))

    assert offenders(TEMPLATES, faults) == {}


def test_templates_use_only_filters_that_minijinja_has_too() -> None:
    def faults(template: str) -> set[str]:
        return {node.name for node in parsed(template).find_all(nodes.Filter)} - MINIJINJA

    assert offenders(TEMPLATES, faults) == {}


def test_attributes_are_quoted_and_nothing_is_shown_inside_script_or_handlers() -> None:
    def faults(template: str) -> Iterator[str]:
        text = re.sub(r"\{#.*?#\}", "", (OVERRIDES / template).read_text(encoding="utf-8"), flags=re.DOTALL)
        yield from re.findall(r"=\s*\{\{", text)
        yield from re.findall(r"\son\w+\s*=|\sstyle\s*=|javascript:", text)
        for opening, body in re.findall(r"(<script[^>]*>)(.*?)</script>", text, flags=re.DOTALL):
            if opening == "<script>":  # the one whose hash the policy has
                allowed = body == "{{ config.extra.broadsheet.boot_html|safe }}"
            elif opening.startswith('<script type="module" src="{{ root|e }}assets/js/'):
                allowed = not body
            else:
                filters = set(re.findall(r"\|(\w+)\s*\}\}", body))
                allowed = opening == '<script type="application/ld+json">' and filters <= {"tojson", "safe"}
            if not allowed:
                yield opening

    assert offenders(TEMPLATES, faults) == {}


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    def faults(sheet: str) -> list[str]:
        text = (OVERRIDES / sheet).read_text(encoding="utf-8")
        return re.findall(r"@import|url\(\s*(?!['\"]?(?:data:|\.{0,2}/?[\w.-]+/))", text)

    assert offenders(SHEETS, faults) == {}
