"""The search: a page becomes a record, a record a part, parts the pieces of an index (docs/search.md)."""
