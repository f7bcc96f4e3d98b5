"""What the tests of issues share: the text that GitHub makes of a form that somebody filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gcm.issues.forms import IssueForm, Question, issue_forms


def form(name: str, lang: str = "es") -> IssueForm:
    """The form of that name."""
    return next(form for form in issue_forms() if (form.name, form.lang) == (name, lang))


def rendered(form: IssueForm, answers: Mapping[str, str | Sequence[str]], end: str = "\n") -> str:
    """The body of the issue: question id → text, or ids of options; what is not there was left blank."""
    asked = {question.id for question in form.questions}
    assert set(answers) <= asked, set(answers) - asked
    parts = [f"### {question.label}\n\n{_shown(question, answers.get(question.id, ''))}" for question in form.questions]
    return "\n\n".join(parts).replace("\n", end)


def agreed(**answers: str | Sequence[str]) -> dict[str, str | Sequence[str]]:
    """Answers with everything ticked that has to be."""
    return {"agreement": ["licence", "persons", "sources"], **answers}


def _shown(question: Question, answer: str | Sequence[str]) -> str:
    labels = dict(question.options)
    if question.control == "checkboxes":
        return "\n".join(f"- [{'X' if id in answer else ' '}] {label}" for id, label in question.options)
    if labels and answer:
        return ", ".join(labels[id] for id in ([answer] if isinstance(answer, str) else answer))
    return str(answer) or "_No response_"
