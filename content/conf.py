"""Sphinx configuration of the demo blog."""

from __future__ import annotations

project = "Parchment & Ink"
author = "Mara Quill and Ivo Sandarac"

extensions = ["sphinx_blogtheme"]
html_theme = "sphinx_blogtheme"
html_baseurl = "https://blog.example/"

blog_description = "Notes on writing plain text and publishing it with Sphinx."
blog_timezone = "Europe/Lisbon"
blog_categories = {
    "ablog": "ABlog",
    "css": "CSS",
    "mathml": "MathML",
    "sphinx": "Sphinx",
    "small-web": {
        "name": "The small web",
        "description": "Pages that one person can write, read and *keep*; the site's"
        " own are on [the colophon](/2026/10/colophon/).",
    },
}
blog_tags = {
    "markup": {
        "name": "Markup",
        "description": "What is written between the words, so that a program knows.",
    },
}
blog_editions = {
    "pt": {
        "description": "Notas sobre escrever texto simples e publicá-lo com o Sphinx.",
        "terms": {
            "blogkeeping": "O blogue",
            "feeds": "Feeds",
            "links": "Ligações",
            "markup": "Marcação",
            "small-web": "A web pequena",
            "writing": "Escrita",
        },
    },
}
blog_social_cards = True
blog_covers = ["home", "terms", "archives", "post"]
blog_list_shows = {"terms": "description"}
blog_term_order = {"category": "count", "tag": "groups"}
blog_authors = {
    "ivo": {
        "name": "Ivo Sandarac",
        "bio": "Ivo came to the web by way of a print shop, and measures things. He"
        " writes on colour, numbers and what a build should leave alone.",
        "picture": "images/ivo.svg",
        "url": "https://ivo.example/",
    },
    "mara": {
        "name": "Mara Quill",
        "bio": "Mara binds books in Porto and keeps *one* drawer of nibs. She writes on"
        " Markdown, and on [why this blog is a folder](/2019/03/hello-parchment/).",
        "picture": "images/mara.svg",
        "url": "https://mara.example/",
        "links": {
            "Mastodon": "https://social.example/@mara",
            "Mail": "mailto:mara@mara.example",
        },
    },
}
blog_locations = {
    "lisbon": "Lisbon",
    "porto": {
        "name": "Porto",
        "url": "https://porto.example/",
        "description": "Written at the bench by the window, with the river below.",
    },
}
blog_vocabularies = ["author", "location"]
blog_kind_pages = ["link", "quote", "note"]
blog_term_feeds = ["category", "author", "series"]

html_theme_options = {
    "reply_mail": "letters@blog.example",
    "reply_fediverse": "@mara@social.example",
    "source_repository": "https://codeberg.org/parchment-and-ink/blog",
}
