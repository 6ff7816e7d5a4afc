"""The earlier place of `catalogues`, as long as somebody still calls it: `python -m tests.catalogues --update`."""

import sys

from catalogues.__main__ import main

if __name__ == "__main__":
    sys.exit(main([]))
