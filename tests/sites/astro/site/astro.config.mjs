import { defineConfig } from "astro/config";
import mdx from "@astrojs/mdx";

export default defineConfig({
  site: "https://leaf.example",
  integrations: [mdx()],
  redirects: { "/old-green": "/blog/green-tea/" },
});
