"""Players of videos, recordings, maps and code of other services.

In comes the URL of a page of a service, or an ``<iframe>`` that an author pasted. Out
goes a frame that loads late or after a click, with a link to the page for feeds and
paper.

The modules in reading order:

- `services`: the services, and the player for a URL.
- `directive`: the directive ``embed`` and its node.
- `frames`: changes the frames in HTML.
- `click_page`: the page in a frame before the click.
- `page_frames`: changes the frames of a whole page.
"""
