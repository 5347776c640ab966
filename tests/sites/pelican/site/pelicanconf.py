"""Settings of a site of Pelican."""

from __future__ import annotations

AUTHOR = "Dora Example"
SITENAME = "Walks"
SITEURL = "https://pelican.example.org"
PATH = "content"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "en"
ARTICLE_URL = "{date:%Y}/{slug}.html"
ARTICLE_SAVE_AS = "{date:%Y}/{slug}.html"
FEED_RSS = "feeds/rss.xml"
FEED_ALL_ATOM = None
FEED_DOMAIN = SITEURL
RSS_FEED_SUMMARY_ONLY = False
STATIC_PATHS = ["images"]
DEFAULT_PAGINATION = False
