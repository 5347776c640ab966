"""Social cards: pictures with the title of a post, for previews where it is shared.

In come the titles, descriptions and dates of posts, with the options of the site. Out
goes a PNG for each post without an image of its own, and one for the site. Only `stage`
is imported by a site without cards, since the others need Pillow.

The modules in reading order:

- `stage`: draws cards when reading has ended, and writes them with the pages.
- `deck`: the cards of a build, each of them drawn once.
- `drawing`: draws one card.
- `lines`: breaks a text into lines, in a size that fits.
- `fonts`: fonts of this machine that have the characters of a text.
"""
