"""The pages by which a site's quality is measured: one of each kind, by its URL."""

from __future__ import annotations

REAL_BLOG = {
    "front page": "",
    "second page": "page/2/",
    "plain post": "2025/01/happy-new-year/",
    "post with maths": "2025/03/llm-from-scratch-8-trainable-self-attention/",
    "longest post": "2024/12/fine-tuning-10/",
    "post with images": "2024/08/fine-tuning-8/",
    "category": "python/",
    "month": "2025/03/",
    "year": "2025/",
    "archive": "archives/",
    "categories": "categories/",
    "feeds": "feed/",
    "about": "about/",
    "search": "search/",
    "missing page": "no/such/page/",
}

DEMO_BLOG = {
    "front page": "",
    "second page": "page/2/",
    "plain post": "2026/08/in-praise-of-the-short-post/",
    "post with maths": "2023/09/maths-without-a-script/",
    "post with code": "2021/10/four-ways-to-show-a-program/",
    "post with images": "2022/06/images-and-files/",
    "post with embeds": "2026/06/a-little-html/",
    "post with tables": "2021/04/tables-without-tears/",
    "post with footnotes": "2023/02/footnotes-that-keep-their-place/",
    "link": "2026/10/feeds-have-a-standard/",
    "quotation": "2026/09/useful-or-beautiful/",
    "note": "2026/10/rain-on-the-press/",
    "links": "links/",
    "quotations": "quotes/",
    "notes": "notes/",
    "category": "sphinx/",
    "category with a cover": "css/",
    "tag": "tag/feeds/",
    "tags": "tag/",
    "author": "author/mara/",
    "month": "2026/11/",
    "year": "2026/",
    "archive": "archives/",
    "changes": "changes/",
    "categories": "categories/",
    "feeds": "feed/",
    "blogroll": "blogroll/",
    "about": "about/",
    "search": "search/",
    "missing page": "no/such/page/",
}

DOCUMENTATION = {
    "front page": "",
    "every element": "kitchen-sink/",
    "tabs and cards": "kitchen-sink-design/",
    "prose and tables": "theming/",
    "reference": "options/",
    "index": "genindex/",
    "search": "search/",
}
