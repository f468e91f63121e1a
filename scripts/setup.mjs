// Makes the project ready to run: packages from the lockfile, and better-sqlite3 built for this machine.
// Plain Node without dependencies, because it runs before any is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".dabiao-setup");
const lockFolder = join(root, ".setup-lock");
const holderFile = join(lockFolder, "pid");
/** Longer than any installation takes: the holder's number may be somebody else's by then. */
const staleLockMs = 60 * 60_000;

const isWindows = process.platform === "win32";

/** Identifies what node_modules was installed from, and for which Node it was built. */
const stamp = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${process.version} ${process.arch}`)
    .digest("hex");

const isReady = () => existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp() && hasBuilders();

/** Whether what only building needs is there: in production it is pruned, and the next version is built all the same. */
function hasBuilders() {
  const { devDependencies = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.keys(devDependencies).every((name) => existsSync(join(modules, name, "package.json")));
}

/** A variable as the server reads it: `.env` stands behind the environment. */
export function variable(name) {
  const file = join(process.cwd(), ".env");
  const behind = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  return process.env[name] ?? behind[name];
}

/** In production nothing is installed or compiled. */
export const isProduction = () => variable("NODE_ENV") === "production";

/** Installs and builds what is missing; does nothing, in a few milliseconds, when all is there. */
export async function setUp() {
  if (isProduction() || isReady()) return;
  await alone(() => {
    if (isReady()) return;
    if (!isInstalled()) install();
    if (!opensDatabase()) buildSqlite();
    writeFileSync(stampFile, stamp());
  });
}

/** npm leaves a copy of the lockfile; where it is as new as ours, only the build may be missing. */
function isInstalled() {
  const installed = join(modules, ".package-lock.json");
  const isNewer = () => statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
  return existsSync(installed) && isNewer() && hasBuilders();
}

function install() {
  console.log("Installing packages from package-lock.json …");
  run(
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    "Could not install the packages. Is the npm registry reachable?",
  );
}

function buildSqlite() {
  console.log("Building better-sqlite3 for this machine (about a minute) …");
  run(
    ["rebuild", "better-sqlite3", "--ignore-scripts=false", "--foreground-scripts"],
    "Could not build better-sqlite3. It needs python3, make and g++ (Debian: apt-get install python3 make g++), or the network for a ready-made one.",
    { isQuiet: true },
  );
  if (!opensDatabase()) fail("better-sqlite3 was built but opens no database. Delete node_modules and try again.");
}

/** The compiler's pages are shown only when it fails. */
function run(args, complaint, { isQuiet = false } = {}) {
  const { npm_config_nodedir, ...env } = process.env;
  // The headers beside this very Node are right; those npm was told of may be another's.
  const nodedir = headersOf(process.execPath) ?? npm_config_nodedir;
  const npm = npmCommand();
  const result = spawnSync(npm.command, [...npm.args, ...args], {
    cwd: root,
    stdio: ["ignore", ...(isQuiet ? ["pipe", "pipe"] : ["inherit", "inherit"])],
    maxBuffer: 256 * 1024 * 1024,
    env: { ...env, ...(nodedir && { npm_config_nodedir: nodedir }) },
    shell: isWindows && npm.args.length === 0,
  });
  if (result.status === 0) return;
  if (isQuiet) console.error(`${result.stdout}${result.stderr}`);
  fail(complaint);
}

/** The npm that runs us, else the one on the path. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return { command: process.execPath, args: [script] };
  return { command: isWindows ? "npm.cmd" : "npm", args: [] };
}

/** Node's own headers, where they lie beside it: then nothing is downloaded for the build. */
function headersOf(executable) {
  const prefix = dirname(dirname(executable));
  return existsSync(join(prefix, "include", "node", "node.h")) ? prefix : undefined;
}

function opensDatabase() {
  const script = "new (require('better-sqlite3'))(':memory:').prepare('select 1').get()";
  return spawnSync(process.execPath, ["-e", script], { cwd: root, stdio: "ignore" }).status === 0;
}

/** Two commands started at once must not install at once. A directory is made by one of them only. */
async function alone(work) {
  let isTold = false;
  while (!take()) {
    if (isLeft()) rmSync(lockFolder, { recursive: true, force: true });
    else {
      if (!isTold) console.log("Another command is setting up; waiting for it …");
      isTold = true;
      await sleep(500);
    }
  }
  // However this ends, the next command need not wait.
  process.once("exit", () => rmSync(lockFolder, { recursive: true, force: true }));
  work();
  rmSync(lockFolder, { recursive: true, force: true });
}

function take() {
  try {
    mkdirSync(lockFolder);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
  writeFileSync(holderFile, String(process.pid));
  return true;
}

/** Whether whoever made the lock is gone, killed perhaps. */
function isLeft() {
  try {
    process.kill(Number(readFileSync(holderFile, "utf8")), 0);
    return Date.now() - statSync(lockFolder).mtimeMs > staleLockMs;
  } catch (error) {
    return error.code === "ESRCH" || (error.code === "ENOENT" && isOld());
  }
}

/** Made, and never signed: older than the moment between the two. */
function isOld() {
  const made = statSync(lockFolder, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.mtimeMs > 5000;
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setUp();
