"""Commit message and pull-request text for an issue, or why it became no record.

All texts of the contributor come as Markdown code, where GitHub sees no markup, no mention and no reference to an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gcm.issues.answers import Answers
from gcm.issues.forms import Question
from gcm.issues.proposal import Issue, Proposal, Refusal
from gcm.language.proposal_phrases import proposal_phrases
from gcm.language.text import LANGS, Lang
from gcm.models.meant import Meant
from gcm.problems.github_text import as_code
from gcm.problems.problem import Problem
from gcm.problems.summary import as_codes, as_sentence

_LOGIN: Final = re.compile(r"(?=.{1,39}(\[bot\])?$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*(_[A-Za-z0-9]+)?(\[bot\])?")
_NUMBER: Final = re.compile(r"[0-9]{1,15}")
_MOST: Final = 30
"""Problems listed one by one; a pull request's text may not be longer than 65,536 characters."""


def commit_message(proposal: Proposal, issue: Issue) -> str:
    """In Spanish, the repository's language; its first line, the title of the pull request, holds nothing of a stranger's."""
    t = proposal_phrases("es")
    name = "commit_new" if proposal.is_new else f"commit_{proposal.answers.form.name}"
    lines = [t.fill(name, id=proposal.id), "", t.fill("commit_from", number=issue.number)]
    credit = credit_of(issue.author, issue.author_id)
    return "\n".join([*lines, *(["", credit] if credit else []), ""])


def credit_of(login: str, id: str) -> str:
    """The line by which GitHub counts an account among the authors of a commit; none where this is no account's name."""
    if not (_LOGIN.fullmatch(login) and _NUMBER.fullmatch(id)):
        return ""
    return f"Co-authored-by: {login} <{id}+{login}@users.noreply.github.com>"


def pull_request_text(proposal: Proposal, issue: Issue, problems: Iterable[Problem]) -> str:
    """What was read, and all that is wrong with it, in the language of the form."""
    answers, lang = proposal.answers, proposal.answers.form.lang
    t, ordered = proposal_phrases(lang), sorted(problems)
    errors = [problem for problem in ordered if not problem.is_warning]
    parts = [
        f"Closes #{issue.number}",
        t.fill("read_new" if proposal.is_new else "read_change", path=proposal.path, number=issue.number),
        *_doubts(answers),
        *_mended(proposal),
        *_listed(t.read_wrong, errors, lang),
        *_listed(t.read_warned, [problem for problem in ordered if problem.is_warning], lang),
        *([] if errors else [t.read_right]),
        *_remarks(answers),
        f"### {t.read_answers}\n\n{t.read_long}\n\n{_answers_listed(answers)}",
    ]
    return "\n\n".join(parts) + "\n"


def refusal_text(refusal: Refusal) -> str:
    """Why there is no record and what to do; in both languages where it is not known which one is read."""
    if refusal.answers is None:
        return "\n\n".join(proposal_phrases(lang)[refusal.reason] for lang in LANGS) + "\n"
    t = proposal_phrases(refusal.answers.form.lang)
    parts = [t.fill(refusal.reason, path=refusal.path, value=as_code(refusal.value) or "–")]
    if refusal.near:
        parts[0] += f" {t.fill('refused_record_near', near=as_code(refusal.near))}"
    return "\n\n".join([*parts, *_doubts(refusal.answers), _answers_listed(refusal.answers)]) + "\n"


def _mended(proposal: Proposal) -> Iterator[str]:
    """What was put otherwise than it was answered."""
    if proposal.mended:
        t = proposal_phrases(proposal.answers.form.lang)
        rows = [f"- {_as_meant(each, proposal.answers)}" for each in proposal.mended[:_MOST]]
        yield "\n".join([f"### {t.read_mended}\n", *rows])


def _as_meant(meant: Meant, answers: Answers) -> str:
    t, names = proposal_phrases(answers.form.lang), [str(part) for part in meant.loc if not isinstance(part, int)]
    asked = {question.id: question.label for question in answers.form.questions}
    label = asked.get(".".join(names)) or asked.get(names[0]) or as_code(".".join(names))
    now = meant.now if isinstance(meant.now, tuple) else (meant.now,)
    given = {"label": label, "was": as_code(meant.was), "now": ", ".join(as_code(each) for each in now if each)}
    return t.fill("read_meant" if meant.now else "read_repeated", **given)


def _doubts(answers: Answers) -> Iterator[str]:
    """What could have been read in another way, and what was not ticked."""
    t = proposal_phrases(answers.form.lang)
    if answers.before:
        yield t.fill("read_before", text=as_code(answers.before))
    if answers.repeated:
        yield t.fill("read_unsure", labels=", ".join(map(as_code, answers.repeated)))
    if answers.values.get("objectives") and not answers.values.get("objectives_basis"):
        yield t.read_basis
    missing = [label for question in answers.form.questions for label in _unticked(question, answers)]
    if missing:
        yield t.fill("read_agreement", labels="; ".join(map(as_code, missing)))


def _unticked(question: Question, answers: Answers) -> Iterator[str]:
    if question.control == "checkboxes" and question.required:
        ticked = answers.values.get(question.id, ())
        yield from (label for id, label in question.options if id not in ticked)


def _remarks(answers: Answers) -> Iterator[str]:
    if remarks := answers.texts.get("remarks"):
        yield f"### {proposal_phrases(answers.form.lang).read_remarks}\n\n{as_code(remarks)}"


def _answers_listed(answers: Answers) -> str:
    return "\n".join(
        f"- {question.label}: {text}" for question in answers.form.questions if (text := _answered(question, answers))
    )


def _answered(question: Question, answers: Answers) -> str:
    if question.id in ("agreement", "remarks"):
        return ""
    shown = dict(question.options)
    texts = [shown.get(id, id) for id in answers.values.get(question.id, ())] or [answers.texts.get(question.id, "")]
    return ", ".join(filter(None, map(as_code, texts[:_MOST])))


def _listed(title: str, problems: Sequence[Problem], lang: Lang) -> Iterator[str]:
    if problems:
        rows = [_row(problem, lang) for problem in problems[:_MOST]]
        if len(problems) > _MOST:
            rows.append(f"- {proposal_phrases(lang).fill('read_more', number=len(problems) - _MOST)}")
        yield "\n".join([f"### {title}\n", *rows])


def _row(problem: Problem, lang: Lang) -> str:
    """Place, field, fault and remedy; our words as text, the record's as code."""
    place = as_code(f"{problem.path}:{problem.line}:{problem.column}")
    field = f" {as_code(problem.field)}" if problem.field else ""
    sentence = " ".join(filter(None, (problem.message(lang, as_sentence, as_codes), problem.hint(lang, as_sentence, as_codes))))
    return f"- {place} {problem.code}{field}: {sentence}"
