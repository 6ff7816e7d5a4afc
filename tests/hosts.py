"""What hosts make of the files that tell them the policy of a site."""

from collections.abc import Mapping
from fnmatch import fnmatchcase


def netlify(text: str) -> Mapping[str, Mapping[str, str]]:
    """The headers of each rule of a file `_headers`, by its path."""
    rules: dict[str, dict[str, str]] = {}
    own: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.strip().startswith("#"):
            continue
        if not line.startswith(" "):
            assert line.startswith("/"), line
            assert line not in rules, line
            own = rules[line] = {}
            continue
        name, mark, value = line.strip().partition(": ")
        assert mark, line
        assert name not in own, line
        own[name] = value
    return rules


def headers(rules: Mapping[str, Mapping[str, str]], path: str) -> Mapping[str, str]:
    """The headers of a file: of all rules that fit it. Hosts join what stands in two, so nothing may."""
    found: dict[str, str] = {}
    for pattern, own in rules.items():
        if fnmatchcase(path, pattern):
            assert not found.keys() & own.keys()
            found |= own
    return found
