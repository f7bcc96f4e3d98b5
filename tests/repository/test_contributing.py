"""What contributors and reviewers read outside of the records: it exists in both languages, its links lead somewhere, its facts agree."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from gcm.taxonomy.lists import taxonomy
from support.paths import ROOT

GUIDES = {"es": "CONTRIBUIR.md", "en": "CONTRIBUTING.md"}
POLICIES = {"es": "politica-editorial", "en": "en/editorial-policy"}
READ = ["README.md", *GUIDES.values(), "CODE_OF_CONDUCT.md", ".github/SETUP.md", ".github/pull_request_template.md"]
EXAMPLE = "example.org"
ON_GITHUB = "../../issues/new/choose"
"""From a file of the root, as GitHub shows it, the page that offers the issue forms."""


def links_of(name):
    tokens = MarkdownIt("commonmark").enable("table").parse((ROOT / name).read_text("utf-8"))
    inline = [token for block in tokens for token in block.children or ()]
    return [token.attrGet("href") or token.attrGet("src") for token in inline if token.type in ("link_open", "image")]


@pytest.mark.parametrize("name", READ)
def test_links_lead_somewhere(site, name):
    """To a file of the repository, to a page that the site has, or to GitHub's forms."""
    lost = []
    for link in links_of(name):
        parts = urlsplit(link)
        page = site / parts.path.strip("/") / "index.html"
        file = (ROOT / name).parent / parts.path
        there = page.is_file() if parts.netloc == EXAMPLE else bool(parts.netloc) or file.exists() or link == ON_GITHUB
        lost += [] if there or link.startswith("#") else [link]
    assert lost == []


def test_the_guides_say_the_same():
    """Both have the same parts, commands and links, each to its own language's pages, and fit on a page."""
    texts = {lang: (ROOT / name).read_text("utf-8") for lang, name in GUIDES.items()}
    for text in texts.values():
        assert text.count("\n") < 70
    shape = {lang: re.findall(r"^(#+ |\*\*\d|\d\. |uv run [^#]*)", text, re.MULTILINE) for lang, text in texts.items()}
    assert shape["es"] == shape["en"]
    pages = {lang: [urlsplit(link).path for link in links_of(name) if EXAMPLE in link] for lang, name in GUIDES.items()}
    assert len(pages["es"]) == len(pages["en"])
    assert all(path.startswith("/en/") is (lang == "en") for lang in pages for path in pages[lang])
    assert [ON_GITHUB in links_of(name) for name in GUIDES.values()] == [True, True]


def test_the_commands_exist():
    """What the guides tell to run, and with which options, is there."""
    text = (ROOT / GUIDES["en"]).read_text("utf-8")
    options = set(re.findall(r"(?<=[\s`])--(?:fix|lang|format)\b", text))
    told = subprocess.run(
        [sys.executable, str(ROOT / "scripts/validate.py"), "--help"], capture_output=True, text=True, check=True
    )
    assert options == {"--fix", "--lang", "--format"}
    assert [option for option in options if option not in told.stdout] == []
    assert (ROOT / "records" / "practices" / "_template.md").is_file()


def test_the_time_to_an_answer_is_one():
    """Guides, policy and code of conduct promise the same number of days."""
    files = [*GUIDES.values(), "CODE_OF_CONDUCT.md", "docs/es/politica-editorial.md", "docs/en/editorial-policy.md"]
    days = [re.findall(r"(\d+)\s+(?:working\s+days|días\s+hábiles)", (ROOT / name).read_text("utf-8")) for name in files]
    assert all(days)
    assert {each for found in days for each in found} == {"10"}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_policy_has_the_six_criteria_and_all_states(site, lang):
    """The reviewers' checklist is the criteria of the data, in their order, each with its question; every state is explained."""
    page = lxml_html.fromstring((site / POLICIES[lang] / "index.html").read_text("utf-8"))
    items = [" ".join(item.text_content().split()) for item in page.xpath("//ol[@class='gcm-lines']/li")]
    wanted = [f"{criterion.name.get(lang)}: {criterion.question.get(lang)}" for criterion in taxonomy().criteria.values()]
    assert len(wanted) == 6
    assert [item.partition(" [")[0] for item in items] == wanted
    states = [str(term.label.localized(lang)) for term in taxonomy().terms["review_status"].values()]
    assert page.xpath("//table//td/strong/text()") == states


def test_licences_are_whole_and_apart(site):
    """The text of CC BY 4.0 is Creative Commons' own to the byte; README and every page name both licences."""
    text = (ROOT / "LICENSE-CONTENT").read_bytes()
    assert hashlib.sha256(text).hexdigest() == "fd3a263fe19ed8faa9068b43abaebafc02c77897b0c6fc09abc04bb592e5f16e"
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    assert {"LICENSE", "LICENSE-CONTENT"} <= set(links_of("README.md"))
    for path in ("index.html", "en/index.html", "practicas/index.html"):
        footer = lxml_html.fromstring((site / path).read_text("utf-8")).xpath("//*[@class='md-copyright']//a/@href")
        assert any("creativecommons.org/licenses/by/4.0/" in link for link in footer)
        assert any(link.endswith("/blob/main/LICENSE") for link in footer)


def test_what_a_pull_request_asks_stands_in_both_languages():
    """Each line of the template that a contributor reads has both."""
    lines = (ROOT / ".github" / "pull_request_template.md").read_text("utf-8").splitlines()
    asked = [line for line in lines if line.startswith(("- [ ]", "## "))]
    assert len(asked) == 6
    assert all(" / " in line for line in asked)


def test_owners_are_written_as_github_reads_them():
    """Each rule names a pattern and accounts or teams, and the example owner is said to be one."""
    text = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8")
    rules = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert rules
    assert all(re.fullmatch(r"\S+( +@[\w-]+(/[\w-]+)?)+", rule) for rule in rules)
    assert "@example/" not in "".join(rules) or "CAMBIAR AL ADOPTAR" in text
