"""What programs for feeds get, which have no style sheets."""

from __future__ import annotations

from sphinx_blogtheme.pages.feed_bodies import for_feed_readers

TABS = (
    '<div class="tab-set docutils">\n'
    '<input checked="True" class="tab-input" id="a" name="t" type="radio"/>'
    '<label class="tab-label" for="a">Python</label>'
    '<div class="tab-content docutils">\n<p>One</p>\n</div>\n</div>'
)
"""As sphinx-inline-tabs writes them."""

FORM = '<label class="mine"><input type="radio" name="x"> Yes</label>'


def test_title_of_a_tab_is_a_paragraph():
    """In the place of the button that shows the panel; other buttons stay."""
    shown = for_feed_readers(TABS + FORM)

    assert "<p><strong>Python</strong></p><div" in shown
    assert "tab-input" not in shown
    assert shown.endswith(FORM)


def test_text_about_line_numbers_stays():
    """Only the elements of Pygments go."""
    html = '<p>class="linenos"</p><pre><span class="linenos">1 </span>x</pre>'

    assert for_feed_readers(html) == '<p>class="linenos"</p><pre>x</pre>'


PANELS = (
    '<div role="tablist"><button id="t-1" role="tab">A <em>b</em></button>'
    '<button id="t-2" role="tab">C</button></div><div aria-labelledby="t-1"'
    ' role="tabpanel"><p>One</p></div><div aria-labelledby="t-2" hidden="true"'
    ' role="tabpanel"><p>Two</p></div>'
)


def test_panels_of_sphinx_tabs_are_shown_below_their_titles() -> None:
    """The script that opens them is not in feeds; panels of others stay as they are."""
    one = "<div><p><strong>A <em>b</em></strong></p><p>One</p></div>"
    two = "<div><p><strong>C</strong></p><p>Two</p></div>"
    other = '<div aria-labelledby="x" role="tabpanel"><p>Three</p></div>'

    assert for_feed_readers(PANELS + other) == one + two + other
    assert for_feed_readers(other) == other
