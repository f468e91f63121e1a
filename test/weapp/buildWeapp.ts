import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const project = join(root, "miniprogram");
const cache = join(root, ".cache", "weapp");

/** Where the built mini-program believes the server to be; nobody answers there. */
export const apiBase = "https://api.dabiao.test";

/** What the package is made of. */
const sources = ["src", "config", "babel.config.js", "../package-lock.json"];

const tries = 600;
const waitMs = 500;

/** Builds the mini-program unless the cache has one of the same source. Answers the folder it is in. */
export async function buildWeapp(): Promise<string> {
  const target = join(cache, sourceStamp());
  mkdirSync(cache, { recursive: true });
  for (let round = 0; round < tries && !existsSync(target); round++)
    if (takeLock()) {
      try {
        await buildInto(target);
      } finally {
        rmSync(lock, { recursive: true, force: true });
      }
    } else await new Promise((done) => setTimeout(done, waitMs));
  return target;
}

const lock = join(cache, "lock");

/** Two test files ask at the same time: one builds, the other waits. Who died building holds nobody up. */
function takeLock(): boolean {
  try {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > (tries * waitMs) / 2)
      rmSync(lock, { recursive: true, force: true });
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

async function buildInto(target: string): Promise<void> {
  if (existsSync(target)) return;
  for (const name of readdirSync(cache))
    if (join(cache, name) !== lock) rmSync(join(cache, name), { recursive: true, force: true });
  const draft = `${target}.draft`;
  const said = await run([join(root, "node_modules/@tarojs/cli/bin/taro"), "build", "--type", "weapp"], {
    ...process.env,
    NODE_ENV: "production",
    TARO_ENV: "weapp",
    API_BASE: apiBase,
    PAGES_OUT: relative(project, draft),
  });
  if (!existsSync(join(draft, "app.json"))) throw new Error(`the build left no app.json:\n${said}`);
  renameSync(draft, target);
}

/** @returns the end of what was said. */
function run(command: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, command, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const listen = (chunk: Buffer) => {
      said = (said + chunk).slice(-4000);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", fail);
    child.once("close", (code) => (code === 0 ? done(said) : fail(new Error(said))));
  });
}

function sourceStamp(): string {
  const hash = createHash("sha256").update(apiBase);
  for (const source of sources)
    for (const file of filesUnder(join(project, source)))
      hash.update(relative(project, file)).update(readFileSync(file));
  return hash.digest("hex").slice(0, 20);
}

/** All files under a folder, or the file itself, in an order of their own. */
export function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}
