"""Settings of a site of ABlog."""

from __future__ import annotations

project = "Hedge"
extensions = ["ablog", "myst_parser"]
blog_title = "The hedge"
blog_baseurl = "https://ablog.example.org/"
blog_authors = {"hana": ("Hana Example", None)}
blog_post_pattern = "blog/*"
html_theme = "alabaster"
