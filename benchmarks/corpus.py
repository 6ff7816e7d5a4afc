"""Write a deterministic corpus of Dutch-like stories and tools for benchmarks, in the content model's terms.

    python corpus.py OUT --stories 1000 --tools 200 [--seed 7]

OUT/content/{stories,tools,organisations}/<slug>.md and OUT/content/vocabularies/{themes,audiences}.yaml are created.
The same arguments always give the same bytes.  Standard library only.
"""

import argparse
import random
import re
import unicodedata
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

FUNCTION_WORDS = (
    "de het een en van in op te met voor dat die is zijn was we ze ik niet aan "
    "ook er om maar als bij door over naar uit hebben had werd wordt kan kunnen "
    "moet moeten nog wel dan meer veel hoe wat wie waar deze dit hun ons onze je "
    "jullie zo al tot onder tussen zonder tijdens omdat zodat terwijl want dus"
).split()
# Real words (inflected, with diacritics) so that stemming, compounds and
# diacritic folding can be tried out in a search index.
REAL_WORDS = (
    "samenwerking samenwerken vrijwilliger vrijwilligers buurt buurten bewoner "
    "bewoners gesprek gesprekken methode methodes werkvorm werkvormen ideeën idee "
    "geëvalueerd evaluatie coördinatie coördinator reünie patiënt patiënten cliënt "
    "begeleider begeleiders jongere jongeren ouderen wijkcentrum bibliotheek school "
    "leerling leerlingen docent docenten gemeente gemeenten financiering fouten "
    "geleerd leren luisteren vertrouwen draagvlak weerstand verandering veranderen "
    "verbinden verbinding dialoog werksessie spelregels facilitator deelnemer deelnemers"
).split()
THEMES = (
    "participatie gezondheid armoede eenzaamheid duurzaamheid onderwijs cultuur "
    "sport veiligheid wonen mobiliteit digitalisering inclusie jeugdzorg mantelzorg "
    "energie voedsel taal werk natuur"
).split()
AUDIENCES = (
    "jongeren ouderen gezinnen nieuwkomers vrijwilligers professionals scholen "
    "gemeenten ondernemers bewoners studenten mantelzorgers"
).split()
PLACES = (
    "Gent Brugge Utrecht Arnhem Groningen Leuven Hasselt Breda Zwolle Mechelen "
    "Kortrijk Tilburg Leiden Aalst Genk Nijmegen Assen Turnhout Roeselare Delft"
).split()
MATERIALS = "stiften post-its flip-over kaarten touw camera laptop lijm papier dobbelstenen".split()
DIFFICULTY = ("easy", "medium", "hard")
KINDS = ("good-practice", "successful-failure")
ONSETS = "b d f g h j k l m n p r s t v w z br dr gr kl kr pl pr sch sl st str tr vr zw".split()
VOWELS = "a a e e e e i i o o u aa ee oo uu ie oe ui ij ou eu".split()
CODAS = ["", "", "", "", "", "", "n", "r", "l", "s", "t", "k", "m", "p", "ng", "cht", "nd", "rk", "st"]
ENDINGS = ["", "", "", "en", "er", "ing", "heid", "lijk", "s"]


def slugify(text):
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:76].strip("-")  # a slug has at most 80 characters


class Writer:
    """Draws words, sentences and Markdown blocks from one random stream."""

    def __init__(self, seed, vocabulary=2000):
        self.rng = random.Random(seed)
        pick = self.rng.choice
        made = set()
        while len(made) < vocabulary:
            stem = "".join(
                pick(ONSETS) + pick(VOWELS) + pick(CODAS) for _ in range(self.rng.choice((1, 1, 2, 2, 2, 3)))
            )
            made.add(stem + pick(ENDINGS))
        self.content = sorted(made) + REAL_WORDS
        self.rng.shuffle(self.content)
        self.weights = list(accumulate(1 / (i + 8) for i in range(len(self.content))))
        self.common = list(accumulate(1 / (i + 2) for i in range(len(FUNCTION_WORDS))))

    def words(self, n):
        """n words: about 45% function words, 4% compounds, the rest Zipf-distributed."""
        rng = self.rng
        content = iter(rng.choices(self.content, cum_weights=self.weights, k=n + n))
        common = iter(rng.choices(FUNCTION_WORDS, cum_weights=self.common, k=n))
        out = []
        for _ in range(n):
            r = rng.random()
            if r < 0.45:
                out.append(next(common))
            elif r < 0.49:
                out.append(next(content) + next(content))
            else:
                out.append(next(content))
        return out

    def title(self, low=3, high=7):
        return " ".join(self.words(self.rng.randint(low, high))).capitalize()

    def sentence(self, links=()):
        rng = self.rng
        words = self.words(rng.randint(6, 18))
        r = rng.random()
        at = rng.randrange(1, len(words) - 2)
        if r < 0.10:
            words[at : at + 2] = ["**" + " ".join(words[at : at + 2]) + "**"]
        elif r < 0.20:
            words[at] = "*" + words[at] + "*"
        elif r < 0.25:
            words[at : at + 2] = [
                "[%s](https://voorbeeld.example/%s)" % (" ".join(words[at : at + 2]), slugify(words[at]))
            ]
        elif r < 0.29 and links:
            name, title = rng.choice(links)
            words[at] = "[%s](../tools/%s.md)" % (title, name)
        if len(words) > 10:
            words[5] += ","
        text = " ".join(words)
        return text[0].upper() + text[1:] + rng.choice(".....?!")

    def paragraph(self, links=()):
        return " ".join(self.sentence(links) for _ in range(self.rng.randint(2, 5)))

    def bullets(self, mark="-"):
        return "\n".join(
            (f"{i}." if mark == "1." else mark) + " " + " ".join(self.words(self.rng.randint(4, 12)))
            for i in range(1, self.rng.randint(4, 8))
        )

    def table(self):
        rows = [[" ".join(self.words(2)) for _ in range(3)] for _ in range(self.rng.randint(3, 6))]
        rows.insert(1, ["---"] * 3)
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)

    def body(self, low, high, links=(), steps=False):
        rng = self.rng
        target, blocks, count = rng.randint(low, high), [self.paragraph(links)], 0
        if not steps:
            blocks.append(
                "> "
                + self.sentence()
                + " "
                + self.sentence()
                + "\n>\n> — "
                + self.title(1, 2)
                + ", "
                + rng.choice(PLACES)
            )
        if steps:
            blocks += ["## Stappen", self.bullets("1.")]
        if rng.random() < 0.10:
            blocks.append(self.table())
        while count < target:
            r = rng.random()
            if r < 0.16:
                blocks.append("## " + self.title(2, 5))
            elif r < 0.26:
                blocks.append("### " + self.title(2, 5))
            if r > 0.86:
                blocks.append(self.bullets())
            blocks.append(self.paragraph(links))
            count = sum(block.count(" ") + 1 for block in blocks)
        return "\n\n".join(blocks) + "\n"


def plain(sentence):
    """The words of a sentence without its Markdown, safe as an unquoted YAML scalar."""
    return re.sub(r"[*?:#]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", sentence))


def front_matter(fields):
    lines = ["---"]
    for key, value in fields.items():
        if isinstance(value, list):
            lines.append(f"{key}:")
            lines += [f"  - {item}" for item in value]
        elif isinstance(value, dict):
            lines.append(f"{key}:")
            lines += [f"  {k}: {v}" for k, v in value.items()]
        elif isinstance(value, str) and key in ("title", "summary", "name"):
            lines.append('%s: "%s"' % (key, value.replace('"', "'")))
        else:
            lines.append(f"{key}: {value}")
    return "\n".join(lines) + "\n---\n\n"


def unique(slug, taken):
    name, n = slug, 2
    while name in taken:
        name, n = f"{slug}-{n}", n + 1
    taken.add(name)
    return name


def vocabulary(terms):
    return "".join(f'{term}:\n  label:\n    nl: "{term.capitalize()}"\n' for term in terms)


def write_corpus(out, stories, tools, seed=7):
    text = Writer(seed)
    rng = text.rng
    content = Path(out, "content")
    tool_dir, story_dir, organisation_dir = content / "tools", content / "stories", content / "organisations"
    for folder in (tool_dir, story_dir, organisation_dir, content / "vocabularies"):
        folder.mkdir(parents=True, exist_ok=True)
    for name, terms in (("themes", THEMES), ("audiences", AUDIENCES)):
        (content / "vocabularies" / f"{name}.yaml").write_text(vocabulary(terms), encoding="utf-8")

    organisations, taken = [], set()
    for _ in range(max(3, stories // 15)):
        name = text.title(1, 3)
        organisations.append(unique(slugify(name), taken))
        (organisation_dir / f"{organisations[-1]}.md").write_text(
            front_matter(dict(name=name)) + text.paragraph() + "\n", encoding="utf-8"
        )

    names, taken = [], set()
    for _ in range(tools):
        title = text.title(1, 4)
        names.append((unique(slugify(title), taken), title))
    popularity = list(accumulate(1 / (i + 3) for i in range(tools)))
    for slug, title in names:
        low = rng.randint(2, 12)
        fields = dict(
            title=title,
            summary=plain(text.sentence()),
            kind="method",
            themes=rng.sample(THEMES, rng.randint(1, 3)),
            duration=rng.choice((15, 30, 45, 60, 90, 120, 180)),
            group_size=dict(min=low, max=low + rng.randint(2, 30)),
            difficulty=rng.choice(DIFFICULTY),
            materials=rng.sample(MATERIALS, rng.randint(1, 4)),
        )
        (tool_dir / f"{slug}.md").write_text(front_matter(fields) + text.body(200, 500, steps=True), encoding="utf-8")

    taken = set()
    for _ in range(stories):
        title = text.title()
        linked = list(dict.fromkeys(rng.choices(names, cum_weights=popularity, k=rng.randint(1, 5))))
        fields = dict(
            title=title,
            kind=rng.choices(KINDS, (7, 3))[0],
            date=date(2015, 1, 1) + timedelta(days=rng.randrange(4000)),
            summary=" ".join(text.words(22)).capitalize() + ".",
            organisations=[rng.choice(organisations)],
            place=rng.choice(PLACES),
            themes=rng.sample(THEMES, rng.randint(1, 4)),
            audiences=rng.sample(AUDIENCES, rng.randint(1, 3)),
            tools=[slug for slug, _ in linked],
        )
        if fields["kind"] == "successful-failure":
            fields["went_wrong"] = [plain(text.sentence())]
            fields["lessons"] = [plain(text.sentence()), plain(text.sentence())]
        slug = unique(slugify(title), taken)
        (story_dir / f"{slug}.md").write_text(
            front_matter(fields) + text.body(400, 900, links=linked), encoding="utf-8"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--stories", type=int, default=100)
    parser.add_argument("--tools", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    write_corpus(args.out, args.stories, args.tools, args.seed)
