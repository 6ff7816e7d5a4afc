"""What a check looks at, and what it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from toolbox_gen.config import Config
from toolbox_gen.lint.traces import Trace
from toolbox_gen.load import Content
from toolbox_gen.parse import Parsed
from toolbox_gen.problems import Problem


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that editors wrote, published or not, and `site.yaml`, as it was read and as it is meant."""

    content: Content
    config: Config
    config_file: Parsed

    def traces(self, sorts: Sequence[str]) -> Iterator[tuple[str, Trace]]:
        """The traces of some sorts in all files, each with the path of its file."""
        files = {**self.content.traces, self.config_file.path: self.config_file.traces}
        return ((path, trace) for path, own in files.items() for trace in own if trace.sort in sorts)


Check: TypeAlias = Callable[[Material], Iterable[Problem]]
"""Says what is to be said of a toolbox as a whole. A pure function: whatever it depends on is in the material."""
