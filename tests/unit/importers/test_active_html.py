"""What runs in a body of another engine is left out, and named."""

from __future__ import annotations

import re

import pytest

from sphinx_blogtheme.importers.bodies.html_text import markdown_of

RUNNING = re.compile(
    r"run\(|script:|srcdoc|data:text|\bon\w+=|<embed|<object|<base", re.IGNORECASE
)

VECTORS = [
    ('<p onclick="run()">T</p>', "onclick"),
    ('<svg onload="run()"><circle r="1"/></svg><p>T</p>', "onload"),
    ('<video ONERROR="run()" src="a.mp4"></video>T', "onerror"),
    ('<p><a href="javascript:run()">T</a></p>', "href"),
    ('<p><a href="&#1; java&#10;script:run()">T</a></p>', "href"),
    ('<p><a href="vbscript:run()">T</a></p>', "href"),
    ('<p><a href="data:text/html,run()">T</a></p>', "href"),
    ('<iframe src="javascript:run()"></iframe>T', "src"),
    ('<iframe src="data:text/html,run()"></iframe>T', "src"),
    ('<iframe srcdoc="run()"></iframe>T', "srcdoc"),
    ('<form action="javascript:run()"><input></form>T', "action"),
    ('<form><button formaction="javascript:run()">T</button></form>', "formaction"),
    ('<svg><a xlink:href="javascript:run()"><text>T</text></a></svg>', "xlink:href"),
    ('<svg><a><set attributeName="href" to="javascript:run()"/></a></svg>T', "to"),
    ('<svg><animate values="#;javascript:run()"/></svg>T', "values"),
    ('<object data="javascript:run()"></object>T', "object"),
    ('<object data="x.swf"><param name="a"><p>T</p></object>', "object"),
    ('<embed src="https://a.example/x.swf">T', "embed"),
    ('<math href="javascript:run()"><mi>T</mi></math>', "href"),
    ("<script>run()</script>T", "script"),
    ("<div>" * 300 + '<p onclick="run()">T</p>' + "</div>" * 300, "onclick"),
]


@pytest.mark.parametrize(("html", "named"), VECTORS)
def test_what_runs_is_left_out_and_named(html, named):
    """The text stays."""
    converted = markdown_of(html)

    assert not RUNNING.search(converted.text)
    assert "T" in converted.text
    assert any(named in warning for warning in converted.warnings)


KEPT = [
    '<iframe src="https://a.example/x"></iframe>',
    '<object data="/files/a.pdf"><p>T</p></object>',
    '<p><img src="data:image/png;base64,AA==" alt="T"></p>',
    '<p><a href="https://a.example/?q=javascript:1" title="JavaScript: T">x</a></p>',
    '<p><a href="mailto:a@b.example">x</a></p>',
]


@pytest.mark.parametrize("html", KEPT)
def test_what_only_shows_something_stays(html):
    """Nothing is reported."""
    converted = markdown_of(html)

    assert converted.text.strip()
    assert converted.warnings == ()
