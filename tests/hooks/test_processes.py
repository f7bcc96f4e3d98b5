"""Work shared with a process beside this one."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from gcm.catalogue.remembered import RememberedRecords
from gcm.reading.files import record_paths
from hooks.processes import Pile, begin, in_two
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


def laid_out(things) -> Pile:
    pile = Pile(things)
    pile.lay_out()
    return pile


def taken_beside(pile, tell, until=None) -> int:
    """Lay out a pile, take from its front, and tell what; a process of its own."""
    pile.lay_out()
    for thing in pile.take(from_back=False):
        if thing == until:
            os._exit(9)
        os.write(tell, bytes([thing]))
    return 0


def test_two_processes_take_all_of_a_pile_each_thing_once():
    """One takes from the front and one from the back, until they meet; neither begins before it is laid out."""
    pile, (heard, tell) = Pile(range(250)), os.pipe()
    beside = begin(lambda: taken_beside(pile, tell))
    mine = list(pile.take(from_back=True))
    assert beside.finish() == 0
    os.close(tell)
    assert list(os.read(heard, 250)) + mine[::-1] == list(range(250))
    assert not list(pile.take(from_back=True))


def test_a_pile_is_left_to_whoever_is_there():
    """Without another process one takes it all, however much that is, in the order in which it lies or from the back."""
    assert list(laid_out(range(5)).take(from_back=False)) == [0, 1, 2, 3, 4]
    assert list(laid_out(range(5)).take(from_back=True)) == [4, 3, 2, 1, 0]
    assert sorted(laid_out(range(123_456)).take(from_back=True)) == list(range(123_456))
    assert not list(laid_out([]).take(from_back=True))


def test_nobody_waits_for_a_process_that_died_at_a_pile():
    """What it had taken is not done, nor anything where it had laid out nothing; its code tells of that."""
    pile, (heard, tell) = Pile(range(250)), os.pipe()
    beside = begin(lambda: taken_beside(pile, tell, until=3))
    assert beside.finish() == 9
    assert list(os.read(heard, 250)) == [0, 1, 2]
    assert sorted(pile.take(from_back=True)) == list(range(4, 250))

    pile = Pile(range(250))
    beside = begin(lambda: 9)
    assert not list(pile.take(from_back=True))
    assert beside.finish() == 9


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


def test_practices_compared_in_two_processes_suggest_the_same():
    """Of all practices, each in the same order."""
    records = RememberedRecords(ROOT / "records")
    (here, _), (both, _) = records.load(), records.load()
    both.prepare(in_two)
    assert len(here.practices) > 10
    for practice in here.practices.values():
        assert both.who_else(practice) == here.who_else(practice)
