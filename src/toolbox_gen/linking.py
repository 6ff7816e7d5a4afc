"""Content → Sites: which documents are shown in each language, what points at what, and what leads nowhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolbox_gen.anchors import Anchors
from toolbox_gen.config import Config
from toolbox_gen.findings import Findings
from toolbox_gen.load import Content
from toolbox_gen.lookup import Lookup
from toolbox_gen.model import Document, Key, Kind, Target, withheld
from toolbox_gen.problems import Problem, problem
from toolbox_gen.references import resolve
from toolbox_gen.site import Site
from toolbox_gen.source import Media


@dataclass(frozen=True, slots=True)
class Linked:
    """A site per language, what was held back and why, and what leads nowhere."""

    sites: tuple[Site, ...]
    withheld: Mapping[str, tuple[Key, ...]]
    problems: tuple[Problem, ...]
    lacking: frozenset[str]
    """The documents that name a file that could not be taken."""


def link(
    content: Content,
    *,
    config: Config,
    kinds: Sequence[Kind],
    media: Iterable[Media],
    refused: frozenset[str],
    day: date,
    assets: Mapping[str, str],
    portable: bool,
) -> Linked:
    """Resolve all references, choose what is published on a day, and make the site of each language.

    refused: paths of files that are there and could not be taken, of which that has been said.
    """
    by_name = {kind.name: kind for kind in kinds}
    files = {one.path: one for one in media}
    resolved = resolve(Lookup(content, by_name, files, config.language, refused))
    hidden = _hidden(content, resolved, by_name, config, day)
    gone = _gone((content.documents[key, config.language] for key in hidden), by_name, config, day)
    anchors = Anchors()
    versions = [{key: one for (key, own), one in content.documents.items() if own == code} for code in config.languages]
    with_pages, parts = (
        {name: kind for name, kind in by_name.items() if kind.has_pages is has} for has in (True, False)
    )
    sites = []
    for language in config.languages:
        shown = {
            key: _in_language(content, key, language, day, config)
            for key, own in content.documents
            if own == config.language and key not in hidden
        }
        left_out = _left_out(shown, resolved, by_name, config, language)
        documents = {key: one for key, one in shown.items() if key not in left_out}
        taken_back = (content.documents[key, language] for key in left_out if (key, language) in content.documents)
        sites.append(Site(
            config=config,
            language=language,
            day=day,
            kinds=with_pages,
            parts=parts,
            documents=documents,
            vocabularies=content.vocabularies,
            media=files,
            edges=tuple(
                edge for one in documents.values() for edge in resolved.edges[one.path]
                if edge.target in documents or edge.target.kind not in by_name
            ),
            targets={
                one.path: tuple(_open(target, shown, versions, anchors) for target in resolved.targets[one.path])
                for one in documents.values()
            },
            gone=(*gone, *_gone(taken_back, by_name, config, day)),
            originals={
                key: content.documents[key, config.language]
                for key, one in documents.items() if one.language != config.language
            },
            elsewhere={key: shown[key] for key in left_out},
            untold=tuple(
                edge for key in sorted(left_out) for edge in resolved.edges[shown[key].path] if edge.target in documents
            ),
            assets=assets,
            portable=portable,
        ))  # fmt: skip
    held = {reason: tuple(sorted(k for k in hidden if hidden[k] == reason)) for reason in sorted({*hidden.values()})}
    remarks = _remarks(content, resolved, hidden, config, day)
    return Linked(tuple(sites), held, (*resolved.problems, *remarks), frozenset(resolved.lacking))


def _hidden(
    content: Content, resolved: Findings, kinds: Mapping[str, Kind], config: Config, day: date
) -> dict[Key, str]:
    """Why each document that is not shown is not. A part of others is not shown without them."""
    originals = [(key, one) for (key, language), one in content.documents.items() if language == config.language]
    reasons = ((key, withheld(one.record, day, config.consent_months)) for key, one in originals)
    found = {key: reason for key, reason in reasons if reason}
    parts: dict[Key, str] = {}
    for key, one in originals:
        if key not in found and not kinds[key.kind].has_pages:
            whole = next((edge.target for edge in resolved.edges[one.path] if edge.target in found), None)
            if whole:
                parts[key] = found[whole]
    return found | parts


def _remarks(
    content: Content, resolved: Findings, hidden: Mapping[Key, str], config: Config, day: date
) -> Iterator[Problem]:
    """What authors should look at because of what is shown and what is not."""
    for (key, language), one in content.documents.items():
        due = one.record.review_by
        if due and due.last < day and language == config.language and key not in hidden:
            yield problem(one.path, one.spot(("review_by",)), "review-due", date=due)
    for document, where, key in resolved.mentions:
        if key in hidden and document.key not in hidden:
            target = content.documents[key, config.language].path
            yield problem(document.path, document.spot(where), "unpublished-reference", target=target)
    for document, where, media in resolved.media:
        taken = [one.path for one in resolved.portraits.get(media.digest, ()) if hidden.get(one.key) == "consent"]
        if taken and document.key not in hidden:
            yield problem(document.path, document.spot(where), "picture-taken-back", file=taken[0])


def _in_language(content: Content, key: Key, language: str, day: date, config: Config) -> Document:
    """The translation, or the original as long as there is none that may be shown."""
    translation = content.documents.get((key, language))
    if translation and withheld(translation.record, day, config.consent_months) is None:
        return translation
    return content.documents[key, config.language]


def _left_out(
    shown: Mapping[Key, Document], resolved: Findings, kinds: Mapping[str, Kind], config: Config, language: str
) -> frozenset[Key]:
    """The documents that are not shown in a language since they are not translated, with what is a part of them."""
    found = {key for key, one in shown.items() if one.language != language and key.kind in config.only_translated}
    parts = {
        key for key, one in shown.items()
        if not kinds[key.kind].has_pages and any(edge.target in found for edge in resolved.edges[one.path])
    }  # fmt: skip
    return frozenset(found | parts)


def _gone(versions: Iterable[Document], kinds: Mapping[str, Kind], config: Config, day: date) -> tuple[Key, ...]:
    """Those of some documents or translations that are no longer shown, and whose addresses stay as neutral pages."""
    return tuple(sorted(
        one.key for one in versions
        if withheld(one.record, day, config.consent_months) in ("expired", "consent")
        and kinds[one.key.kind].has_pages and _leaves_a_page(one, day)
    ))  # fmt: skip


def _leaves_a_page(document: Document, day: date) -> bool:
    """Whether a document that is not shown on a day may have been shown before, and its address may stay."""
    consent = document.record.consent
    if consent is None:
        return not document.record.reasons_for_consent
    if consent.address == "nothing":
        return False
    if consent.status == "not-needed":
        return not consent.scope or "site" in consent.scope
    if consent.status != "given":
        return consent.status == "withdrawn"
    return "site" in consent.scope and consent.given_on is not None and consent.given_on.first <= day


def _open(
    target: Target, shown: Mapping[Key, Document], versions: Sequence[Mapping[Key, Document]], anchors: Anchors
) -> Target:
    """The target, or nothing when its document is not published; its anchor is that of the version that is shown."""
    if target.key is None or target.key not in shown:
        return Target() if target.key else target
    if not target.anchor:
        return target
    others = (one[target.key] for one in versions if target.key in one)
    return replace(target, anchor=anchors.find(shown[target.key], target.anchor, others) or "")
