"""The one home of Jinja: from a template and a view to text, and every template error as a problem.

A template gets its view and nothing else: no globals beyond the interface's texts and pure filters. Autoescape is on
in every template, XML and text too, and an undefined name is an error.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2.exceptions import TemplateError
from jinja2.runtime import Context

from toolbox_gen import urls
from toolbox_gen.i18n import MissingText, translations
from toolbox_gen.problems import START, Problem, Spot, problem
from toolbox_gen.views import View

ASSETS = "assets"
SCRIPTS = "scripts"
_ELSEWHERE = ("https:", "mailto:", "tel:", "#")


def theme_folder() -> Path:
    """The theme that comes with the package; in a checkout, the repository's own folder."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


@dataclass(slots=True)
class Theme:
    """The folders in which templates and assets are looked for, first come first served, with their environments."""

    folders: tuple[Path, ...]
    _environments: dict[str, Environment] = field(default_factory=dict)

    def environment(self, language: str) -> Environment:
        """Templates that speak a language."""
        if language not in self._environments:
            self._environments[language] = _environment(self.folders, language)
        return self._environments[language]

    def assets(self) -> dict[str, Path]:
        """The theme's files that are published beside the pages, by name."""
        return self._files(ASSETS)

    def modules(self) -> dict[str, Path]:
        """The modules that scripts among the assets are made of, by name."""
        return self._files(SCRIPTS)

    def _files(self, name: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            inside = folder / name
            if inside.is_dir():
                files = (p for p in inside.iterdir() if not p.name.startswith(".") and _is_inside(p, folder))
                found |= {p.name: p for p in files if p.is_file()}
        return dict(sorted(found.items()))


def theme(root: Path, folders: Sequence[str]) -> Theme:
    """The folders that `site.yaml` names, the project's own `templates/`, and the theme of the package."""
    own = [root / name for name in (*folders, "templates")]
    inside = [folder for folder in own if folder.is_dir() and _is_inside(folder, root)]
    return Theme(tuple(dict.fromkeys(folder.resolve() for folder in (*inside, theme_folder()))))


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a path, with its symbolic links followed, is in a folder."""
    return path.resolve().is_relative_to(folder.resolve())


class _Loader(FileSystemLoader):
    """Reads templates as UTF-8 from their folders only: a link that leads out of them is no template."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            found = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            raise TemplateSyntaxError(f"not UTF-8: {error.reason}", 1, template) from error
        if not any(_is_inside(Path(found[1]), Path(folder)) for folder in self.searchpath):
            raise TemplateNotFound(template)
        return found


def _environment(folders: Iterable[Path], language: str) -> Environment:
    environment = Environment(
        loader=_Loader([str(folder) for folder in folders], followlinks=False),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for name in set(environment.globals) - {"_"}:  # `_` is the extension's; nothing else is global
        del environment.globals[name]
    environment.install_gettext_translations(translations(language, "reader"), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["href"] = href
    environment.filters["absolute"] = absolute
    environment.filters["paragraphs"] = paragraphs
    return environment


def render(theme: Theme, template: str, view: View, language: str) -> str:
    """The text of a template for a view. Raises what `explained` explains."""
    return theme.environment(language).get_template(template).render(view=view)


# ------------------------------------------------------------------------------------------------- filters


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


def paragraphs(text: str) -> list[str]:
    """A text of a field in its paragraphs."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


# ------------------------------------------------------------------------------------------------- problems


def check(theme: Theme, names: Iterable[str], language: str) -> list[Problem]:
    """Templates that are missing, cannot be read, or include one that is only known when they run."""
    environment = theme.environment(language)
    problems: list[Problem] = []
    waiting = [(name, _shown(theme, name), 1) for name in sorted(set(names))]
    seen: set[str] = set()
    while waiting:
        name, around, line = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            assert environment.loader is not None
            source, path, _ = environment.loader.get_source(environment, name)
            tree = environment.parse(source, name, path)
        except TemplateNotFound:
            problems.append(problem(around, Spot(line, 1), "template-missing", name=name))
            continue
        except TemplateError as error:
            problems.append(explained(error, theme, name, about=""))
            continue
        for other, line in _named_in(tree):
            if other is None:
                problems.append(problem(_shown(theme, name), Spot(line, 1), "template-by-variable"))
            else:
                waiting.append((other, _shown(theme, name), line))
    return problems


def _named_in(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
    """The templates that a template includes, imports or extends, with their lines; None for one in a variable."""
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        named: Any = node.template  # type: ignore[attr-defined]
        for one in named.items if isinstance(named, (nodes.List, nodes.Tuple)) else (named,):
            found = one.value if isinstance(one, nodes.Const) else None
            for name in found if isinstance(found, (list, tuple)) else (found,):
                yield (name if isinstance(name, str) else None), node.lineno


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
