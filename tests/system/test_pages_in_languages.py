"""One blog in six languages: valid, for all readers, on the narrowest screen.

`test_validity` looks whether they are valid.
"""

from __future__ import annotations

import pytest
from whole_blog import LANGUAGES

from measures import BEYOND_THE_EDGE, axe_violations
from serving import serve

pytestmark = pytest.mark.browser

PATHS = {
    "front page": "",
    "older posts": "page/2/",
    "post": "2025/04/1/",
    "link": "2025/03/8/",
    "page": "about/",
    "archive": "archives/",
    "year": "2025/",
    "month": "2025/04/",
    "terms": "tag/",
    "series": "series/ωβ/",
    "changes": "changes/",
    "feeds": "feed/",
    "blogroll": "blogroll/",
    "search": "search/",
    "not found": "404.html",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_page_is_for_all(sites_in_languages, page, language):
    """Nothing is beyond the edge, and axe finds nothing, in the light and in the dark."""
    faults = {}
    with serve(sites_in_languages[language].out) as url:
        for kind, path in PATHS.items():
            page.set_viewport_size({"width": 320, "height": 640})
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            assert page.goto(url + path).ok
            found = page.evaluate(BEYOND_THE_EDGE) + axe_violations(page)
            page.set_viewport_size({"width": 1280, "height": 800})
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            if found := [*found, *axe_violations(page)]:
                faults[kind] = found

    assert faults == {}
