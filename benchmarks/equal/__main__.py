"""`python -m benchmarks.equal ROOT [--lane reference|compiled]`: build a toolbox with the pages of `peers/hugo`.

ROOT holds `content/`, and what `prepare` puts beside it.
"""

import sys

from benchmarks.stages import main

if __name__ == "__main__":
    sys.exit(main(is_equal=True))
