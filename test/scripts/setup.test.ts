import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Plays npm: writes down what it was asked and leaves what npm would. */
const npm = `const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");
const write = (name, text) => {
  mkdirSync(\`node_modules/\${name}\`, { recursive: true });
  writeFileSync(\`node_modules/\${name}/package.json\`, JSON.stringify({ main: "index.js" }));
  writeFileSync(\`node_modules/\${name}/index.js\`, text);
};
appendFileSync("asked", process.argv[2] + "\\n");
if (process.argv[2] === "ci") {
  write("builder", "");
  write("better-sqlite3", "throw new Error('not built')");
  writeFileSync("node_modules/.package-lock.json", "{}");
} else write("better-sqlite3", "module.exports = class { prepare() { return { get() {} }; } };");`;

describe("Setting up", () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "dabiao-setup-"));
    cpSync(resolve(__dirname, "../../scripts/setup.mjs"), join(project, "scripts/setup.mjs"));
    writeFileSync(join(project, "package.json"), JSON.stringify({ devDependencies: { builder: "1.0.0" } }));
    writeFileSync(join(project, "package-lock.json"), "{}");
    mkdirSync(join(project, "npm"));
    writeFileSync(join(project, "npm/npm.js"), npm);
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  /** What npm was asked by one run. */
  const setUp = (env: NodeJS.ProcessEnv = {}): string[] => {
    rmSync(join(project, "asked"), { force: true });
    const { status, stderr } = spawnSync(process.execPath, ["scripts/setup.mjs"], {
      cwd: project,
      env: { PATH: process.env.PATH, npm_execpath: join(project, "npm/npm.js"), ...env },
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
    const asked = join(project, "asked");
    return existsSync(asked) ? readFileSync(asked, "utf8").trim().split("\n") : [];
  };

  it("installs and builds what is missing, once", () => {
    expect(setUp()).toEqual(["ci", "rebuild"]);
    expect(setUp()).toEqual([]);
  });

  it("installs again for the next build what was pruned after the last", () => {
    setUp();
    rmSync(join(project, "node_modules/builder"), { recursive: true });
    // As npm prune does.
    writeFileSync(join(project, "node_modules/.package-lock.json"), "{ }");
    expect(setUp()).toEqual(["ci", "rebuild"]);
  });

  it("installs nothing in production, pruned or not, wherever that is said", () => {
    expect(setUp({ NODE_ENV: "production" })).toEqual([]);
    writeFileSync(join(project, ".env"), "NODE_ENV=production\n");
    expect(setUp()).toEqual([]);
  });
});
