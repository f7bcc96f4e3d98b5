"""The parts of a release: which jobs there are for each.

What is to be released besides comes in as a line of `PARTS`: a function that gives jobs, each with a maker that writes files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gcm.language.text import LANGS, Lang
from gcm.release.archive import ZIPS, make_archive
from gcm.release.artefact import Artefact, Tell
from gcm.release.bom import make_bills
from gcm.release.drawing import drawn_with
from gcm.release.job import Job
from gcm.release.kept import kept_here
from gcm.site.stamp import digest_of
from gcm.views.site import Site

if TYPE_CHECKING:
    from gcm.release.books import Prepared
    from gcm.release.kiwix import Zim


LAYING_OUT: Final = 350
"""Megabytes that laying out all chapters in one language takes."""


@dataclass(frozen=True)
class Built:
    """What a release is made of: the checkout `root` with its `commit`, and the `site` that was built to be opened from a `folder`.

    `inputs` are digests of what the site says and was made of, its day, and the libraries that draw.
    """

    root: Path
    commit: str
    folder: Path
    site: Site
    inputs: tuple[str, ...]

    @classmethod
    def of(cls, root: Path, commit: str, folder: Path, site: Site) -> Built:
        """What was built, with its inputs."""
        records = digest_of([root / "records", root / "docs"])
        return cls(root, commit, folder, site, (digest_of([folder]), records, str(site.built_on), *drawn_with()))

    @property
    def published(self) -> Site:
        """The site at its published addresses, which are others than those of files in a folder: books lead there."""
        return replace(self.site, addresses=replace(self.site.addresses, directory_urls=True))


def _zip(built: Built) -> Iterator[Job]:
    for langs in ZIPS:
        name = f"gcm-practices-site-{'-'.join(langs)}.zip"
        yield Job("zip", name, make_archive, (built.folder, built.site, langs), (built.inputs, langs))


def _kiwix(built: Built) -> Iterator[Job]:
    from gcm.release.kiwix import Zim  # noqa: PLC0415  (only those who release have its library)

    for zim in (Zim(built.folder, built.site, lang) for lang in LANGS):
        yield Job("kiwix", f"{zim.name}.zim", _zim, (zim,), (built.inputs, zim.name), 250)


def _zim(zim: Zim, folder: Path, _: Tell) -> list[Artefact]:
    from gcm.release.kiwix import write_zim  # noqa: PLC0415

    return [write_zim(zim, folder)]


def _books(built: Built) -> Iterator[Job]:
    sheets = built.folder.with_name("sheets")
    sheets.mkdir()
    for lang in LANGS:
        yield Job("sheets", lang, _books_in, (built.published, built.folder, lang, sheets), memory=LAYING_OUT)


def _books_in(site: Site, built: Path, lang: Lang, sheets: Path, _: Path, tell: Tell) -> list[Job]:
    """A job for each book in that language, once all its chapters are laid out."""
    from gcm.release.books import prepare_books  # noqa: PLC0415  (only those who release have its libraries)

    return [
        Job("books", f"{each.book.title} ({lang})", _book, (each,), each.inputs, each.memory)
        for each in prepare_books(site, built, lang, sheets, tell, kept=kept_here())
    ]


def _book(prepared: Prepared, folder: Path, _: Tell) -> list[Artefact]:
    from gcm.release.books import write_book  # noqa: PLC0415

    return write_book(prepared, folder)


def _leaflets(built: Built) -> Iterator[Job]:
    for lang in LANGS:
        yield Job("leaflets", lang, _leaflets_in, (built.site, lang), (built.inputs, lang))


def _leaflets_in(site: Site, lang: Lang, folder: Path, tell: Tell) -> list[Artefact]:
    from gcm.release.leaflets import make_leaflets  # noqa: PLC0415  (only those who release have its libraries)

    return make_leaflets(site, lang, folder, tell)


def _sbom(built: Built) -> Iterator[Job]:
    yield Job("sbom", "CycloneDX", make_bills, (built.root, built.commit))


@dataclass(frozen=True)
class Part:
    """A part of a release: what gives its jobs, and the modules that those load, each once for all of them."""

    jobs: Callable[[Built], Iterator[Job]]
    modules: tuple[str, ...] = ()


PARTS: Final[Mapping[str, Part]] = {
    "zip": Part(_zip),
    "kiwix": Part(_kiwix, ("gcm.release.kiwix",)),
    "books": Part(_books, ("gcm.release.books", "weasyprint")),
    "leaflets": Part(_leaflets, ("gcm.release.leaflets", "weasyprint")),
    "sbom": Part(_sbom),
}
"""Name → part. The maker of a job takes what the job is given, the folder to write to and a function to tell how far it is."""
