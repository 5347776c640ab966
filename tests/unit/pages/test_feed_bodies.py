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
