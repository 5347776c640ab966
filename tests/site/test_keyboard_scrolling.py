"""What scrolls within the page can be reached with the keyboard."""

from __future__ import annotations

from conftest import post

BODY = """\
```python
x = 1
```

| a | b |
|---|---|
| 1 | 2 |

$$x$$

$$a + b + c + d + e + f + g + h + i + j + k + l = m$$
"""


def test_what_scrolls_can_have_the_focus(site):
    """Code, tables and long formulas are stops of the Tab key; a short one is not."""
    built = site({"x.md": post(BODY, slug="x")}).build()

    for page, selector in (("2025/03/x", ".e-content"), ("", ".h-entry")):
        body = built.html(page).select_one(selector)
        stops = [element.name for element in body.select("[tabindex='0']")]
        assert stops == ["pre", "table", "div"]
        assert [m.has_attr("tabindex") for m in body.select("div.math")] == [
            False,
            True,
        ]
