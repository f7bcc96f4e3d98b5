"""Jobs side by side: what they make, what they find, what fails, and how many are at work at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from gcm.release.job import Job
from gcm.release.kept import Kept
from gcm.release.workshop import JobError, Workshop
from support.jobs import end, fail, find, write


class Noted:
    """What was told of the jobs."""

    def __init__(self):
        self.begun, self.told, self.ended = [], [], []

    def begin(self, job):
        """A job is known of."""
        self.begun.append(job.name)

    def tell(self, job, done, total, what):
        """How far it is."""
        self.told.append((job.name, done, total, what))

    def end(self, job, made, cpu):
        """What came of it."""
        self.ended.append((job.name, len(made), cpu is None))


def do(folder, *jobs, memory=900, places=2, kept=None):
    noted = Noted()
    workshop = Workshop(folder, kept or Kept(None), noted, memory, own=0, places=places)
    return workshop.do(jobs), noted


def at_work(folder):
    """How many were at work at the same time at most, and how many processes there were."""
    told = [path.read_text().split() for path in Path(folder).glob("*.ended")]
    return max(int(at_once) for at_once, *_ in told), len({process for _, process, _ in told})


def test_each_job_has_a_process_and_as_many_are_at_work_as_there_are_places(tmp_path):
    """Jobs that a job finds are done like those that were known."""
    made, noted = do(tmp_path, Job("books", "find", find, (("ab", "cd"),)))
    assert sorted(artefact.path.stem for artefact in made) == ["a", "b", "c", "d"]
    assert at_work(tmp_path) == (2, 4)
    assert noted.begun == ["find", "a", "b", "c", "d"]
    assert [told for told in noted.told if told[0] == "a"] == [("a", 1, 2, "a")]
    assert sorted(noted.ended) == [*((name, 1, False) for name in "abcd"), ("find", 0, False)]


def test_two_that_do_not_fit_into_memory_are_not_at_work_together(tmp_path):
    """The larger one is first; what is too large for all is done alone, and never waited for."""
    do(tmp_path, *(Job("x", name, write, (name, ""), memory=memory) for name, memory in (("a", 300), ("b", 2000), ("c", 650))))
    assert at_work(tmp_path) == (1, 3)
    order = sorted(tmp_path.glob("*.ended"), key=lambda path: int(path.read_text().split()[2]))
    assert [path.stem for path in order] == ["b", "c", "a"]


@pytest.mark.parametrize(("job", "words"), [(fail, "ValueError: there is no such page"), (end, "9")])
def test_what_fails_is_named(tmp_path, job, words):
    """With what happened, or with the code that its process ended with; nobody waits for what else there was to do."""
    with pytest.raises(JobError) as failed:
        do(tmp_path, Job("books", "México", job), Job("zip", "a", write, ("a", "")))
    assert words in failed.value.why
    assert failed.value.job.name == "México"
