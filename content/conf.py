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
    "small-web": "The small web",
}
blog_social_cards = True
blog_authors = {
    "ivo": ("Ivo Sandarac", "https://ivo.example/"),
    "mara": ("Mara Quill", "https://mara.example/"),
}
