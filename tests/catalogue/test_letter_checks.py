"""What deceives whoever reads a record."""

from __future__ import annotations

import pytest

from gcm.reading.markdown import render_body

BODY = "\n# Español\n\n{}\n\n# English\n\nWords.\n"


def codes_with(records, text: str) -> list[str]:
    path = records.root / "practices" / "registro.md"
    front = path.read_text("utf-8").split("---\n")[1]
    records.write("practices/registro.md", f"---\n{front}---\n{BODY.format(text)}")
    return [problem.code for problem in records.problems if problem.path.endswith("registro.md")]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.un.org@evil.example/",
        "https://un.org:x@evil.example/a",
        "https://evil.example\\@www.un.org/",
        "https:///a",
        "mailto:x",
    ],
)
def test_a_link_of_a_body_is_one_that_a_field_could_hold(records, link):
    """One that seems to lead elsewhere than it does is an error, and leads nowhere on the page."""
    assert codes_with(records, f"Vea [la página]({link}).") == ["R217"]
    assert "href" not in render_body(f"[x]({link})")


@pytest.mark.parametrize(
    "link", ["https://example.org/a?b=c#d", "http://españa.example/ñ", "mailto:a@example.org", "<https://example.org/%27>"]
)
def test_a_plain_address_is_a_link(records, link):
    """With letters of any language, as people write them."""
    assert codes_with(records, f"Vea [la página]({link}).") == []
    assert "href" in render_body(f"[x]({link})")


def test_a_look_alike_is_told_wherever_it_stands(records):
    """In a body, a title or an address; the record stays valid, as another language may be meant."""
    assert codes_with(records, "Un pr\u043egrama.") == ["W518"]
    records.change("practices/registro.md", "Words.", "W\u043erds and [x](https://www.\u043erg/).")
    records.add(
        "practices/registro.md",
        "aliases: [Registr\u043e]\nlinks: [{url: 'https://www.\u0440age.example/', title: {es: x, en: x}}]",
    )
    found = [problem.field for problem in records.problems if problem.code == "W518"]
    assert sorted(found) == ["aliases.1", "body.en", "body.es", "links.1.url"]


@pytest.mark.parametrize("char", ["\u3164", "\u115f", "\u1160", "\uffa0", "\u2800", "\u034f", "\u17b4", "\ufe00", "\U000e0101"])
def test_a_letter_that_nobody_sees_is_refused(records, char):
    """As any other invisible character is; `--fix` takes it away."""
    assert codes_with(records, f"Un{char} texto.") == ["R108"]
