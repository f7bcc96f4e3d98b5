"""A small valid set of records that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

from gcm.catalogue.address_list import list_of
from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.catalogue.moved import live_addresses
from gcm.problems.problem import Problem
from support.paths import SMALL


class RecordSet:
    """A small valid set of records (`tests/small/`) in a folder of the test's own; names are like `practices/registro.md`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(SMALL, root)

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file into the set, or in the place of one."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Alter the one place of a record that reads `old`."""
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, line: str) -> None:
        """Add lines at the end of a record's front matter."""
        text = (self.root / name).read_text("utf-8")
        front, body = text[4:].split("---\n", 1)
        self.write(name, f"---\n{front}{line}\n---\n{body}")

    def publish(self) -> None:
        """List the addresses of the records as they are now, so that none of them may be lost."""
        self.write("addresses.txt", list_of(live_addresses(self.load()[0])))

    def move(self, text: str) -> None:
        """Say what moved or was withdrawn."""
        self.write("moved.yaml", text)

    def load(self) -> tuple[Catalogue, list[Problem]]:
        """The catalogue and the problems of the set."""
        return load_catalogue(self.root)

    @property
    def problems(self) -> list[Problem]:
        """The problems of the set."""
        return self.load()[1]

    @property
    def codes(self) -> list[str]:
        """The codes of the set's problems, in the order of their places."""
        return [problem.code for problem in self.problems]
