"""Modules become one classic script that says the same; what cannot be said in one is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import write
from toolbox_gen.scripts import Script, bundle
from toolbox_gen.theme import theme


def bundled(entry: str, **modules: str) -> str:
    """The script of an asset `x.js`."""
    data, problems = made(entry, **modules)
    assert not problems
    return data.decode()


def made(entry: str, **modules: str) -> tuple[bytes, list[tuple[str, int, int, str]]]:
    """What comes out, and the problems: file, line, column, code."""
    files = {f"{name}.js": Script(f"t/scripts/{name}.js", text.encode()) for name, text in modules.items()}
    data, problems = bundle(Script("t/assets/x.js", entry.encode()), files)
    return data, [(p.path, *p.spot, p.code) for p in problems]


def slimmed(code: str) -> str:
    """What remains of code; before and after it stands what every bundle has."""
    script = bundled('import { one } from "../scripts/a.js";\n' + code, a="export const one = 1;\n")
    return script.removeprefix('(function () {\n"use strict";\nconst one = 1;\n').removesuffix("\n})();\n")


def test_modules_come_in_the_order_in_which_a_browser_runs_them() -> None:
    script = bundled(
        '/* The entry. */\nimport { b } from "../scripts/b.js";\nimport { c } from "../scripts/c.js";\n\nb(c);\n',
        a="export let a = 0;\n",
        b='import { a } from "./a.js";\n\nexport function b() {\n  return a;\n}\n',
        c='import {\n  a,\n  A, // a class\n} from "./d.js";\nexport const c = new A(a);\n'.replace(
            "a,\n", "", 1
        ).replace("(a)", "()"),
        d='import { a } from "./a.js";\nexport class A { a = a; }\nexport async function later() {}\n',
        unused="nothing reads this (",
    )
    assert script == (
        '(function () {\n"use strict";\n'
        "let a = 0;\n"
        "function b() {\nreturn a;\n}\n"
        "class A { a = a; }\nasync function later() {}\n"
        "const c = new A();\n"
        "b(c);\n"
        "})();\n"
    )


@pytest.mark.parametrize(
    "text", ["", "var L = 1; // a library\n", "\ufeffwindow.x = import('./y.js')\n", "a <!-- b (\n"]
)
def test_what_is_no_module_is_published_as_it_is(text: str) -> None:
    assert bundled(text) == text


@pytest.mark.parametrize(
    ("code", "rest"),
    [
        ("  a();\n\n\n    b();  \n", "a();\nb();"),
        ("a(); // said\nb(); /* and\nso */ c();", "a();\nb();\nc();"),
        ("return_\n/* on one line */ + 1", "return_\n+ 1"),
        ("/** @param {string} a */\nconst f = (/** @type {A} */ a) => a;", "const f = ( a) => a;"),
        ('a("// no  comment /* here */");', 'a("// no  comment /* here */");'),
        ("a = `  one\n    two ${ b ? `// three  ` : '  ' }\n  `;\n  c();", "a = `  one\n    two ${ b ? `// three  ` : '  ' }\n  `;\nc();"),
        ("if (a) /b  '\\/\\/[/*]/u.test(c);  // d's", "if (a) /b  '\\/\\/[/*]/u.test(c);"),
        ("a = (b) / c; d = e[0] / f; // g/", "a = (b) / c; d = e[0] / f;"),
        ("a = 'één'; // één\nb = \"é\";", "a = 'één';\nb = \"é\";"),
        ('a = "one \\\n   line";', 'a = "one \\\n   line";'),
        ("/*! MIT,  by somebody */\na();", "/*! MIT,  by somebody */\na();"),
        ("class A { static #b = 1; static async *c() { yield* A.#b?.d ?? []; } }", None),
        ("for await_ of b; a ||= 1_000n;".replace(" await_ of b", "(;;) break"), None),
    ],
)  # fmt: skip
def test_comments_and_indentation_go_and_nothing_else(code: str, rest: str | None) -> None:
    assert slimmed(code) == (code if rest is None else rest)


@pytest.mark.parametrize(
    "said",
    [
        'import b from "./b.js";', 'import * as b from "./b.js";', 'import "./b.js";', 'import {} from "./b.js";',
        'import { b as c } from "./b.js";', 'import { b } from "./b.js" with { type: "json" };',
        'import a, { b } from "./b.js";', "export default 1;", "export {};", "export { b };", 'export * from "./b.js";',
        "export var b = 1;", 'export const b = import("./b.js");', "export const b = import.meta.url;",
        "export const b = await 1;", "for await (const b of c) d();", "<!-- b",
    ],
)  # fmt: skip
def test_other_forms_of_modules_are_refused_at_their_line(said: str) -> None:
    module = f"export const a = 1;\n\n{said}\n"
    data, problems = made('import { a } from "../scripts/a.js";\n', a=module, b="export const b = 1;\n")
    assert not data
    assert [(path, line, code) for path, line, _, code in problems] == [("t/scripts/a.js", 3, "script-form")]


def test_waiting_inside_a_function_is_fine() -> None:
    assert slimmed("const f = async () => { for await (const a of b) await a; };").startswith("const f = async")


@pytest.mark.parametrize(
    ("entry", "modules", "problem"),
    [
        ("a", {"a": "export const a = (;\n"}, ("t/scripts/a.js", 1, 16, "script-syntax")),
        ("a", {"a": "import { from;\n"}, ("t/scripts/a.js", 1, 1, "script-syntax")),
        ("a", {}, ("t/assets/x.js", 1, 19, "script-missing")),
        ("../a", {"a": "export const a = 1;\n"}, ("t/assets/x.js", 1, 19, "script-missing")),
        ("a", {"a": "export const b = 1;\n"}, ("t/assets/x.js", 1, 10, "script-export-missing")),
        ("a", {"a": '/* é */ import { a } from "./a.js";\n'}, ("t/scripts/a.js", 1, 27, "circle")),
        ("a", {"a": "export const a = 1;\nfor (const n of []) { var { n: [once] } = n; }\n"}, ("t/assets/x.js", 2, 7, "script-name-twice")),
    ],
)  # fmt: skip
def test_what_cannot_be_put_together_is_told_in_place(
    entry: str, modules: dict[str, str], problem: tuple[str, int, int, str]
) -> None:
    data, problems = made(f'import {{ a }} from "../scripts/{entry}.js";\nconst once = 1;\n', **modules)
    assert not data
    assert problem in problems


def test_a_script_that_is_not_utf_8_is_told_at_its_line() -> None:
    data, problems = bundle(Script("t/assets/x.js", b"a();\nb('\xe9');"), {})
    assert not data
    assert [(p.path, p.spot.line, p.code) for p in problems] == [("t/assets/x.js", 2, "not-utf-8")]


def test_every_problem_of_all_modules_is_told_once() -> None:
    wants = 'import { a } from "./a.js";\nimport { gone } from "./gone.js";\n'
    _, problems = made(
        'import { b } from "../scripts/b.js";\nimport { c } from "../scripts/c.js";\n',
        a="export default 1;\n",
        b=wants + "export const b = a;\n",
        c=wants + "export const c = a;\n",
    )
    assert problems == [
        ("t/scripts/a.js", 1, 1, "script-form"),
        ("t/scripts/b.js", 2, 22, "script-missing"),
        ("t/scripts/c.js", 2, 22, "script-missing"),
    ]


def test_a_module_of_the_project_comes_before_the_themes(tmp_path: Path) -> None:
    write(tmp_path, {"templates/scripts/words.js": "own", "templates/scripts/.hidden.js": "", "secret.js": ""})
    (tmp_path / "templates/scripts/link.js").symlink_to(tmp_path / "secret.js")
    found = theme(tmp_path, []).modules()
    assert found["words.js"] == tmp_path / "templates" / "scripts" / "words.js"
    assert not {".hidden.js", "link.js"} & set(found)
    assert "engine.js" in found
