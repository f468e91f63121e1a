// Turns the TypeScript of the server into dist/; only what changed is compiled. `npm run build` builds the pages and the
// mini-program as well, in full; with `--server` it does not.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, isProduction, root, setUp, variable } from "./setup.mjs";

const folders = ["entities", "domain", "bot", "jobs", "server"];
/** What the bot draws pictures with: the one file of the phone's that it takes (test/architecture.test.ts). */
const drawings = "miniprogram/src/lib/svg.ts";

function* filesIn(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

const targetOf = (source, dist) => join(dist, relative(root, source).replace(/\.ts$/, ".js"));
const isNewer = (source, target) => !existsSync(target) || statSync(source).mtimeMs > statSync(target).mtimeMs;

/** Compiles what is missing in dist/ or older than its source; with `bench` the benchmarks as well. */
export async function build({ bench = false } = {}) {
  const dist = join(root, "dist");
  if (isProduction()) {
    if (!existsSync(join(dist, "server", "main.js")))
      fail("dist/ is missing. Run `npm run build` before starting in production.");
    return;
  }
  const sources = [...folders, ...(bench ? ["bench"] : [])].flatMap((folder) => [...filesIn(join(root, folder))]);
  if (sources.length > 0) sources.push(join(root, drawings));
  for (const source of sources) {
    const target = targetOf(source, dist);
    if (isNewer(source, target)) write(source, target);
  }
  removeStale(dist, new Set(sources.map((source) => targetOf(source, dist))));
}

let swc;

/** Written beside and renamed, so that a process starting meanwhile never reads half a file. */
function write(source, target) {
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.tmp`;
  if (source.endsWith(".ts")) {
    swc ??= createRequire(import.meta.url)("@swc/core");
    const { code, map } = swc.transformFileSync(source, { cwd: root, filename: source });
    writeFileSync(draft, `${code}\n//# sourceMappingURL=${target.split(/[\\/]/).at(-1)}.map\n`);
    writeFileSync(`${target}.map`, map);
  } else copyFileSync(source, draft);
  renameSync(draft, target);
}

function removeStale(dist, wanted) {
  for (const folder of folders)
    for (const file of filesIn(join(dist, folder)))
      if (!wanted.has(file.replace(/\.map$/, "")) && !file.endsWith(".tmp")) rmSync(file, { force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Set, so that `.env` does not say production either: this is how production gets its dist/.
  process.env.NODE_ENV = "";
  await setUp();
  await build();
  if (!process.argv.includes("--server")) {
    // The pages ask where they came from; the mini-program has to be told.
    process.env.API_BASE ||= (variable("PUBLIC_URL") ?? "").trim().replace(/\/+$/, "");
    if (!process.env.API_BASE)
      console.log(
        "No PUBLIC_URL is set: the mini-program will find no server. Set it and build again before uploading it.",
      );
    const { buildPages } = await import("./buildPages.mjs");
    try {
      for (const type of ["h5", "weapp"]) {
        console.log(`Building miniprogram/dist/${type} …`);
        await buildPages(type, { isForced: true });
      }
    } catch (error) {
      fail(`Could not build it. The end of what was said:\n${error.message}`);
    }
  }
}
