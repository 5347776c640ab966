export default function (config) {
  config.addPassthroughCopy({ "./public/": "/" });
  config.addPassthroughCopy("content/**/*.png");
  config.addPreprocessor("drafts", "*", (data) => (data.draft ? false : undefined));
  config.addFilter("rfc822", (date) => date.toUTCString());
}

export const config = {
  markdownTemplateEngine: "njk",
  dir: { input: "content", includes: "_includes", data: "_data", output: "_site" },
};
