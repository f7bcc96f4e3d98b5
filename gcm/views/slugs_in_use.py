"""The slugs that the pages of today have, of those that would change with words unless they are written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gcm.catalogue.page_sources import slugs_of_things
from gcm.language.data_files import read_data
from gcm.language.phrases import phrases
from gcm.language.slugs import SECTION, published_slugs, slug
from gcm.language.text import LANGS, Lang
from gcm.views.all_views import build_views
from gcm.views.blocks import Section
from gcm.views.site import Site

Slugs = dict[str, dict[str, dict[Lang, str]]]
"""Kind of page, or `section` → id, or name of the phrase → language → slug."""


def unpublished_slugs(site: Site) -> Slugs:
    """The slugs of `site` that `gcm/data/slugs.yaml` does not hold yet."""
    found: Slugs = {}
    for lang in LANGS:
        for kind, name, part in (*_of_things(site, lang), *_of_questions(site, lang), *_of_sections(site, lang)):
            if lang not in published_slugs().get(kind, {}).get(name, {}):
                found.setdefault(kind, {}).setdefault(name, {})[lang] = part
    # Pages come in pairs: a phrase that is a heading in one language only has the words of another thing by chance.
    found[SECTION] = {name: parts for name, parts in found.get(SECTION, {}).items() if len(parts) == len(LANGS)}
    return found


def slugs_text(more: Slugs, head: str) -> str:
    """The text of `gcm/data/slugs.yaml` with `more` slugs, below its comment `head`."""
    lines = [head.rstrip("\n")]
    for kind in sorted({*published_slugs(), *more}):
        lines.append(f"{kind}:")
        published, new = published_slugs().get(kind, {}), more.get(kind, {})
        for name in sorted({*published, *new}, key=_in_order):
            by_lang = {**new.get(name, {}), **published.get(name, {})}
            parts = ", ".join(f'{lang}: "{by_lang[lang]}"' for lang in LANGS if lang in by_lang)
            lines.append(f'  "{name}": {{{parts}}}')
    return "\n".join(lines) + "\n"


def _in_order(name: str) -> tuple[int, str]:
    return (int(name) if name.isdigit() else 0, name)


def _of_things(site: Site, lang: Lang) -> Iterator[tuple[str, str, str]]:
    yield from slugs_of_things(site.catalogue, lang)


def _of_questions(site: Site, lang: Lang) -> Iterator[tuple[str, str, str]]:
    for group in site.catalogue.taxonomy.questionnaire.groups:
        heading = str(group.heading.localized(lang))
        yield "questions", group.number, slug("questions", group.number, lang, f"{group.number}. {heading}")
        yield "question_list", group.number, slug("question_list", group.number, lang, heading)


def _of_sections(site: Site, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Each name of a phrase that is a heading somewhere; where two phrases have the same words, both are written down."""
    headings = _headings(section for view in build_views(site, lang) for section in view.sections)
    for name in read_data("phrases"):
        words = phrases(lang)[name]
        part = slug(SECTION, name, lang, words)
        if part and any(anchor == part or anchor.endswith(f"-{part}") for anchor in headings.get(words, ())):
            yield SECTION, name, part


def _headings(sections: Iterable[Section]) -> dict[str, set[str]]:
    """Heading → the anchors that it has."""
    found: dict[str, set[str]] = defaultdict(set)
    for section in sections:
        found[section.heading].add(section.anchor)
    return found
