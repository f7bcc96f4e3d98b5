"""What moved or was withdrawn, against the addresses that the site has had."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from gcm.catalogue import page_sources
from gcm.catalogue.address_list import addresses_in, list_of
from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.page_sources import address_of
from gcm.issues.forms import CORRECTED
from gcm.issues.proposal import Issue, Proposal, proposal_of
from gcm.language.slugs import RESERVED_NAMES, SECTION, published_slugs, slug
from gcm.language.text import LANGS, Text
from gcm.models.moves import Moves
from gcm.models.practice import STATEMENTS
from gcm.site.documents import hand_written_sources
from gcm.views.addresses import Addresses
from support.issue_answers import agreed, form, rendered
from support.paths import ROOT

PRACTICE = "practices/registro.md"


def found(records):
    """Code and first value of each problem."""
    return [(problem.code, dict(problem.values).get("value")) for problem in records.problems]


class TestMoves:
    """`moved` leads from an old address to the one of today."""

    moves = Moves.model_validate(
        {
            "moved": {
                "foros/uno/": "foros/dos/",
                "foros/dos/": "foros/tres/",
                "practicas/a/#viejo": "practicas/a/#nuevo",
                "practicas/*/#antes": "practicas/*/#ahora",
                "explorar/?forum=uno": "explorar/?forum=tres",
                "temas/a/": "temas/b/",
                "temas/b/": "temas/a/",
            },
            "withdrawn": [{"addresses": ["practicas/z/"], "reason": {"es": "No.", "en": "No."}}],
        }
    )

    @pytest.mark.parametrize(
        ("old", "now"),
        [
            ("foros/uno/", "foros/tres/"),
            ("foros/uno/#enlaces", "foros/tres/#enlaces"),
            ("foros/uno/sesion-1/", "foros/tres/sesion-1/"),
            ("foros/uno/sesion-1/uno-sesion-1.ics", "foros/tres/sesion-1/tres-sesion-1.ics"),
            ("practicas/a/#viejo", "practicas/a/#nuevo"),
            ("practicas/b/#antes", "practicas/b/#ahora"),
            ("explorar/?forum=uno", "explorar/?forum=tres"),
            ("practicas/a/", None),
            ("explorar/?forum=dos", None),
            ("temas/a/", None),
        ],
    )
    def test_an_address_leads_to_where_it_is_now(self, old, now):
        """By its own entry or that of a page around it, as many steps as there are; in a circle to nothing."""
        assert self.moves.now(old) == now

    @pytest.mark.parametrize("address", ["#a", "en/#a", "x/", "x/y.ics", "explorar/?session=a.*", "x/*/#a", "?k=v"])
    def test_an_address_is_one(self, address):
        """A page's, a file's, an anchor's or a query's, below the site's root."""
        assert Moves.model_validate({"moved": {address: address}}).moved == {address: address}

    @pytest.mark.parametrize("address", ["/x/", "x", "https://example.org/x/", "../x/", "x/y z/", "x//y/", "", "#", "x/#a#b"])
    def test_what_is_none_is_refused(self, address):
        """A whole address, one from the root, or one that leads out."""
        with pytest.raises(ValidationError):
            Moves.model_validate({"moved": {"x/": address or "-"}})

    @pytest.mark.parametrize("address", ["practicas/z/", "practicas/z/#a", "practicas/z/z.docx"])
    def test_what_was_withdrawn_is_gone_with_all_of_it(self, address):
        """Its anchors and its files are gone too; another page is not."""
        assert self.moves.withdrawal(address) is self.moves.withdrawn[0]
        assert self.moves.withdrawal("practicas/zeta/") is None


class TestRecords:
    """What becomes of a published record is told, or the records are not valid."""

    def test_a_renamed_file(self, records):
        """Both its addresses are told as lost, until moved.yaml says where they are (A5)."""
        records.add("roadmaps/mesa.md", "slug: {en: table}")
        records.publish()
        (records.root / "roadmaps/mesa.md").rename(records.root / "roadmaps/otra.md")
        assert found(records) == [("R308", "hojas-de-ruta/mesa/")]
        records.move("moved: {hojas-de-ruta/mesa/: hojas-de-ruta/otra/}")
        assert found(records) == []

    def test_a_changed_slug(self, records):
        """The hint tells the line to write (A5)."""
        records.publish()
        records.add(PRACTICE, "slug: {en: register}")
        (problem,) = records.problems
        assert problem.path == "records/moved.yaml"
        assert "'en/practices/registro/: en/practices/register/'" in problem.hint("en")

    def test_a_deleted_record(self, records):
        """Withdrawn with a reason, it is no problem; its anchors and what lies below it are not told apart (A5)."""
        records.publish()
        (records.root / "roadmaps/mesa.md").unlink()
        assert found(records) == [("R308", "en/roadmaps/mesa/"), ("R308", "hojas-de-ruta/mesa/")]
        both = "[hojas-de-ruta/mesa/, en/roadmaps/mesa/]"
        records.move(f"withdrawn: [{{addresses: {both}, reason: {{es: Se unió a otra., en: Joined to another.}}}}]")
        assert found(records) == []

    def test_two_records_that_become_one(self, records):
        """What was the other's address leads to the one that is left (A5)."""
        records.publish()
        records.change("practices/ventanilla.md", "related: [registro]\n", "")
        records.change("roadmaps/mesa.md", "practices: [registro]", "practices: [ventanilla]")
        (records.root / PRACTICE).unlink()
        lost = [address for _, address in found(records)]
        assert lost == ["en/practices/registro/", "practicas/registro/"]
        records.move(f"moved:\n  {lost[0]}: en/practices/ventanilla/\n  {lost[1]}: practicas/ventanilla/\n")
        assert found(records) == []

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("forums/foro.md", "- id: datos", "- id: identidad"),
            ("forums/foro.md", "    title: {es: Datos", "    slug: {es: identidad}\n    title: {es: Datos"),
            (PRACTICE, "kind: good-practice", "kind: good-practice\nslug: {es: padron, en: list}"),
        ],
    )
    def test_whatever_an_editor_changes_is_told_with_the_line_to_write(self, records, name, old, new):
        """A session's id or slug, a slug of a record: what the hint says is all that is to be written (A5)."""
        records.publish()
        records.write(name, (records.root / name).read_text("utf-8").replace(old, new, 1))
        if "- id: " in new:
            records.change(PRACTICE, "session: datos", "session: identidad")
            records.change("roadmaps/mesa.md", "session: datos", "session: identidad")
        lost = [problem for problem in records.problems if problem.code == "R308"]
        assert lost
        lines = [re.search(r"'([^ ']+: [^ ']+)'\?", problem.hint("en"))[1] for problem in lost]
        records.move("moved:\n" + "".join(f"  {line}\n" for line in lines))
        assert found(records) == []

    @pytest.mark.parametrize("part", [f"{part}.es" if part in ("title", "body", *STATEMENTS) else part for part in CORRECTED])
    def test_no_correction_by_an_issue_loses_an_address(self, records, part):
        """Another title, or whatever else GitHub's form can correct, leaves a practice where it is (A5)."""
        records.publish()
        files = {path.stem: path.read_bytes() for path in (records.root / "practices").glob("*.md")}
        told = {
            "scope": "Nacional",
            "kind": "Política",
            "period.start": "marzo de 2021",
            "period.end": "2024",
            "hub_url": "https://example.org/x",
        }
        given = agreed(record="registro", part=part, new_text=told.get(part, "Otro texto"), reason="Otra fuente")
        proposal = proposal_of(Issue(rendered(form("correction"), given), "", "12", "ana", "7", "2026-11-30"), files)
        assert isinstance(proposal, Proposal), proposal
        records.write(proposal.path.removeprefix("records/"), proposal.text)
        assert [problem for problem in records.problems if not problem.is_warning and problem.code != "R412"] == []

    def test_an_item_of_another_name(self, records):
        """An item's anchor is an address."""
        records.publish()
        records.change("roadmaps/mesa.md", 'id: "1"', 'id: "2"')
        assert found(records) == [("R308", "en/roadmaps/mesa/#item-1"), ("R308", "hojas-de-ruta/mesa/#item-1")]

    def test_without_a_list_nothing_is_lost(self, records):
        """Another set of records has no addresses to lose."""
        records.move("moved: {practicas/a/: practicas/b/}")
        assert found(records) == []

    def test_a_wrong_record_hides_no_address(self, records):
        """While a record is not valid, its address is not told as lost."""
        records.publish()
        records.change(PRACTICE, "countries: [PA]", "countries: [nowhere]")
        assert [code for code, _ in found(records)] == ["R211"]

    @pytest.mark.parametrize("text", ["[", "moved: 1", "other: {}", "moved: {a: b}", "moved:\n  x/: [y]", "- a", "\x00", ""])
    def test_whatever_the_file_says_is_told(self, records, text):
        """Never an exception: problems with their place, of that file."""
        records.publish()
        records.move(text)
        assert all(problem.path == "records/moved.yaml" and problem.line for problem in records.problems)
        assert text == "" or records.problems


class TestNames:
    """What would collide is refused."""

    @pytest.mark.parametrize("name", ["index", "aux", "con", "nul", "com1", "lpt9"])
    @pytest.mark.parametrize("folder", ["practices", "forums", "roadmaps"])
    def test_no_file_has_a_reserved_name(self, records, folder, name):
        """Not that of a list page, nor that of a device of Windows (A1, A4)."""
        (path,) = [path for path in (records.root / folder).glob("*.md") if path.stem != "ventanilla"]
        records.write(f"{folder}/{name}.md", path.read_bytes())
        assert ("R111", name) in found(records)

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("name", ["index", "aux"])
    def test_no_slug_is_reserved(self, records, name, lang):
        """In neither language, for records and for sessions (A1)."""
        records.add("roadmaps/mesa.md", f"slug: {{{lang}: {name}}}")
        records.change("forums/foro.md", "    title: {es: Datos", f"    slug: {{{lang}: {name}}}\n    title: {{es: Datos")
        problems = [(problem.code, problem.field) for problem in records.problems]
        assert ("R226", f"slug.{lang}") in problems
        assert ("R226", f"sessions.1.slug.{lang}") in problems

    def test_no_session_has_a_reserved_id(self, records):
        """Its id is its address where it has no slug."""
        records.change("forums/foro.md", "- id: datos", "- id: index")
        assert ("R226", "index") in found(records)

    @pytest.mark.parametrize(
        ("slugs", "field"),
        [("{es: datos}", "slug.es"), ("{en: datos}", "slug.en")],
    )
    def test_no_two_sessions_share_an_address(self, records, slugs, field):
        """A session's slug is no other session's slug or id (A3)."""
        more = f"  - id: otra\n    slug: {slugs}\n    title: {{es: Otra, en: Other}}\n    objectives: [2]"
        records.add("forums/foro.md", more)
        (problem,) = records.problems
        assert (problem.code, problem.field) == ("R305", f"sessions.2.{field}")
        assert dict(problem.values)["near"] == "records/forums/foro.md (datos)"

    def test_a_name_that_ends_in_index_is_whole(self):
        """Only a page that is called `index` is that of its folder (A2)."""
        assert address_of("practicas/migration-governance-index.md", "es") == "practicas/migration-governance-index/"
        assert address_of("practicas/index.md", "en") == "en/practicas/"
        assert address_of("index.md", "es") == ""

    def test_things_called_alike_have_their_ids(self, monkeypatch):
        """Three authorities are called DNM; the one that was published keeps its address, the others have their ids."""
        names = Text(es="DNM", en="DNM")
        things = [("organisation", id, names) for id in ("one-dnm", "another-dnm", "third-dnm")]
        monkeypatch.setattr(page_sources, "_named_things", lambda catalogue: things)
        monkeypatch.setattr(
            page_sources, "published_slugs", lambda: {"organisation": {"another-dnm": {"es": "dnm", "en": "dnm"}}}
        )
        parts = [part for _, _, part in page_sources.slugs_of_things(Catalogue(), "es")]
        assert parts == ["one-dnm", "dnm", "third-dnm"]

    def test_no_two_pages_have_one_address(self, catalogue):
        """In either language, whatever the capitals; and no part of an address is reserved."""
        addresses = Addresses(catalogue, hand_written_sources(ROOT / "docs"))
        for lang in LANGS:
            urls = [addresses.on_server(key, lang) for key in (*addresses.keys, *addresses.hand_written)]
            assert len({url.casefold() for url in urls}) == len(urls)
            assert not {part for url in urls for part in url.split("/")} & RESERVED_NAMES


class TestSlugs:
    """What an address says of a heading or a thing does not change with its words."""

    @pytest.mark.parametrize(
        ("name", "lang", "anchor"), [("description", "es", "descripcion"), ("listings", "en", "where-it-was-shared")]
    )
    def test_a_published_anchor_outlives_its_words(self, name, lang, anchor):
        """Whatever the heading says now."""
        assert slug(SECTION, name, lang, "Otras palabras") == anchor

    def test_what_is_new_is_made_of_its_words(self):
        """Until it is published, and written down."""
        assert slug(SECTION, "brand-new", "es", "Otras palabras") == "otras-palabras"

    def test_every_slug_is_one(self):
        """The table is by kind, name and language; a slug is what an address can hold."""
        for kind, names in published_slugs().items():
            for name, parts in names.items():
                assert set(parts) == set(LANGS), (kind, name)
                assert all(part == part.strip("-").lower() and part.isascii() for part in parts.values())


def test_the_list_is_read_back_as_it_was():
    """Anchors, queries, files and the first page; numbers are in their order."""
    addresses = {"", "#a", "x/", "x/#item-10", "x/#item-2", "x/?k=", "x/?k=1", "x/?k=2", "x/y.ics"}
    text = list_of(addresses)
    assert set(addresses_in(text)) == addresses
    assert text.splitlines()[2:] == ["./ #a", "x/ #item-2 #item-10", "x/?k= 1 2", "x/y.ics"]
