// @ts-check
const year = new Date().getFullYear();

/** @type {import('@docusaurus/types').Config} */
const config = {
  title: "Rye & Co",
  tagline: 'Bread, day by day',
  url: "https://rye.example",
  baseUrl: "/",
  onBrokenLinks: "warn",
  presets: [
    [
      "classic",
      /** @type {import('@docusaurus/preset-classic').Options} */
      ({
        docs: { routeBasePath: "guide" },
        blog: {
          blogDescription: `What we bake`,
          editUrl: ({ blogPath }) => `https://git.example/${blogPath}`,
          onInlineAuthors: "ignore",
          onInlineTags: "ignore",
          onUntruncatedBlogPosts: "ignore",
          feedOptions: { type: "rss", limit: false },
        },
      }),
    ],
  ],
  themeConfig: { footer: { copyright: `© ${year} Rye` } },
};

module.exports = config;
