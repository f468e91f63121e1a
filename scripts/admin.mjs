// `npm run admin -- …`: the operator's command line.
import { createRequire } from "node:module";
import { build } from "./build.mjs";
import { setUp } from "./setup.mjs";

await setUp();
await build();
const { admin } = createRequire(import.meta.url)("../dist/server/admin.js");
process.exitCode = await admin(process.argv.slice(2));
