"""The error that a validator raises: a problem code with its values."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def fault(code: str, **values: str) -> PydanticCustomError:
    """The error that a model's validator raises so that it comes out as the problem `code`."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})
