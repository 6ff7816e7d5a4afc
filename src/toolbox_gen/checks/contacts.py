"""Phone numbers and mail addresses of persons, wherever they stand."""

from collections.abc import Iterator

from toolbox_gen.checks.material import Material
from toolbox_gen.lint.contacts import MAIL, PHONE, is_mobile, is_personal, phone
from toolbox_gen.problems import Problem, problem


def check(material: Material) -> Iterator[Problem]:
    """Each that `known_contacts` does not name and that may be one person's."""
    known = {_in_one_form(one) for one in material.config.known_contacts}
    for path, trace in material.traces((PHONE, MAIL)):
        if trace.text in known:
            continue
        if trace.sort == PHONE:
            code = "mobile-number" if is_mobile(trace.text) else "phone-number"
            yield problem(path, trace.spot, code, shown=f"{trace.text[:4]}…{trace.text[-2:]}")
        elif is_personal(trace.text):
            local, _, host = trace.text.partition("@")
            yield problem(path, trace.spot, "personal-mail", shown=f"{local[0]}…@{host}")


def _in_one_form(written: str) -> str:
    return written.strip().lower() if "@" in written else phone(written)
