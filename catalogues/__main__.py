"""`make messages`: bring all catalogues up to date, begin new ones, and list what is to be translated.

python -m catalogues          all texts of the program and the theme, into every catalogue
python -m catalogues de       and German, which the interface does not speak yet: readers' texts only
"""

import sys

from catalogues import DOMAINS, languages, untranslated, update
from toolbox_gen.languages import is_language


def main(new: list[str]) -> int:
    """The exit code: 2 for what is no language."""
    wrong = [one for one in new if not is_language(one)]
    if wrong:
        print(f"No language codes: {', '.join(wrong)}", file=sys.stderr)
        return 2
    update(new)
    for domain in DOMAINS:
        for language in languages(domain):
            lacking = untranslated(language, domain)
            print(f"{language} {domain}: {len(lacking) or 'nothing'} to translate")
            for text in lacking:
                print(f"    {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
