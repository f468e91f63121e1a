// `npm run bench`: measures what docs/performance.md reports.
import { createRequire } from "node:module";
import { build } from "./build.mjs";
import { buildPages } from "./buildPages.mjs";
import { setUp } from "./setup.mjs";

await setUp();
await build({ bench: true });
await buildPages("h5");
const { bench } = createRequire(import.meta.url)("../dist/bench/index.js");
await bench(process.argv.slice(2));
