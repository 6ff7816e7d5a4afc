"""What in a text may lead to a person: found by looking at one text alone, and judged elsewhere (`checks`)."""
