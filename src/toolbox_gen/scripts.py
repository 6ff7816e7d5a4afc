"""The one home of JavaScript: from modules in the source to the one classic script that a page loads.

A page that was opened from a disk loads no modules, and a chain of modules is slow (decision 11). So an asset that
imports becomes one script: its modules in the order in which a browser runs them, in one function of their own, without
`import`, `export`, comments and indentation. They share that function's names, so only the plainest forms are allowed:

    import { a, b } from "./other.js";        // "../scripts/other.js" in an asset
    export const a = 1;                       // or let, function, class

Whatever else there is of modules is a problem at its line. An asset that neither imports nor exports stays as it is.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

from toolbox_gen.problems import Problem, Spot, nearest, problem

ENDING = ".js"

_QUERY = """
(comment) @comment
[(string) (template_string) (regex)] @kept
[(import_statement) (export_statement)] @module
[(html_comment) (meta_property) (call_expression function: (import))] @refused
[(await_expression) (for_in_statement "await")] @await
(variable_declaration) @var
"""
_EXPORTED = {"lexical_declaration", "function_declaration", "generator_function_declaration", "class_declaration"}
_DECLARING = {*_EXPORTED, "variable_declaration", "using_declaration"}
_FUNCTIONS = {
    "arrow_function", "function_declaration", "function_expression", "generator_function",
    "generator_function_declaration", "method_definition", "class_static_block",
}  # fmt: skip
_LOOKS_LIKE_ONE = re.compile(rb"^\s*(import|export)\b", re.MULTILINE)
_BREAK = re.compile(rb"[ \t\r\f\v]*\n\s*")
_BLANKS = re.compile(rb"[ \t]+")


@dataclass(frozen=True, slots=True)
class Script:
    """A file of the theme: the path that messages name, and what stands in it."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Name:
    """A name and where it stands: its line, and how many bytes of the line come before it."""

    text: str
    point: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Import:
    """Names wanted from another module."""

    source: Name
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """A script that was read: what it wants and gives, the names it declares, and its code without all of that."""

    script: Script
    imports: tuple[Import, ...] = ()
    exports: tuple[str, ...] = ()
    declared: tuple[Name, ...] = ()
    code: bytes = b""
    problems: tuple[Problem, ...] = ()

    @property
    def is_classic(self) -> bool:
        """Whether it is no module at all."""
        return not (self.imports or self.exports or self.problems)


def bundle(entry: Script, modules: Mapping[str, Script]) -> tuple[bytes, tuple[Problem, ...]]:
    """The one script of an asset and all that it imports from `modules` (by file name), or what is wrong with them."""
    first = _read(entry)
    if first.is_classic:
        return entry.data, ()
    found: dict[str, Module] = {}
    problems = [*_gathered(first, "../scripts/", modules, found, way=())]
    parts = [*found.values(), first]
    problems += _twice(parts)
    if problems:
        return b"", tuple(dict.fromkeys(problems))
    return b'(function () {\n"use strict";\n' + b"".join(part.code for part in parts) + b"})();\n", ()


def _gathered(
    module: Module, prefix: str, modules: Mapping[str, Script], found: dict[str, Module], *, way: tuple[str, ...]
) -> Iterator[Problem]:
    """Put the modules that one needs into `found`, each after those that it needs itself."""
    yield from module.problems
    wrong = partial(_wrong, module.script)
    for wanted in module.imports:
        written, point = wanted.source.text, wanted.source.point
        name = written.rpartition("/")[2]
        if written != prefix + name or name not in modules:
            meant = name if name in modules else nearest(name, modules) if written == prefix + name else ""
            yield wrong(point, "script-missing", name=written, prefix=prefix, nearest=meant and prefix + meant)
            continue
        if name in way:
            yield wrong(point, "circle", name=name, way=" → ".join((*way[way.index(name) :], name)))
            continue
        other = found.get(name) or _read(modules[name])
        if name not in found:
            yield from _gathered(other, "./", modules, found, way=(*way, name))
            found[name] = other
        for one in wanted.names:
            if one.text not in other.exports and not other.problems:
                values = {"name": one.text, "file": name, "nearest": nearest(one.text, other.exports)}
                yield wrong(one.point, "script-export-missing", **values)


def _twice(parts: Iterable[Module]) -> Iterator[Problem]:
    """Names that two modules of a script declare."""
    homes: dict[str, str] = {}
    for part in parts:
        for name in part.declared:
            home = homes.setdefault(name.text, part.script.path)
            if home != part.script.path:
                yield _wrong(part.script, name.point, "script-name-twice", name=name.text, file=home)


# --------------------------------------------------------------------------------------------------- one file


@lru_cache(maxsize=256)
def _read(script: Script) -> Module:
    """What a script says of other modules, and the rest of it. Nothing of it is run."""
    try:
        script.data.decode()
    except UnicodeDecodeError as error:
        line = script.data.count(b"\n", 0, error.start)
        return Module(script, problems=(_wrong(script, (line, 0), "not-utf-8"),))
    parser, query = _grammar()
    source = script.data.removeprefix(BOM_UTF8)
    root = parser.parse(source).root_node
    captured = QueryCursor(query).captures(root)  # in no order
    found = {name: sorted(nodes, key=lambda node: node.start_byte) for name, nodes in captured.items()}
    statements = found.get("module", [])
    if not statements and not (root.has_error and _LOOKS_LIKE_ONE.search(source)):
        return Module(script)  # a classic script is not judged: it may be anybody's, and is not changed
    if root.has_error:
        return Module(script, problems=(_wrong(script, _fault(root).start_point, "script-syntax"),))
    refused = [node for node in statements if not _is_plain(node)]
    refused += [*found.get("refused", ()), *(node for node in found.get("await", ()) if not _in_function(node))]
    if refused:
        problems = (_wrong(script, node.start_point, "script-form", said=_said(node)) for node in refused)
        return Module(script, problems=tuple(problems))
    exported = [node.named_children[-1] for node in statements if node.type == "export_statement"]
    declaring = [*(node for node in root.named_children if node.type in _DECLARING), *exported]
    hoisted = (node for node in found.get("var", ()) if not _in_function(node))  # `var` leaves its block
    return Module(
        script,
        tuple(_import(node) for node in statements if node.type == "import_statement"),
        tuple(name.text for node in exported for name in _declared(node)),
        tuple(dict.fromkeys(name for node in (*declaring, *hoisted) for name in _declared(node))),
        _slim(source, found),
    )


@cache
def _grammar() -> tuple[Parser, Query]:
    language = Language(tree_sitter_javascript.language())
    return Parser(language), Query(language, _QUERY)


def _is_plain(node: Node) -> bool:
    """Whether an import or export has a meaning where all modules share one function."""
    if node.parent is None or node.parent.type != "program":
        return False
    parts = [child for child in node.children if child.type not in ("comment", ";")]
    if node.type == "export_statement":
        return [part.type for part in parts[:1]] == ["export"] and len(parts) == 2 and parts[1].type in _EXPORTED
    if [part.type for part in parts] != ["import", "import_clause", "from", "string"]:
        return False
    clause = [child for child in parts[1].named_children if child.type != "comment"]
    if [child.type for child in clause] != ["named_imports"]:
        return False
    wanted = [child for child in clause[0].named_children if child.type != "comment"]
    return bool(wanted) and all(one.type == "import_specifier" and one.named_child_count == 1 for one in wanted)


def _import(node: Node) -> Import:
    """A plain import."""
    source = next(child for child in node.named_children if child.type == "string")
    clause = next(child for child in node.named_children if child.type == "import_clause")
    wanted = (one for names in clause.named_children for one in names.named_children if one.type == "import_specifier")
    return Import(
        Name(_text(source)[1:-1], source.start_point), tuple(Name(_text(one), one.start_point) for one in wanted)
    )


def _declared(node: Node) -> Iterator[Name]:
    """The names that a declaration gives a value."""
    for one in (child for child in node.named_children if child.type == "variable_declarator"):
        yield from _bound(one.child_by_field_name("name"))
    if node.type not in ("lexical_declaration", "variable_declaration", "using_declaration"):
        yield from _bound(node.child_by_field_name("name"))


def _bound(node: Node | None) -> Iterator[Name]:
    """The names in a pattern."""
    if node is None:
        return
    if node.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield Name(_text(node), node.start_point)
    elif node.type in ("assignment_pattern", "object_assignment_pattern"):
        yield from _bound(node.child_by_field_name("left"))
    elif node.type == "pair_pattern":
        yield from _bound(node.child_by_field_name("value"))
    elif node.type in ("object_pattern", "array_pattern", "rest_pattern"):
        for child in node.named_children:
            yield from _bound(child)


def _slim(source: bytes, found: Mapping[str, list[Node]]) -> bytes:
    """The code without imports, the word export, comments and indentation.

    Lines stay lines, as they may end statements; texts, templates and regular expressions stay as they are, and so do
    comments with an exclamation mark, which name a licence.
    """
    plain = bytearray(source)
    kept = list(found.get("kept", ()))
    for node in found.get("comment", ()):
        if source.startswith(b"/*!", node.start_byte):
            kept.append(node)
        else:
            _blank(plain, node.start_byte, node.end_byte)
    for node in found["module"]:
        export = node.type == "export_statement"
        _blank(plain, node.start_byte, node.start_byte + len(b"export") if export else node.end_byte)
    parts, at = [], 0
    for node in sorted(kept, key=lambda node: node.start_byte):
        if node.start_byte >= at:  # else it is inside a template that is kept
            parts += [_squeezed(plain[at : node.start_byte]), bytes(plain[node.start_byte : node.end_byte])]
            at = node.end_byte
    return (b"".join((*parts, _squeezed(plain[at:]))).strip() + b"\n").lstrip(b"\n")


def _blank(text: bytearray, start: int, end: int) -> None:
    """Put blanks over a part of a text, but for its lines' ends."""
    text[start:end] = re.sub(rb"[^\n]", b" ", text[start:end])


def _squeezed(code: bytearray) -> bytes:
    return _BLANKS.sub(b" ", _BREAK.sub(b"\n", bytes(code)))


def _in_function(node: Node) -> bool:
    above = node.parent
    while above is not None and above.type not in _FUNCTIONS:
        above = above.parent
    return above is not None


def _fault(node: Node) -> Node:
    """Where the grammar lost its way."""
    while not (node.is_error or node.is_missing):
        within = next((child for child in node.children if child.has_error), None)
        if within is None:
            break
        node = within
    return node


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _said(node: Node) -> str:
    """The first words of a statement, on one line."""
    words = " ".join(_text(node).split())
    return words if len(words) <= 60 else words[:59] + "…"


def _wrong(script: Script, point: tuple[int, int], code: str, /, **values: object) -> Problem:
    """A problem at a point; an editor counts characters where the grammar counts bytes."""
    line, before = point
    text = script.data.removeprefix(BOM_UTF8).split(b"\n")[line]
    return problem(script.path, Spot(line + 1, len(text[:before].decode(errors="ignore")) + 1), code, **values)
