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
    pictures = {media.digest for media in named.values() if media.is_image}
    for media in named.values():
        if not media.is_image:
            yield Output(article.media_url(media), Copy(media.path), media.path)
    for media in sorted(site.media.values(), key=lambda media: media.path):
        if media.digest in pictures:  # of the same picture under several names, the first, whatever the language
            pictures.remove(media.digest)
            yield from _sizes(media)


def _sizes(media: Media) -> Iterator[Output]:
    alone = media.width * media.height > images.LARGE
    for width in images.widths(media.width):
        for form in ("webp", "jpeg"):
            yield Output(article.image_url(media, width, form), Resize(media.path, width, form, alone), media.path)


def _named(document: Document, site: Site) -> Iterator[Media]:
    for mention in mentions(document.record):
        if isinstance(mention.mark, File):
            yield article.find_media(document, mention.name, site)
    for target in site.targets[document.path]:
        if target.media:
            yield site.media[target.media]
