"""Books read back with the programs that others read them with: poppler for PDF, epubcheck and any XML reader for EPUB."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path
from typing import Final

from lxml import etree

from support.programs import program


def poppler(name: str, *arguments: object) -> str:
    """What a program of poppler prints of a file, which it must take without a complaint."""
    command = [program(name, package="poppler-utils"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def places_in_pdf(path: Path) -> dict[str, int]:
    """Name → sheet of every place that a link can lead to."""
    told = poppler("pdfinfo", "-dests", path)
    return {name: int(sheet) for sheet, name in re.findall(r'^ *(\d+) .*"(.*)"$', told, re.MULTILINE)}


def chapters_in_pdf(path: Path) -> dict[str, int]:
    """Id → sheet of every chapter; places inside one have a dot in their names."""
    return {name: sheet for name, sheet in places_in_pdf(path).items() if "." not in name and name != "contents"}


JAVA: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A program that runs for seconds is not worth compiling twice: half the time of the processor."""


def check_epub(path: Path) -> subprocess.CompletedProcess[str]:
    """What Debian's epubcheck says; the file of that name is an archive of Java."""
    checker = program("epubcheck", package="epubcheck")
    java = (program("java", package="default-jre-headless"), *JAVA, "-jar") if zipfile.is_zipfile(checker) else ()
    return subprocess.run([*java, checker, "--failonwarnings", str(path)], capture_output=True, text=True, check=False)


def pages_in_epub(path: Path) -> dict[str, etree._Element]:
    """File → tree of each page."""
    with zipfile.ZipFile(path) as book:
        return {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")}


def chapters_in_epub(path: Path) -> list[str]:
    """Ids of the chapters: the pages but for title, contents and those of parts."""
    names = [Path(name).stem for name in pages_in_epub(path)]
    return [name for name in names if name not in {"front", "title", "nav"} and not name.startswith("part-")]
