// Pagefind for the index of a long blog, which is in parts that are searched as one. It
// has the functions of Pagefind that the search page uses.
const { index, parts } = document.querySelector("form[data-parts]").dataset;
const url = new URL(index, document.baseURI);
const pagefind = await import(url);
const paths = [...Array(Number(parts)).keys()].map(
  (number) => new URL(number ? `part-${number}/` : "./", url).pathname,
);
let common;
let instances; // of each part, the oldest first

export async function options(given) {
  common = { ...given, baseUrl: new URL("..", url).pathname };
  await pagefind.options(common);
}

export async function init() {
  await pagefind.init();
  await Promise.all(paths.slice(1).map((path) => pagefind.mergeIndex(path, common)));
}

export const filters = () => pagefind.filters();

export async function search(query, asked) {
  const { date } = asked.sort;
  if (!date) return pagefind.search(query, asked);
  // Pagefind merges results by their scores. The parts are in the order of dates.
  instances ??= Promise.all(
    paths.map(async (basePath) => {
      const part = pagefind.createInstance({ ...common, basePath });
      await part.init();
      return part;
    }),
  );
  const found = await Promise.all(
    (await instances).map((part) => part.search(query, asked)),
  );
  if (date === "desc") found.reverse();
  return { results: found.flatMap(({ results }) => results) };
}
