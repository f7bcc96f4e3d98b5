"""JSON for programs, which is read as it stands by nobody; and how it is handed over to a page.

A page that is opened from a folder may not read another file, but it may run a script; so data is a script that calls a function
of ours with it. What a record says is a string in that script, never code.
"""

from __future__ import annotations

from typing import Final

from pydantic_core import to_json

_ESCAPED: Final = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""What could end a script, or a line of one, wherever it is put."""

_IN_QUOTES: Final = (("\\", "\\\\"), ("'", "\\'"), ("<", "\\x3c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def compact_json(value: object) -> str:
    """`value` on one line, without a blank that is not its own; in a sixth of the time that the standard library takes."""
    return to_json(value).decode()


def calling(function: str, value: object) -> str:
    """A script that hands over `value` to one of our functions."""
    # Read as JSON at run time: as part of the script a key like `__proto__` would be more than a name.
    return f"window.gcm.{function}(JSON.parse({quoted(compact_json(value))}));\n"


def quoted(text: str) -> str:
    """A string of JavaScript, in the quotes that JSON does not use; nothing in it is markup, whatever it is taken for."""
    for char, escaped in _IN_QUOTES:
        text = text.replace(char, escaped)
    return f"'{text}'"


def json_in_script(value: object) -> str:
    """JSON that ends no script, wherever it is put."""
    text = compact_json(value)
    for char, escaped in _ESCAPED.items():  # many times as fast as `translate`
        text = text.replace(char, escaped)
    return text
