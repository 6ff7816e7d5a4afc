"""Pages about many documents, one sort per file. Each is a planner: the site of a language in, outputs out."""
