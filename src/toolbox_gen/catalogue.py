"""Everything that a toolbox consists of: its content types, the pages about many documents, and what is checked."""

from toolbox_gen.checks import contacts, labels, names, terms
from toolbox_gen.checks.material import Check
from toolbox_gen.kinds import organisation, page, quote, story, tool
from toolbox_gen.listings import browse, documents, exits, finding, home, hosting, machines, media, special, topics
from toolbox_gen.model import Kind
from toolbox_gen.plan import Planner

KINDS: tuple[Kind, ...] = (story.KIND, tool.KIND, organisation.KIND, page.KIND, quote.KIND)

PLANNERS: tuple[Planner, ...] = (
    home.plan,
    documents.plan,
    browse.plan,
    topics.plan,
    finding.plan,
    special.plan,
    exits.plan,
    machines.plan,
    hosting.plan,
    media.plan,
)

CHECKS: tuple[Check, ...] = (names.check, contacts.check, labels.check, terms.check)
