import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

const scripts = pathToFileURL(resolve(__dirname, "../../scripts/buildPages.mjs")).href;

/** A build that notes that it ran, takes its time, and copies what the source says. */
const fakeBuild = `
const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { PAGES_OUT, TARO_ENV, NODE_ENV } = process.env;
writeFileSync("../pid", String(process.pid));
appendFileSync("../runs", TARO_ENV + " " + NODE_ENV + "\\n");
const source = readFileSync("src/app.ts", "utf8");
setTimeout(() => {
  if (source === "broken") { console.log("line 1"); console.error("line 2: it does not compile"); process.exit(2); }
  mkdirSync(PAGES_OUT + "/js", { recursive: true });
  writeFileSync(PAGES_OUT + "/index.html", "<p>" + source);
  writeFileSync(PAGES_OUT + "/app.json", "{}");
  writeFileSync(PAGES_OUT + "/js/app.0123abcd.js", "// " + source.repeat(1000));
}, Number(process.env.BUILD_MS ?? 0));
`;

describe("Building the pages", () => {
  let project: string;
  let dist: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "dabiao-build-"));
    dist = join(project, "miniprogram", "dist");
    mkdirSync(join(project, "miniprogram", "src"), { recursive: true });
    writeFileSync(join(project, "build.cjs"), fakeBuild);
    change("one");
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  const change = (source: string) => writeFileSync(join(project, "miniprogram", "src", "app.ts"), source);
  const runs = () =>
    existsSync(join(project, "runs")) ? readFileSync(join(project, "runs"), "utf8").split("\n").length - 1 : 0;
  const page = () => readFileSync(join(dist, "h5", "index.html"), "utf8");

  /** Runs it in a process of its own, as `npm start` does. */
  function begin(call = 'buildPagesMeanwhile({ project, command: ["../build.cjs"] })', buildMs = 0): ChildProcess {
    const code = `import { buildPages, buildPagesMeanwhile } from ${JSON.stringify(scripts)}; const project = ${JSON.stringify(project)}; await ${call};`;
    return spawn(process.execPath, ["--input-type=module", "-e", code], {
      env: { ...process.env, BUILD_MS: String(buildMs) },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
  const end = (child: ChildProcess) =>
    new Promise<{ code: number | null; said: string }>((done) => {
      let said = "";
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += String(chunk)));
      child.on("close", (code) => done({ code, said }));
    });
  const run = (...parameters: Parameters<typeof begin>) => end(begin(...parameters));

  it("puts them in place whole, compressed, and says that they are ready", async () => {
    const { code, said } = await run();
    expect([code, page()]).toEqual([0, "<p>one"]);
    expect(said).toContain("正在准备手机页面（第一次");
    expect(said).toContain("手机页面已准备好");
    const file = join(dist, "h5", "js", "app.0123abcd.js");
    const script = readFileSync(file, "utf8");
    expect(brotliDecompressSync(readFileSync(`${file}.br`)).toString()).toBe(script);
    expect(gunzipSync(readFileSync(`${file}.gz`)).toString()).toBe(script);
    // Too small to be worth it.
    expect(existsSync(join(dist, "h5", "index.html.br"))).toBe(false);
    expect(readdirSync(dist)).toEqual(["h5"]);
    expect(readFileSync(join(project, "runs"), "utf8")).toBe("h5 production\n");
  });

  it("builds again when a source has changed, and not when none has", async () => {
    await run();
    expect((await run()).said).toBe("");
    expect(runs()).toBe(1);
    change("two");
    expect((await run()).said).toContain("源码有改动");
    expect([runs(), page()]).toEqual([2, "<p>two"]);
    mkdirSync(join(project, "miniprogram", "config"));
    writeFileSync(join(project, "miniprogram", "config", "index.ts"), "new");
    await run();
    expect(runs()).toBe(3);
  });

  it("builds once when two start at once", async () => {
    const [one, two] = await Promise.all([run(undefined, 500), run(undefined, 500)]);
    expect([one.code, two.code, runs(), page()]).toEqual([0, 0, 1, "<p>one"]);
    expect(one.said + two.said).toContain("另一个进程正在准备手机页面");
  });

  it("shows the end of the output when it fails, ends nothing, and keeps the pages that are there", async () => {
    await run();
    change("broken");
    const { code, said } = await run();
    expect([code, page(), existsSync(join(dist, "h5.failed"))]).toEqual([0, "<p>one", true]);
    expect(said).toContain("✗ 手机页面没有准备好，聊天不受影响");
    expect(said).toContain("line 2: it does not compile");
    change("mended");
    await run();
    expect([page(), existsSync(join(dist, "h5.failed"))]).toEqual(["<p>mended", false]);
  });

  it("goes on from where a killed one left, and leaves nothing of it", async () => {
    const killed = begin(undefined, 20_000);
    while (runs() === 0) await new Promise((wait) => setTimeout(wait, 20));
    expect(readdirSync(dist)).toContain(".h5.lock");
    mkdirSync(join(dist, "h5.1.tmp"));
    killed.kill("SIGKILL");
    process.kill(Number(readFileSync(join(project, "pid"), "utf8")), "SIGKILL");
    await end(killed);
    await run();
    expect(page()).toBe("<p>one");
    expect(readdirSync(dist)).toEqual(["h5"]);
  });

  it("builds the mini-program the same way, and all anew when told to", async () => {
    const call = 'buildPages("weapp", { project, command: ["../build.cjs"], isForced: true })';
    await run(call);
    await run(call);
    expect(runs()).toBe(2);
    expect(existsSync(join(dist, "weapp", "app.json"))).toBe(true);
    expect(readFileSync(join(project, "runs"), "utf8")).toContain("weapp production");
  });
});
