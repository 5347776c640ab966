"""Which URLs lead somewhere, and which could run code, whatever they look like."""

from __future__ import annotations

from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.model.urls import HARMFUL_SCHEMES, HARMLESS_SCHEMES, is_harmless

BLANK = st.text(
    st.sampled_from("\t\n\r\x00\x01 \u00a0\u200b\ufeff\u2028\x7f"), max_size=3
)


@given(st.sampled_from(sorted(HARMFUL_SCHEMES)), st.data())
def test_harmful_scheme_is_found_between_what_nobody_sees(
    scheme: str, data: st.DataObject
) -> None:
    """Browsers pass over blanks in a scheme, and take any letters for it."""
    letters = (data.draw(st.sampled_from([c, c.upper()])) for c in scheme)
    hidden = "".join(data.draw(BLANK) + letter for letter in letters)
    assert not is_harmless(f"{hidden}{data.draw(BLANK)}:x()")


@pytest.mark.parametrize(
    "url", ["", "/a", "a/b:c", "#a:b", "?a:b", "//x.org", "../a.md"]
)
def test_url_without_a_scheme_is_harmless(url: str) -> None:
    """A colon after a slash, a question mark or a number sign ends no scheme."""
    assert is_harmless(url)


@given(st.sampled_from(sorted(HARMLESS_SCHEMES)))
def test_harmless_scheme_is_harmless(scheme: str) -> None:
    """Links of the web, of mail and of the like stay."""
    assert is_harmless(f"{scheme}:x")


@given(
    st.text(ascii_letters, min_size=1).filter(
        lambda x: x.lower() not in HARMLESS_SCHEMES
    )
)
def test_unknown_scheme_is_not_harmless(scheme: str) -> None:
    """What we don't know may run code on some machine."""
    assert not is_harmless(f"{scheme}:x")
