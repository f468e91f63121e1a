// `npm start`: sets up, builds what changed, and runs the server in this process so that signals reach it.
import { createRequire } from "node:module";
import { build } from "./build.mjs";
import { setUp } from "./setup.mjs";

await setUp();
await build();
const { main } = createRequire(import.meta.url)("../dist/server/main.js");
await main();
