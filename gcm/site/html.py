"""The blocks of a view as HTML: a function for each kind, or for a rare one the template `templates/<kind>.html`.

Everything is plain text that is HTML already, but for words, which go through `escape`. A block's function decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gcm.language.phrases import Phrases
from gcm.language.text import Localized
from gcm.views import blocks
from gcm.views.blocks import Block, Code, Countdown, Line, Link, Part, Time, View

TEMPLATES: Final = Path(__file__).parent / "templates"


@lru_cache(maxsize=50_000)  # labels and titles come again and again
def escape(text: str) -> str:
    """Words as HTML, in which nothing of them is markup."""
    return (
        text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;").replace('"', "&#34;")
        if text
        else text
    )


def _text(text: str) -> str:
    """Words between two tags, where quotation marks are only words."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def view_html(view: View, t: Phrases) -> str:
    """All that a page shows below the site's frame."""
    path = ' <span aria-hidden="true">›</span> '.join(map(part_html, view.kicker))
    top = (
        f'<p class="gcm-path">{path}</p>\n' if view.kicker else "",
        f'<h1 id="{t.anchor_top}">{words_html(view.heading)}</h1>\n',
        f'<p class="gcm-lead">{words_html(view.lead)}</p>\n' if view.lead else "",
    )
    return "".join((*top, *(block_html(block, t) for block in view.blocks), *_sections(view.sections, t)))


def _sections(sections: Sequence[blocks.Section], t: Phrases) -> Iterator[str]:
    """The sections one after the other; a fold holds the deeper ones that follow on it."""
    open_levels: list[int] = []
    for section in sections:
        while open_levels and section.level <= open_levels[-1]:
            open_levels.pop()
            yield _END_OF_FOLD
        if section.folded:
            open_levels.append(section.level)
        yield _section(section, t)
    yield _END_OF_FOLD * len(open_levels)


_END_OF_FOLD: Final = "</details>\n"


def _section(section: blocks.Section, t: Phrases) -> str:
    level, breaks = section.level, ' class="gcm-part"' if section.breaks else ""
    heading = f'<h{level} id="{escape(section.anchor)}"{breaks}>{escape(section.heading)}</h{level}>\n'
    if section.folded:
        heading = f'<details class="gcm-folded"><summary>{heading.rstrip()}</summary>\n'
    return heading + "".join(block_html(block, t) for block in section.blocks)


def block_html(block: Block, t: Phrases) -> str:
    """One block, and the end of its last line."""
    render = RENDERERS.get(block.kind)
    return f"{render(block, t) if render else _from_template(block, t)}\n"


def _from_template(block: Block, t: Phrases) -> str:
    return _templates().get_template(f"{block.kind}.html").render(block=block, t=t)


@cache
def _templates() -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    for name, render in (("part", part_html), ("localized", words_html)):
        environment.globals[name] = _marked(render)
    environment.globals["entry"] = _marked(entry_html)
    environment.globals["table"] = lambda block, t: Markup(_table(block, t))  # noqa: S704  (HTML, made here)
    return environment


def _marked(render: Callable[[Any], str]) -> Callable[[Any], Markup]:
    """The same function for templates, which would escape plain text."""
    return lambda value: Markup(render(value))  # noqa: S704  (HTML, made here)


# Parts of a line


def words_html(text: Localized) -> str:
    """Words in their own language: marked where that is not the page's."""
    words = escape(text.text)
    return f'<span lang="{text.lang}">{words}</span>' if text.foreign else words


def part_html(part: Part) -> str:
    """A piece of a line."""
    return _PARTS[type(part)](part)


def _link(link: Link) -> str:
    title = f' title="{escape(link.title)}"' if link.title else ""
    relation = ' rel="external"' if link.external else ' rel="edit"' if link.edits else ""
    return f'<a href="{escape(link.href)}"{title}{relation}>{words_html(link.label)}</a>'


def _code(code: Code) -> str:
    return f"<code>{escape(code.text)}</code>"


def _time(time: Time) -> str:
    end = f'–<time datetime="{time.ends}">{escape(time.shown_end)}</time>' if time.ends else ""
    return (
        f'<span class="gcm-time" data-offset="{time.offset}" data-locale="{escape(time.locale)}" data-own="{escape(time.own)}">'
        f'<time datetime="{time.begins}">{escape(time.shown)}</time>{end}{escape(time.zone)}</span>'
    )


def _countdown(day: Countdown) -> str:
    return f'<time class="gcm-countdown" datetime="{day.day}">{escape(day.text)}</time>'


_PARTS: Final[Mapping[type, Callable[[Any], str]]] = {
    Localized: words_html,
    Link: _link,
    Code: _code,
    Time: _time,
    Countdown: _countdown,
}


def line_html(line: Line) -> str:
    """An entry: its parts, badge, remark and sources, and the entries below it."""
    html = "".join([_PARTS[type(part)](part) for part in line.parts])
    if line.badge:
        html += f' <span class="gcm-badge">{escape(line.badge)}</span>'
    if line.note:
        html += f' <span class="gcm-remark">{words_html(line.note)}</span>'
    if line.sources:
        html += f' <span class="gcm-sources">[{"; ".join(map(_link, line.sources))}]</span>'
    if line.more:
        html += f'<ul class="gcm-more">{"".join([f"<li>{line_html(each)}</li>" for each in line.more])}</ul>'
    return html


def _id(line: Line) -> str:
    return f' id="{escape(line.anchor)}"' if line.anchor else ""


# Blocks


def _prose(block: blocks.Prose, t: Phrases) -> str:
    lang = f' lang="{block.lang}"' if block.foreign else ""
    remark = f'<p class="gcm-language">{escape(t[f"text_in_{block.lang}"])}</p>' if block.foreign else ""
    return f'<div class="gcm-prose"{lang}>\n{remark}{block.html}</div>'


def _paragraph(block: blocks.Paragraph, _: Phrases) -> str:
    return f'<p class="gcm-{block.tone}"{_id(block.line)}>{line_html(block.line)}</p>'


def _facts(block: blocks.Facts, _: Phrases) -> str:
    rows = [
        f"<div><dt>{escape(label)}</dt>{''.join([f'<dd{_id(each)}>{line_html(each)}</dd>' for each in lines])}</div>"
        for label, lines in block.rows
    ]
    return f'<dl class="gcm-facts">{"".join(rows)}</dl>'


def _lines(block: blocks.Lines, _: Phrases) -> str:
    tag = "ol" if block.ordered else "ul"
    entries = [f"<li{_id(each)}>{line_html(each)}</li>" for each in block.lines]
    return f'<{tag} class="gcm-lines">{"".join(entries)}</{tag}>'


def _cards(block: blocks.Cards, _: Phrases) -> str:
    return f'<ul class="gcm-cards">{"".join(map(_card, block.cards))}</ul>'


def _card(card: blocks.Card) -> str:
    kicker = f'<span class="gcm-kicker">{escape(card.kicker)}</span>' if card.kicker else ""
    text = f'<span class="gcm-card-text">{words_html(card.text)}</span>' if card.text else ""
    tail = f'<span class="gcm-card-tail">{" · ".join(map(_link, card.tail))}</span>' if card.tail else ""
    return f'<li class="gcm-card">{kicker}<span class="gcm-card-title">{_link(card.link)}</span>\n{text}{tail}</li>'


def _table(block: blocks.Table, _: Phrases) -> str:
    heads = [escape(head) for head in block.heads]
    opened = [f'<td data-head="{head}">' if block.stacks or block.short else "<td>" for head in heads]
    rows = "".join([f"<tr>{_cells(row, opened)}</tr>" for row in block.rows])
    layout = " gcm-stack gcm-short" if block.short else " gcm-stack" if block.stacks else ""
    return _grid(f"gcm-table{layout}", block.caption, _heads(heads), rows)


def _cells(row: Iterable[Line], opened: Iterable[str]) -> str:
    """The first cell of a row is its head."""
    head, *cells = map(line_html, row)
    _, *tags = opened
    return f'<th scope="row">{head}</th>' + "".join([f"{tag}{cell}</td>" for tag, cell in zip(tags, cells, strict=False)])


def _heads(heads: Iterable[str]) -> str:
    return "".join([f'<th scope="col">{head}</th>' for head in heads])


def _grid(name: str, caption: str, heads: str, rows: str) -> str:
    """A table that can be scrolled by keys where it is too wide."""
    caption = escape(caption)
    return (
        f'<div class="{name}" tabindex="0" role="group" aria-label="{caption}"><table class="gcm-grid">\n'
        f"<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div>"
    )


def _matrix(block: blocks.Matrix, _: Phrases) -> str:
    heads = _heads((escape(block.corner), *map(_link, block.heads)))
    rows = [f'<tr><th scope="row">{line_html(head)}</th>{"".join(map(_level, cells))}</tr>' for head, cells in block.rows]
    return _grid("gcm-table gcm-matrix", block.caption, heads, "".join(rows))


def _level(cell: blocks.Cell) -> str:
    link, title = cell.link, escape(cell.link.title)
    at_rest = f' title="{title}"' if cell.level else ""
    way = f'<a href="{escape(link.href)}"{at_rest} aria-label="{title}">{words_html(link.label)}</a>'
    return f'<td class="gcm-level-{cell.level}">{way}</td>'


def _snippets(block: blocks.Snippets, _: Phrases) -> str:
    texts = [
        f'<details><summary>{escape(name)}</summary><pre tabindex="0"><code>{_text(text)}</code></pre></details>'
        for name, text in block.snippets
    ]
    return f'<div class="gcm-snippets">{"".join(texts)}</div>'


def _example(block: blocks.Example, _: Phrases) -> str:
    texts = [f'<p>{escape(name)}</p><pre tabindex="0"><code>{escape(text)}</code></pre>' for name, text in block.texts]
    return f'<details class="gcm-example"><summary>{escape(block.name)}</summary>{"".join(texts)}</details>'


def _numbers(block: blocks.Numbers, _: Phrases) -> str:
    entries = [f"<li><strong>{escape(value)}</strong> <span>{line_html(what)}</span></li>" for value, what in block.numbers]
    return f'<ul class="gcm-numbers">{"".join(entries)}</ul>'


def _meter(block: blocks.Meter, _: Phrases) -> str:
    label = escape(block.label)
    bar = f'<meter min="0" max="100" value="{block.percent}" aria-label="{label}"></meter>'
    return f'<p class="gcm-meter">{bar} <span>{label}</span></p>'


def _steps(block: blocks.Steps, _: Phrases) -> str:
    return f'<ol class="gcm-steps">{"".join(map(_step, block.steps))}</ol>'


def _step(step: blocks.Step) -> str:
    when = f'<span class="gcm-step-date">{line_html(step.date)}</span>' if step.date.parts else ""
    badge = f' <span class="gcm-badge">{escape(step.badge)}</span>' if step.badge else ""
    return f"<li>{when}{badge}<div>{line_html(step.line)}</div></li>"


def _space(block: blocks.Space, _: Phrases) -> str:
    """Room to write is for paper: what is typed goes into the Word file."""
    lines = '<div class="gcm-space-line"></div>' * block.lines
    return f'<div class="gcm-space"><p class="gcm-space-label">{escape(block.label)}</p>{lines}</div>'


def _choose(block: blocks.Choose, t: Phrases) -> str:
    """Hidden until basket.js knows whether the practice is in the selection."""
    words = (
        f'data-add="{escape(t.chosen_add)}" data-remove="{escape(t.chosen_take_out)}" data-failed="{escape(t.chosen_not_kept)}"'
    )
    ways = f"{_link(block.compare)} · {_link(block.collect)}"
    button = f'<button type="button" class="gcm-button gcm-button--quiet" {words}></button>'
    return f'<p class="gcm-choose" data-id="{escape(block.id)}" hidden>{button} <span>{ways}</span></p>'


def _downloads(block: blocks.Downloads, _: Phrases) -> str:
    return f'<p class="gcm-downloads">{" ".join(map(_link, block.links))}</p>'


def entry_html(entry: blocks.Entry) -> str:
    """An entry of the explorer."""
    item = " gcm-entry--item" if ("kind", "item") in ((facet, ids[0]) for facet, ids in entry.values) else ""
    text = f' <span class="gcm-card-text">{words_html(entry.text)}</span>' if entry.text else ""
    tail = f' <span class="gcm-card-tail">{" · ".join(map(part_html, entry.tail))}</span>' if entry.tail else ""
    return (
        f'<li class="gcm-entry{item}" data-id="{escape(entry.id)}"><span class="gcm-kicker">{escape(entry.kicker)}</span> '
        f'<span class="gcm-card-title">{_link(entry.link)}</span>{text}{tail}</li>'
    )


def _search_form(block: blocks.SearchForm, t: Phrases) -> str:
    return (
        f'<form class="gcm-ask" role="search" action="{escape(block.action)}" method="get">'
        f'<label><span class="gcm-hidden">{escape(t.search_label)}</span>'
        f'<input type="search" name="{escape(block.field)}" placeholder="{escape(t.search_hint)}" autocomplete="off"></label> '
        f'<button type="submit">{escape(t.search_do)}</button></form>'
    )


def _fold(block: blocks.Fold, t: Phrases) -> str:
    inside = "".join(block_html(each, t) for each in block.blocks)
    return f'<details class="gcm-rest"><summary>{escape(block.label)}</summary>\n{inside}</details>'


def _pager(block: blocks.Pager, _: Phrases) -> str:
    ways = [
        f'<span aria-current="page">{link.label.text}</span>' if number == block.here else _link(link)
        for number, link in enumerate(block.links, 1)
    ]
    return f'<nav class="gcm-pager" aria-label="{escape(block.label)}">{escape(block.label)} {" ".join(ways)}</nav>'


RENDERERS: Final[Mapping[str, Callable[[Any, Phrases], str]]] = {
    "prose": _prose,
    "paragraph": _paragraph,
    "facts": _facts,
    "lines": _lines,
    "cards": _cards,
    "table": _table,
    "matrix": _matrix,
    "snippets": _snippets,
    "example": _example,
    "numbers": _numbers,
    "meter": _meter,
    "steps": _steps,
    "space": _space,
    "choose": _choose,
    "downloads": _downloads,
    "fold": _fold,
    "search-form": _search_form,
    "pager": _pager,
}
"""Kind of block → the function that renders it; any other kind has a template of its name."""
