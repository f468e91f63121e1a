import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Plays the compiler of the pages: leaves what it was told. */
const taro = `const { mkdirSync, writeFileSync } = require("node:fs");
const { PAGES_OUT, TARO_ENV, API_BASE } = process.env;
mkdirSync(PAGES_OUT, { recursive: true });
writeFileSync(PAGES_OUT + (TARO_ENV === "h5" ? "/index.html" : "/app.json"), API_BASE);`;
/** What a build finds installed. */
const packages: [path: string, text: string][] = [
  ["@tarojs/cli/bin/taro", taro],
  ["better-sqlite3/index.js", "module.exports = class { prepare() { return { get() {} }; } };"],
  [".package-lock.json", "{}"],
];

describe("npm run build", () => {
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "dabiao-whole-"));
    const scripts = resolve(__dirname, "../../scripts");
    for (const name of readdirSync(scripts).filter((file) => file.endsWith(".mjs")))
      cpSync(join(scripts, name), join(project, "scripts", name));
    mkdirSync(join(project, "miniprogram"));
    for (const name of ["package.json", "package-lock.json"]) writeFileSync(join(project, name), "{}");
    for (const [path, text] of packages) {
      mkdirSync(join(project, "node_modules", path, ".."), { recursive: true });
      writeFileSync(join(project, "node_modules", path), text);
    }
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  const build = (env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/build.mjs"], {
      cwd: project,
      env: { PATH: process.env.PATH, ...env },
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
    const read = (file: string) => readFileSync(join(project, "miniprogram/dist", file), "utf8");
    expect(read("h5/index.html")).toBe(read("weapp/app.json"));
    return { said: stdout, address: read("weapp/app.json") };
  };

  it("tells the mini-program where its server is: the address of PUBLIC_URL, unless another is given", () => {
    writeFileSync(join(project, ".env"), "NODE_ENV=production\nPUBLIC_URL=https://dabiao.test/team/\n");
    expect(build()).toMatchObject({ address: "https://dabiao.test/team", said: expect.not.stringContaining("No ") });
    expect(build({ PUBLIC_URL: "https://shop.test" }).address).toBe("https://shop.test");
    expect(build({ API_BASE: "https://api.test" }).address).toBe("https://api.test");
  });

  it("says that the mini-program has no server where none is set", () => {
    expect(build()).toMatchObject({ address: "", said: expect.stringContaining("No PUBLIC_URL") });
  });
});
