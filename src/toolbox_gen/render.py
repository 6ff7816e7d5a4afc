"""Output → Artifact: each recipe carried out, knowing its plain values and nothing else.

What has the key that it had is not made again; the rest is shared among processes. The prose is put in at the end, and
where it stands is remembered, so that another prose can take its place (`refill`).
"""

import json
import struct
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolbox_gen import images, pool, prose, templates, trees
from toolbox_gen.digest import digest
from toolbox_gen.i18n import MissingText
from toolbox_gen.ledger import Put, Row, plain_row, row_of
from toolbox_gen.memo import Key, Keys
from toolbox_gen.plan import Bytes, Copy, Json, Output, Recipe, Render, Resize
from toolbox_gen.problems import START, Problem, Spot, problem
from toolbox_gen.prose import Opened, Reader, opened_html, opened_json
from toolbox_gen.templates import Closure
from toolbox_gen.theme import Theme
from toolbox_gen.trees import Ready

FilesReader = Callable[[str], bytes | Problem]
"""Gives the bytes of a file of the content by its path."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file of the site: what it was made from, and its bytes or itself; None where what stands is right."""

    path: str
    row: Row
    data: bytes | Ready | None
    parts: Mapping[str, int] = field(default_factory=dict)
    """Checks of the parts of its key, where it was made."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What recipes are carried out with."""

    theme: Theme
    closures: Mapping[str, Closure]
    keys: Keys
    read: FilesReader
    prose: Reader
    rows: Mapping[str, Row]
    """What was made last."""
    standing: Mapping[str, str]
    """The digest of each file of the site that is as it was made."""
    retold: Container[str] = frozenset()
    """The files whose prose has changed since."""
    shop: str = ""
    """The folder in which finished files are left until all are; without it they are handed on as bytes."""


def render(
    outputs: Sequence[Output],
    bench: Bench,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[list[Artifact], list[Problem]]:
    """Carry out every recipe; one problem for each place that fails, about the first output that it fails for."""
    artifacts: list[Artifact] = []
    problems: dict[tuple[str, Spot, str], Problem] = {}
    for template, language in {(o.recipe.template, o.recipe.language) for o in outputs if isinstance(o.recipe, Render)}:
        templates.prepare(bench.theme, template, language)  # once, and not in every process
    alone = [output for output in outputs if isinstance(output.recipe, Resize) and output.recipe.alone]
    shared = [output for output in outputs if not (isinstance(output.recipe, Resize) and output.recipe.alone)]
    made = [_packed(make(output, bench)) for output in alone]
    made += pool.each(
        lambda output: _packed(make(output, bench)),
        shared,
        jobs=jobs,
        progress=lambda done: progress(len(alone) + done, len(outputs)),
    )
    for output, data in zip([*alone, *shared], made, strict=True):
        found = _unpacked(output.path, data)
        if isinstance(found, Problem):
            problems.setdefault((found.path, found.spot, found.code), found)
        else:
            artifacts.append(found)
    return artifacts, list(problems.values())


def make(output: Output, bench: Bench) -> Artifact | Problem:
    """One output."""
    recipe, inside = output.recipe, tuple[str, ...]()
    if isinstance(recipe, Render) and callable(recipe.view):
        try:
            recipe = replace(recipe, view=recipe.view())
        except MissingText as missing:
            values = {"text": missing.text, "language": missing.language}
            return problem(f"locale/{missing.language}/reader.po", START, "untranslated", **values)
    key = bench.keys.of(recipe)
    if isinstance(recipe, Render) and key.marked and not _only_places(recipe, key, bench):
        view, inside = prose.put_into(recipe.view, bench.prose)
        recipe = replace(recipe, view=view)
        key = bench.keys.of(recipe)
    last = bench.rows.get(output.path)
    stands = last and last.key == key.digest and bench.standing.get(output.path) == last.digest
    if last and stands and not any(put.hole.path in bench.retold for put in last.holes):
        return Artifact(output.path, last, None)
    opened = _carried_out(recipe, output, bench)
    if isinstance(opened, Problem):
        return opened
    data, sizes = opened.closed(bench.prose)
    holes = (
        Put(hole, len(before), size) for hole, before, size in zip(opened.holes, opened.chunks, sizes, strict=False)
    )
    row = Row(key.digest, digest(data), tuple(holes), inside)
    if not bench.shop or row.digest == bench.standing.get(output.path):
        return Artifact(output.path, row, data, key.parts)
    ready = Ready(f"{bench.shop}/{digest(output.path.encode())}", row.digest)
    trees.write(ready.file, data)
    return Artifact(output.path, row, ready, key.parts)


def _only_places(recipe: Render, key: Key, bench: Bench) -> bool:
    """Whether the only prose in a view is its body, and its template does nothing but give it a place."""
    return key.marked == {"body"} and bench.closures[recipe.template].only_places and prose.is_mark(_body(recipe))


def _body(recipe: Render) -> str:
    return str(getattr(recipe.view, "body", ""))


def _carried_out(recipe: Recipe, output: Output, bench: Bench) -> Opened | Problem:
    if isinstance(recipe, Render):
        try:
            assert not callable(recipe.view)
            text = templates.render(bench.theme, recipe.template, recipe.view, recipe.language)
            body = _body(recipe)
            return opened_html(text, body if prose.is_mark(body) else "")
        except Exception as error:
            # a template can raise anything that an expression can; our own errors pass through Jinja nowhere else
            if templates.is_machines(error):
                raise
            return templates.explained(error, bench.theme, recipe.template, about=output.about or output.path)
    if isinstance(recipe, Json):
        return opened_json(json.dumps(recipe.value, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    if isinstance(recipe, Bytes):
        return Opened((recipe.data,))
    assert isinstance(recipe, (Copy, Resize))
    data = bench.read(recipe.path)
    if isinstance(data, Problem):
        return data
    if isinstance(recipe, Copy):
        return Opened((data,))
    try:
        return Opened((images.rebuild(data, width=recipe.width, form=recipe.form),))
    except (OSError, ValueError, SyntaxError):
        return problem(recipe.path, START, "image-unreadable")


# ------------------------------------------------------------------------------------------------- between processes

_LENGTH = struct.Struct("<I")


def _packed(made: Artifact | Problem) -> bytes:
    if isinstance(made, Problem):
        head, data = _dumped([made.path, made.spot, made.code, made.values]), b""
    else:
        file = made.data.file if isinstance(made.data, Ready) else ""
        data = made.data if isinstance(made.data, bytes) else b""
        head = _dumped([plain_row(made.row), made.data is None, file, made.parts, 0])
    return _LENGTH.pack(len(head)) + head + data


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")


def _unpacked(path: str, data: bytes) -> Artifact | Problem:
    end = _LENGTH.size + _LENGTH.unpack_from(data)[0]
    head: Any = json.loads(data[_LENGTH.size : end].decode(errors="surrogatepass"))
    if len(head) == 4:  # a problem
        own, spot, code, values = head
        return Problem(own, Spot(*spot), code, tuple((name, value) for name, value in values))
    plain, same, file, parts, _ = head
    row = row_of(plain)
    return Artifact(path, row, None if same else Ready(file, row.digest) if file else data[end:], parts)
