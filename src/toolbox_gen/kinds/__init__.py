"""Content types, one per file. They do not know each other: what one shows of another comes as cards and edges."""
