"""Files and functions stay small enough to be read at once."""

import ast
import statistics

from tests.support.source import PACKAGE, functions, modules

HARD_LIMIT, MEDIAN_LIMIT, FUNCTION_LIMIT = 400, 120, 40


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring, which is asked for."""
    whole = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return whole
    return whole - (first.end_lineno - first.lineno + 1)


def test_no_module_is_longer_than_the_hard_limit() -> None:
    sizes = {module.name: len(module.text.splitlines()) for module in modules()}
    assert {name: size for name, size in sizes.items() if size > HARD_LIMIT} == {}


def test_the_median_module_is_short() -> None:
    sizes = [len(module.text.splitlines()) for module in modules()]
    assert len(sizes) > 100
    assert statistics.median(sizes) <= MEDIAN_LIMIT


def test_no_function_is_longer_than_a_screen() -> None:
    sizes = {
        f"{module.name}: {function.name}": lines_of(function)
        for module in modules()
        for function in functions(module.tree)
    }
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LIMIT} == {}


def test_a_long_function_would_be_found() -> None:
    body = "".join(f"    x{number} = {number}\n" for number in range(FUNCTION_LIMIT))
    long = ast.parse(f'def f() -> None:\n    """Doc."""\n{body}')
    assert [lines_of(function) for function in functions(long)] == [FUNCTION_LIMIT + 1]


def test_every_folder_of_the_program_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder.name for folder in folders if not (folder / "__init__.py").exists()] == []
