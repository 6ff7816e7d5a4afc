"""The search: pages become records, records become parts, parts become the pieces of an index.

`analyse` is taken for each page alone and may be remembered; `build` merges, at the cost of what changed when it is
given the index of before. docs/search.md says what the pieces look like and how the browser asks them. This package
must not know what a story is, nor where files go.
"""

from toolbox_gen.search.index import Facet, Frame, Index, build
from toolbox_gen.search.messages import MESSAGES
from toolbox_gen.search.pieces import Piece
from toolbox_gen.search.records import FIELDS, Part, Record, analyse
from toolbox_gen.search.words import fold, tokens

__all__ = [
    "FIELDS", "MESSAGES", "Facet", "Frame", "Index", "Part", "Piece", "Record", "analyse", "build", "fold", "tokens",
]  # fmt: skip
