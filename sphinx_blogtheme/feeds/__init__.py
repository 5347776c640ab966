"""Turn posts into the files that programs read: feeds, sitemap, Markdown."""
