"""The short way: where nothing but the prose of some documents has changed, their new prose is put in their place.

Everything else of the site is a pure function of what has not changed, so it is as it was. This way is taken only when
that is certain, and gives the same bytes as the long one (`making`).
"""

from collections.abc import Sequence
from dataclasses import replace

from toolbox_gen import indexing, parse
from toolbox_gen.cache import Cache
from toolbox_gen.digest import digest
from toolbox_gen.ledger import Ledger, Put, Row, Text
from toolbox_gen.prose import Prose, Reader
from toolbox_gen.report import Options, Report
from toolbox_gen.source import Source
from toolbox_gen.write import Place


class Lost(Exception):
    """The prose of a file is not in the cache any more."""


def made(
    last: Ledger, changed: Sequence[Source], *, place: Place, kept: Cache, options: Options, report: Report
) -> tuple[dict[str, str | bytes], Ledger] | None:
    """All files of the site, each its new bytes or the digest of what stands, and what the next build may know.

    None when more has changed than prose, or when what is needed is not there; Lost for the same reason.
    """
    with report.stage("parse", options.clock) as count:
        told = {path for path, *_ in last.report["problems"]}
        packed = {one.path: parse.pack(*parse.parse(one, compiled=options.compiled)) for one in changed}
        for path, own in packed.items():
            # what was said of a file may stand on another line of it now
            if path in told or path not in last.texts or own.facts_digest != last.texts[path].facts:
                return None
            if path in last.compared and own.prose_digest != last.texts[path].prose:
                return None
        count(len(packed))
    texts = {**last.texts, **{path: Text(own.facts_digest, own.prose_digest) for path, own in packed.items()}}
    retold = {path for path, own in packed.items() if own.prose_digest != last.texts[path].prose}
    standing = place.standing
    files: dict[str, str | bytes] = dict(last.rows.digests())
    proses = {path: text.prose for path, text in texts.items()}
    rows: dict[str, Row] = {}
    behind: dict[str, Sequence[str]] = {}

    def prose(path: str) -> Prose:
        if path not in packed:  # it changed before, and the file of the site stayed behind
            key = parse.key(last.world.code, last.files[path].digest, compiled=options.compiled)
            found = kept.get(parse.SHELF, path, key)
            if found is None:
                raise Lost(path)
            packed[path] = parse.parted(found)
        return packed[path].prose

    with report.stage("render", options.clock) as count:
        for path in {*last.rows.with_prose(retold), *last.behind}:
            row, others = last.rows[path], {*last.behind.get(path, ()), *retold}
            concerned = sorted(others & {put.hole.path for put in row.holes})
            if options.background and len({put.hole.path for put in row.holes}) > 1:
                behind[path], report.unfinished = concerned, True
                continue
            data = place.read(path)
            if data is None or not retold.isdisjoint(row.inside):
                return None
            rows[path], files[path] = _refilled(row, data, others, prose)
            report.reasons[path] = ("prose", *concerned)
        count(len(rows))
    searches = dict(last.searches)
    with report.stage("index", options.clock) as count:
        for head, plain in last.searches.items():
            state = indexing.State.of(plain)
            shelf = indexing.Shelf(head, last.world.code, kept, place.read, standing)
            found = indexing.again(shelf, proses=proses, prose=prose, last=state, later=options.background)
            if found is None:
                return None
            files |= found.files
            searches[head] = found.state.plain()
            report.unfinished |= found.later
            if not isinstance(found.files[head], str):
                report.reasons[head] = ("index",)
            count(found.changed)
    if any(isinstance(own, str) and standing.get(path) != own for path, own in files.items()):
        return None
    keys = {one.path: parse.key(last.world.code, one.digest, compiled=options.compiled) for one in changed}
    shown = {put.hole.path for row in rows.values() for put in row.holes}  # of all others the cache has nothing
    kept.put(parse.SHELF, ((path, keys[path], parse.joined(packed[path])) for path in keys.keys() & shown))
    return files, replace(last, texts=texts, rows=last.rows.replaced(rows), searches=searches, behind=behind)


def _refilled(row: Row, data: bytes, changed: set[str], prose: Reader) -> tuple[Row, bytes]:
    """A file with holes, some of them filled anew."""
    parts: list[bytes] = []
    puts: list[Put] = []
    at = taken = 0
    for put in row.holes:
        at += put.before
        if put.hole.path in changed:
            inside = put.hole.filled(prose(put.hole.path))
            parts += (data[taken:at], inside)
            taken = at + put.size
            puts.append(put._replace(size=len(inside)))
        else:
            puts.append(put)
        at += put.size
    whole = b"".join((*parts, data[taken:]))
    return row._replace(digest=digest(whole), holes=tuple(puts)), whole
