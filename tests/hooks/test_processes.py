"""Work shared with a process beside this one."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from gcm.catalogue.remembered import RememberedRecords
from gcm.reading.files import record_paths
from hooks.processes import in_two
from support.paths import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows reads one record after the other")
HERE = os.getpid()


def test_each_half_is_made_in_a_process():
    """Nothing is lost between the halves, and what was made beside comes back."""
    (mine, first), (beside, second) = in_two(lambda some: (os.getpid(), list(some)), range(1001))
    assert mine == HERE != beside
    assert first + second == list(range(1001))
    assert min(len(first), len(second)) > 400


@pytest.mark.parametrize("things", [[], [1]])
def test_next_to_nothing_can_be_halved(things):
    """A repository may have one record, or none."""
    first, second = in_two(list, things)
    assert first + second == things


def test_what_cannot_be_made_beside_is_made_here(capfd):
    """A process that is killed, or whose answer cannot be handed over, costs time and nothing else."""

    def killed(some):
        if os.getpid() != HERE:
            os._exit(9)
        return sum(some)

    assert in_two(killed, range(10)) == (sum(range(5)), sum(range(5, 10)))
    assert [half() for half in in_two(lambda some: lambda: len(some), range(10))] == [5, 5]
    assert "Traceback" in capfd.readouterr().err


def test_what_fails_here_ends_what_is_made_beside():
    """A fault is told at once: nobody waits for a process whose answer nobody hears."""

    def work(some):
        if os.getpid() == HERE:
            raise KeyboardInterrupt
        return bytes(10_000_000)

    with pytest.raises(KeyboardInterrupt):
        in_two(work, range(10))
    for process in multiprocessing.active_children():
        process.join(10)
    assert not multiprocessing.active_children()


def test_records_read_in_two_processes_are_those_read_in_one():
    """The same catalogue, the same problems, and the same contents for the forms."""
    root = ROOT / "tests" / "sample" / "records"
    one, both = RememberedRecords(root), RememberedRecords(root)
    for half in in_two(lambda some: RememberedRecords(root).read(some), record_paths(root)):
        both.add(half)
    assert both.load(()) == one.load()
    assert {record.path: content for record, content in both.sources} == {
        record.path: content for record, content in one.sources
    }
