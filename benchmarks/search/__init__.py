"""How well and how fast the search finds, beside others on the same pages: `make bench-search`."""
