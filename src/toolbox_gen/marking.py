"""The mark on texts that are translated where they are shown, not where they stand."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """The text itself; the catalogues' extraction finds it by this name."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as above
    """A text that goes with a number, for one and for many; found by this name too."""
    return one, many
