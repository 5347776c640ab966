// Notes have the year in their URLs.
export default {
  tags: ["posts", "note"],
  layout: "page.njk",
  permalink: (data) => `/n/${data.page.fileSlug}/`,
};
