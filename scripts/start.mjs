// `npm start`: sets up, builds what changed, and runs the server in this process so that signals reach it. The pages
// take half a minute to build: the server listens meanwhile. In production nothing is built.
import { createRequire } from "node:module";
import { build } from "./build.mjs";
import { buildPagesMeanwhile } from "./buildPages.mjs";
import { isProduction, setUp } from "./setup.mjs";

await setUp();
await build();
const { main } = createRequire(import.meta.url)("../dist/server/main.js");
await main();
if (!isProduction()) await buildPagesMeanwhile();
