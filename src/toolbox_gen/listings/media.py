"""The files that pages show and offer: those of the theme, and pictures and downloads of published documents only."""

from collections.abc import Iterator

from toolbox_gen import article, images
from toolbox_gen.model import Document
from toolbox_gen.plan import Copy, Output, Resize
from toolbox_gen.schema import File, mentions
from toolbox_gen.site import Site
from toolbox_gen.source import Media


def plan(site: Site) -> Iterator[Output]:
    """Each image in its sizes, each download as it is; a file that nothing published names is not published."""
    named: dict[str, Media] = {}
    for document in site.documents.values():
        named |= {media.path: media for media in _named(document, site)}
    for media in named.values():
        if not media.is_image:
            yield Output(article.media_url(media), Copy(media.path), media.path)
            continue
        for width in images.widths(media.width):
            for form in ("webp", "jpeg"):
                url = article.image_url(media, width, form)
                yield Output(url, Resize(media.path, width, form), media.path)


def _named(document: Document, site: Site) -> Iterator[Media]:
    for mention in mentions(document.record):
        if isinstance(mention.mark, File):
            yield article.find_media(document, mention.name, site)
    for target in site.targets[document.path]:
        if target.media:
            yield site.media[target.media]
