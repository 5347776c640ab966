// Pagefind for the index of a long blog, which is in parts that are searched as one, and
// for that of a preview, where what has changed since its start is one more part. It has
// the functions of Pagefind that the search page uses.
const { index, parts, changes, newest } = document.querySelector("form[data-parts]").dataset;
const url = new URL(index, document.baseURI);
const pagefind = await import(url);
const numbered = [...Array(Number(parts)).keys()].map(
  (number) => new URL(number ? `part-${number}/` : "./", url).pathname,
);
const paths = newest ? [...numbered, new URL(newest, url).pathname] : numbered;
const root = new URL("..", url).pathname;
const outdated = changes ? await pathsIn(changes) : new Set();
let common;
let instances; // of each part, the oldest first

async function pathsIn(list) {
  const found = await (await fetch(new URL(list, document.baseURI))).json();
  return new Set(Object.values(found).map((path) => root + path.replace(/index\.html$/, "")));
}

export async function options(given) {
  common = { ...given, baseUrl: root };
  await pagefind.options(common);
}

export async function init() {
  await pagefind.init();
  await Promise.all(paths.slice(1).map((path) => pagefind.mergeIndex(path, common)));
}

export const filters = () => pagefind.filters();

export async function search(query, asked) {
  const { date } = asked.sort;
  if (!date && !changes) return pagefind.search(query, asked);
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
  const current = await Promise.all(found.map(({ results }, part) => keep(results, part)));
  if (date === "desc") current.reverse();
  const results = current.flat();
  return { results: date ? results : results.sort((a, b) => b.score - a.score) };
}

// Without what a part still says of pages that have changed since.
async function keep(results, part) {
  if (!changes || part === numbered.length) return results;
  const pages = await Promise.all(results.map((result) => result.data()));
  return results.filter((_, number) => !outdated.has(pages[number].url));
}
