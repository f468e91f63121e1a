// Builds what people hold in the hand out of miniprogram/: the pages for browsers (h5) and the mini-program (weapp).
// Each is made in a folder of its own and put in its place when it is whole.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { compressFiles } from "./compressFiles.mjs";
import { underLock } from "./pagesLock.mjs";
import { root } from "./setup.mjs";

/** What the pages are made of. */
const sources = [
  "miniprogram/src",
  "miniprogram/config",
  "miniprogram/types",
  "miniprogram/babel.config.js",
  "miniprogram/tsconfig.json",
  "package-lock.json",
];
/** Hidden, so that it is not served. */
const stampName = ".stamp";
const tailLines = 30;
/** The server's requests come first. */
const niceness = 10;

const taro = (type) => [join(root, "node_modules", "@tarojs", "cli", "bin", "taro"), "build", "--type", type];

/** Thrown when the build ends badly; holds the end of what it said. */
export class BuildFailed extends Error {}

/**
 * Builds `h5` or `weapp` unless it is there already, made of the same sources. Answers whether it built. `command` is
 * what Node runs, `project` where it lies: for tests.
 */
export async function buildPages(
  type,
  { isForced = false, project = root, command = taro(type), onWait, onBegin } = {},
) {
  const dist = join(project, "miniprogram", "dist");
  const target = join(dist, type);
  const isFresh = () => !isForced && stampOf(target) === sourceStamp(project);
  if (isFresh()) return false;
  return underLock(
    join(dist, `.${type}.lock`),
    async () => {
      // Whoever held the lock may have built just that.
      if (isFresh()) return false;
      onBegin?.(existsSync(target));
      await buildInto(target, { type, project, command });
      return true;
    },
    onWait,
  );
}

/** The server says on the page that waits for it that the build has failed. */
const failureFile = (target) => `${target}.failed`;

async function buildInto(target, { type, project, command }) {
  const stamp = sourceStamp(project);
  const draft = `${target}.${process.pid}.tmp`;
  removeLeft(target);
  rmSync(failureFile(target), { force: true });
  try {
    await run(command, { type, cwd: join(project, "miniprogram"), out: draft });
    const entry = type === "h5" ? "index.html" : "app.json";
    if (!existsSync(join(draft, entry))) throw new BuildFailed(`the build left no ${entry}`);
    if (type === "h5") await compressFiles(draft);
    writeFileSync(join(draft, stampName), stamp);
    putInPlace(draft, target);
  } catch (error) {
    writeFileSync(failureFile(target), "");
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** What builds that were killed have left: only one runs at a time, so it is nobody's. */
function removeLeft(target) {
  const left = new RegExp(`^${basename(target)}\\.\\d+\\.(tmp|old)$`);
  for (const name of readdirSync(dirname(target)))
    if (left.test(name)) rmSync(join(dirname(target), name), { recursive: true, force: true });
}

/** A folder cannot be renamed onto another: for a moment there is neither. */
function putInPlace(draft, target) {
  const old = `${target}.${process.pid}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(draft, target);
  rmSync(old, { recursive: true, force: true });
}

/** Runs the build as a child of ours, which ends with us. @throws BuildFailed */
function run(command, { type, cwd, out }) {
  return new Promise((resolve, reject) => {
    // Relative: the build puts it behind its own folder.
    const env = { ...process.env, NODE_ENV: "production", TARO_ENV: type, PAGES_OUT: relative(cwd, out) };
    const child = spawn(process.execPath, command, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    yieldTo(child.pid);
    let said = "";
    const listen = (chunk) => {
      said = (said + chunk).slice(-20_000);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    const end = () => child.kill();
    process.once("exit", end);
    child.once("error", (error) => reject(new BuildFailed(error.message)));
    child.once("close", (code, signal) => {
      process.off("exit", end);
      if (code === 0) resolve();
      else if (signal) reject(new BuildFailed(`ended by ${signal}`));
      else reject(new BuildFailed(said.trim().split("\n").slice(-tailLines).join("\n")));
    });
  });
}

function yieldTo(pid) {
  try {
    if (pid) setPriority(pid, niceness);
  } catch {
    // Not allowed here: it only builds less politely.
  }
}

const stampOf = (target) => {
  const file = join(target, stampName);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
};

/** Of contents, not of times: a checkout changes those. */
function sourceStamp(project) {
  const hash = createHash("sha256");
  for (const source of sources)
    for (const file of filesOf(join(project, source)))
      hash
        .update(`${relative(project, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
  return hash.digest("hex");
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}

/** Builds the browser's pages beside a server that runs already, and says in the terminal what became of it. */
export async function buildPagesMeanwhile(options = {}) {
  const began = performance.now();
  try {
    const isBuilt = await buildPages("h5", {
      ...options,
      onWait: () => console.log("另一个进程正在准备手机页面，等它完成 …"),
      onBegin: (isThere) =>
        console.log(`正在准备手机页面（${isThere ? "源码有改动" : "第一次"}，约半分钟），聊天现在就能用 …`),
    });
    if (isBuilt) console.log(`手机页面已准备好（${Math.round((performance.now() - began) / 1000)} 秒）`);
  } catch (error) {
    console.error(`✗ 手机页面没有准备好，聊天不受影响。最后的输出：\n${error.message}`);
  }
}
