"""Images: where they are served, their sizes, smaller copies, and loading.

In come images in doctrees and in raw HTML. Out go files at the URLs that their authors
wrote, smaller copies in WebP, and the attributes of ``<img>`` for size, copies and lazy
loading.

The modules in reading order:

- `image_domain`: the images in each document, in a Sphinx domain.
- `place`: images of Markdown and reStructuredText.
- `raw_html`: images in raw HTML.
- `responsive`: the copies of all images in a build.
- `copies`: makes the copies of one image, with Pillow.
- `covers`: the images that headers of posts name, beside their texts.
- `first`: loads the image that a post begins with at once.
"""
