"""The one home of Jinja: from a template and a view to text, and every template error as a problem.

A template gets its view and nothing else: no globals beyond the interface's texts and pure filters. Autoescape is on
in every template, XML and text too, and an undefined name is an error.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError
from jinja2.loaders import split_template_path
from jinja2.runtime import Context
from markupsafe import Markup, escape

from toolbox_gen import i18n, urls
from toolbox_gen.bidi import isolated
from toolbox_gen.digest import digest
from toolbox_gen.files import is_file, read_bytes
from toolbox_gen.i18n import MissingText, translations
from toolbox_gen.passages import Passage, Phrase, pieces
from toolbox_gen.problems import START, Problem, Spot, problem
from toolbox_gen.theme import Theme, is_inside
from toolbox_gen.views import View

_ELSEWHERE = ("https:", "mailto:", "tel:", "#")


class _Loader(BaseLoader):
    """Reads templates as UTF-8 from their folders only: a link that leads out of them is no template."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        parts = split_template_path(template)
        path = next((path for folder in self._folders if is_file(path := folder.joinpath(*parts))), None)
        if path is None or not any(is_inside(path, folder) for folder in self._folders):
            raise TemplateNotFound(template)
        try:
            text = read_bytes(path).decode()
        except UnicodeDecodeError as error:
            raise TemplateSyntaxError(f"not UTF-8: {error.reason}", 1, template) from error
        return text.replace("\r\n", "\n").replace("\r", "\n"), str(path), None


class _Compiled(BytecodeCache):
    """What templates were compiled to, as long as the process lives: by their file, for as long as it says the same."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._found.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._found[bucket.key] = (bucket.checksum, bucket.code)


_compiled = _Compiled()


@lru_cache(maxsize=16)
def environment(theme: Theme, language: str) -> Environment:
    """Templates that speak a language; each is read once for a theme."""
    environment = Environment(
        loader=_Loader(theme.folders),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    for name in set(environment.globals) - {"_"}:  # `_` is the extension's; nothing else is global
        del environment.globals[name]
    environment.globals |= _texts(language)
    environment.filters["href"] = href
    environment.filters["isolated"] = partial(_apart, direction=i18n.direction(language))
    environment.filters["tongue"] = tongue
    environment.filters["marked"] = marked
    environment.filters["absolute"] = absolute
    environment.filters["paragraphs"] = paragraphs
    return environment


def prepare(theme: Theme, template: str, language: str) -> None:
    """Read and compile a template, if it can be; what is wrong with it is told when it is rendered."""
    with suppress(TemplateError, UnicodeError):
        environment(theme, language).get_template(template)


def render(theme: Theme, template: str, view: View, language: str) -> str:
    """The text of a template for a view. Raises what `explained` explains."""
    return environment(theme, language).get_template(template).render(view=view)


def _texts(language: str) -> dict[str, Callable[..., Markup]]:
    """What the interface says in a language: `_("%(name)s …", name=…)`, each value in its own order."""
    known, direction = translations(language, "reader"), i18n.direction(language)

    def filled(text: str, values: Mapping[str, object]) -> Markup:
        said = {name: _apart(one, direction) if isinstance(one, str) else one for name, one in values.items()}
        return Markup(text) % said

    def gettext(text: str, **values: object) -> Markup:
        return filled(known.gettext(text), values)

    def ngettext(one: str, many: str, num: int, **values: object) -> Markup:
        return filled(known.ngettext(one, many, num), {"num": num, **values})

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


# ------------------------------------------------------------------------------------------------- filters


def _apart(text: str, direction: str) -> str:
    """A text within a line of the page, in its own order. What has an element says by that how it runs."""
    if not isinstance(text, Markup):
        return isolated(text, direction)
    return text if "<" in text else escape(isolated(text.unescape(), direction))


@pass_context
def href(context: Context, url: str) -> str:
    """A site path as a link seen from the page that is rendered; other addresses as they are."""
    frame = context["view"].frame
    if url.startswith(_ELSEWHERE):
        return url
    if frame.rootless:
        return str(frame.face.base + (urls.output_path(url) if frame.face.portable else url))
    return urls.relative(url, seen_from=frame.url, portable=frame.face.portable)


@pass_context
def absolute(context: Context, url: str) -> str:
    """A site path as a whole address, or nothing when `site.yaml` gives the site none."""
    face = context["view"].frame.face
    return f"{face.origin}{face.base}{url}" if face.origin else ""


@pass_context
def tongue(context: Context, language: str) -> Markup:
    """`lang` and `dir` for what is in a language, where that is not the page's."""
    return i18n.tongue(language, context["view"].frame.face.language)


@pass_context
def marked(context: Context, said: str | Passage | Phrase) -> Markup:
    """A phrase in which all that is in another language than the page says so."""
    face = context["view"].frame.face
    parts = [(one.text, i18n.tongue(one.language, face.language)) for one in pieces(said)]
    if len(parts) == 1 and not parts[0][1]:
        return escape(parts[0][0])
    return Markup("").join(
        Markup(f"<span{own}>{escape(text)}</span>") if own else escape(isolated(text, face.direction))
        for text, own in parts
    )


def paragraphs(text: str) -> list[str]:
    """A text of a field in its paragraphs."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


# ------------------------------------------------------------------------------------------------- problems


@dataclass(frozen=True, slots=True)
class Closure:
    """A template with all that it includes, imports and extends."""

    digest: str
    only_places: bool
    """Whether it does nothing with the body but put it somewhere, whatever it says."""


@dataclass(frozen=True, slots=True)
class _Template:
    digest: str
    names: tuple[str, ...]
    only_places: bool


def check(theme: Theme, names: Iterable[str], language: str) -> tuple[dict[str, Closure], list[Problem]]:
    """The closure of each template, known without running it.

    Problems are templates that are missing, cannot be read, or include one that is only known when they run.
    """
    found_by = environment(theme, language)
    problems: list[Problem] = []
    names = sorted(set(names))
    waiting = [(name, _shown(theme, name), 1) for name in names]
    found: dict[str, _Template] = {}
    while waiting:
        name, around, line = waiting.pop()
        if name in found:
            continue
        found[name] = _Template("", (), only_places=False)
        try:
            assert found_by.loader is not None
            source, path, _ = found_by.loader.get_source(found_by, name)
            others, only_places = _look_into(source, name, path)
        except TemplateNotFound:
            problems.append(problem(around, Spot(line, 1), "template-missing", name=name))
            continue
        except TemplateError as error:
            problems.append(explained(error, theme, name, about=""))
            continue
        known = tuple(other for other, _ in others if other is not None)
        found[name] = _Template(digest(source.encode()), known, only_places)
        for other, line in others:
            if other is None:
                problems.append(problem(_shown(theme, name), Spot(line, 1), "template-by-variable"))
            else:
                waiting.append((other, _shown(theme, name), line))
    return {name: _closure(name, found) for name in names}, problems


@lru_cache(maxsize=256)
def _look_into(source: str, name: str, path: str) -> tuple[tuple[tuple[str | None, int], ...], bool]:
    """What a template includes, each with its line, and whether it only places the body; read once for each source."""
    syntax = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, autoescape=True)
    tree = syntax.parse(source, name, path)
    return tuple(_named_in(tree)), _only_places(tree)


def _closure(name: str, found: Mapping[str, _Template]) -> Closure:
    inside: dict[str, _Template] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in inside:
            inside[one] = found[one]
            waiting += found[one].names
    whole = "\0".join(f"{one}\0{inside[one].digest}" for one in sorted(inside))
    return Closure(digest(whole.encode()), all(one.only_places for one in inside.values()))


_KEEPS = (nodes.FilterBlock, nodes.AssignBlock, nodes.CallBlock, nodes.Macro)
"""What gets hold of what is written inside it."""


def _only_places(node: nodes.Node, *, free: bool = True) -> bool:
    """Whether a template only asks if there is a body, or writes it as it is: `{% if view.body %}`, `{{ view.body }}`.

    Whatever else it may do with the body, or with the view as a whole, counts as more than that.
    """
    if isinstance(node, nodes.Name):
        return node.name not in ("view", "self", "super")
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "view":
        return node.attr != "body"
    children = list(node.iter_child_nodes())
    if isinstance(node, nodes.Output) and free:
        children = [child for child in children if not (_is_body(child) or _is_super(child))]
    elif isinstance(node, nodes.If):
        children = [child for child in children if not (child is node.test and _is_body(child))]
    free = free and not isinstance(node, _KEEPS)
    return all(_only_places(child, free=free) for child in children)


def _is_body(node: nodes.Node) -> bool:
    """`view.body`."""
    return (
        isinstance(node, nodes.Getattr) and node.attr == "body"
        and isinstance(node.node, nodes.Name) and node.node.name == "view"
    )  # fmt: skip


def _is_super(node: nodes.Node) -> bool:
    """`super()`."""
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "super"


def _named_in(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
    """The templates that a template includes, imports or extends, with their lines; None for one in a variable."""
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        named: Any = node.template  # type: ignore[attr-defined]
        for one in named.items if isinstance(named, (nodes.List, nodes.Tuple)) else (named,):
            found = one.value if isinstance(one, nodes.Const) else None
            for name in found if isinstance(found, (list, tuple)) else (found,):
                yield (name if isinstance(name, str) else None), node.lineno


def is_machines(error: Exception) -> bool:
    """Whether it is the machine that cannot go on (a disk, the memory), and no template is to blame."""
    return isinstance(error, (MemoryError, OSError)) and not isinstance(error, TemplateError)


def explained(error: Exception, theme: Theme, template: str, *, about: str) -> Problem:
    """An error of a template as a problem at its line, naming the document that was rendered."""
    values: Mapping[str, Any] = {"reason": str(error).strip() or type(error).__name__, "about": about}
    if isinstance(error, TemplateNotFound):
        return problem(_shown(theme, template), START, "template-missing", name=error.name or template, about=about)
    if isinstance(error, TemplateSyntaxError):
        name = error.name or template
        return problem(_shown(theme, name), Spot(error.lineno, 1), "template-syntax", **values)
    name, line = _where(error, theme, template)
    if isinstance(error, MissingText):
        values = {"text": error.text, "language": error.language, "about": about}
        return problem(_shown(theme, name), Spot(line, 1), "untranslated", **values)
    code = "template-undefined" if isinstance(error, UndefinedError) else "template-error"
    return problem(_shown(theme, name), Spot(line, 1), code, **values)


def _where(error: Exception, theme: Theme, template: str) -> tuple[str, int]:
    """The innermost template and line of an error (Jinja rewrites its frames to the template's own lines)."""
    found = (template, 1)
    for frame in traceback.extract_tb(error.__traceback__):
        for folder in theme.folders:
            if frame.lineno and Path(frame.filename).is_relative_to(folder):
                found = (Path(frame.filename).relative_to(folder).as_posix(), frame.lineno)
    return found


def _shown(theme: Theme, name: str) -> str:
    """The path that a message names: the folder as it is called, and the template."""
    for folder in theme.folders:
        if (folder / name).is_file():
            return f"{folder.name}/{name}"
    return f"{theme.folders[0].name if theme.folders else 'templates'}/{name}"
