"""Replace functions of other packages while a block of code runs."""

from __future__ import annotations

from contextlib import contextmanager
from functools import update_wrapper
from inspect import isfunction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def replaced(
    place: Any, name: str, replacement: Callable[[Callable[..., Any]], object]
) -> Iterator[None]:
    """Replace a function of a module or class while the block runs, if it exists.

    :param place: the module or class.
    :param name: name of the function.
    :param replacement: gets the original function, and returns the one to be used.
    """
    function = getattr(place, name, None)
    if function is None:  # this version of the package has no such function
        yield
        return
    ours = replacement(function)
    if isfunction(ours) and isfunction(function):
        # Documentation that is made meanwhile shows the signature of the original.
        update_wrapper(ours, function)
    setattr(place, name, ours)
    try:
        yield
    finally:
        setattr(place, name, function)
