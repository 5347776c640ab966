"""Posts with code, in Markdown, reStructuredText and notebooks."""

from __future__ import annotations

import json


def rst(body):
    """Return a post in reStructuredText; its body begins on line 6."""
    return f":date: 2025-03-01\n\nTitle\n=====\n\n{body}"


def notebook(*cells, language="python", **metadata):
    """Return a notebook as Jupyter writes it; each cell is code, or code and outputs."""
    made = [
        {
            "cell_type": "raw",
            "id": "head",
            "metadata": {},
            "source": ["---\n", "title: N\n", "date: 2025-03-01\n", "---"],
        }
    ]
    for number, cell in enumerate(cells):
        code, *outputs = cell if isinstance(cell, tuple) else (cell,)
        tags = [one for one in outputs if isinstance(one, str)]
        made.append(
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"c{number}",
                "metadata": {"tags": tags} if tags else {},
                "outputs": [one for one in outputs if isinstance(one, dict)],
                "source": code.splitlines(keepends=True),
            }
        )
    kernel = {"display_name": language, "language": language, "name": language}
    whole = {
        "cells": made,
        "metadata": {"kernelspec": kernel, **metadata},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def stream(text):
    """Return the printed output of a cell."""
    lines = text.splitlines(keepends=True)
    return {"name": "stdout", "output_type": "stream", "text": lines}


def raised(name, message):
    """Return the exception that a cell ended with."""
    kind = {"ename": name, "evalue": message}
    return {"output_type": "error", **kind, "traceback": []}


def result(text):
    """Return the value that a cell shows."""
    return {
        "data": {"text/plain": text.splitlines(keepends=True)},
        "execution_count": 1,
        "metadata": {},
        "output_type": "execute_result",
    }


def fence(code, info="python"):
    """Return a block of code in Markdown."""
    return f"```{info}\n{code}\n```\n"
