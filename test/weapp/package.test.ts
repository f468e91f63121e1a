import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { apiBase, buildWeapp, filesUnder } from "./buildWeapp";
import { newerWordsIn } from "./newerWords";
import { compileStyles, compileTemplates, describeCompilers } from "./wechatCompilers";

const buildMs = 300_000;
/** WeChat's limit is 2 MB; later screens need room. */
const mostBytes = 1_200_000;
const mostIconBytes = 40 * 1024;
/** Addresses that name a thing and are never asked: XML namespaces, React's and Taro's own words. */
const names = ["http://www.w3.org", "https://reactjs.org", "https://taro.com"];

/** Said only where the pages are for browsers; the build leaves them in because their functions have other ways. */
const browserOnly = ["common.js Response", "common.js indexedDB", "common.js sessionStorage"];

interface AppJson {
  pages: string[];
  themeLocation: string;
  tabBar: { list: { pagePath: string; iconPath: string; selectedIconPath: string }[] };
}

describe("the package of the mini-program", () => {
  let folder: string;
  let app: AppJson;
  beforeAll(async () => {
    folder = await buildWeapp();
    app = JSON.parse(read("app.json"));
  }, buildMs);

  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  /** Of what is uploaded: WeChat leaves licences and maps out. */
  const uploaded = () => filesUnder(folder).filter((file) => !/\.(txt|map)$/.test(file));
  const texts = () =>
    uploaded()
      .filter((file) => !file.endsWith(".png"))
      .map((file) => ({ path: relative(folder, file), text: readFileSync(file, "utf8") }));

  it("has every page that it names, each with a style sheet where its source has one", () => {
    const source = (page: string) => resolve(__dirname, "../../miniprogram/src", page);
    const missing = app.pages.flatMap((page) =>
      ["js", "json", "wxml", ...(existsSync(`${source(page)}.scss`) ? ["wxss"] : [])]
        .map((ending) => `${page}.${ending}`)
        .filter((path) => !existsSync(join(folder, path))),
    );
    expect(missing).toEqual([]);
    expect(app.pages.length).toBeGreaterThan(10);
  });

  it("names no page's component that is not there", () => {
    const missing = filesUnder(folder)
      .filter((file) => file.endsWith(".json"))
      .flatMap((file) => {
        const { usingComponents = {} }: { usingComponents?: Record<string, string> } = JSON.parse(
          readFileSync(file, "utf8"),
        );
        return Object.values(usingComponents).map((path) => resolve(file, "..", path));
      })
      .filter((path) => !existsSync(`${path}.js`));
    expect(missing).toEqual([]);
  });

  it("has the icons of its tabs, each a PNG small enough for WeChat, and their pages", () => {
    for (const { pagePath, iconPath, selectedIconPath } of app.tabBar.list) {
      expect(app.pages).toContain(pagePath);
      for (const icon of [iconPath, selectedIconPath]) {
        expect(statSync(join(folder, icon)).size).toBeLessThanOrEqual(mostIconBytes);
        expect(readFileSync(join(folder, icon)).subarray(1, 4).toString()).toBe("PNG");
      }
    }
  });

  it("has every colour by name in the light and in the dark", () => {
    const theme: Record<string, Record<string, string>> = JSON.parse(read(app.themeLocation));
    const used = [...`${read("app.json")}${texts().map(pageConfig).join("")}`.matchAll(/"@(\w+)"/g)].map(
      ([, name]) => name!,
    );
    expect(used.length).toBeGreaterThan(0);
    for (const scheme of ["light", "dark"]) expect(Object.keys(theme[scheme]!)).toEqual(expect.arrayContaining(used));
  });

  it(`is smaller than ${mostBytes / 1000} kB`, () => {
    expect(uploaded().reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(mostBytes);
  });

  it("speaks to our server only and says nothing of the machine it was built on", () => {
    const root = resolve(__dirname, "../..");
    const said = texts().flatMap(({ path, text }) => [
      ...[...text.matchAll(/(?:https?|wss?):\/\/[\w.-]+/g)]
        .map(([host]) => host)
        .filter((host) => host !== apiBase && !names.includes(host))
        .map((host) => `${path}: ${host}`),
      ...[root, `${homedir()}/`, "sourceMappingURL"]
        .filter((word) => text.includes(word))
        .map((word) => `${path}: ${word}`),
    ]);
    expect(said).toEqual([]);
    expect(texts().some(({ text }) => text.includes(apiBase))).toBe(true);
  });

  it("uses nothing that an old phone's engine, or a mini-program, does not have", () => {
    const newer = texts()
      .filter(({ path }) => path.endsWith(".js"))
      .flatMap(({ path, text }) => newerWordsIn(text).map((word) => `${path} ${word}`))
      .filter((use) => !browserOnly.includes(use));
    expect(newer).toEqual([]);
  });

  it.each([
    ["[1].at(-1)", ".at()"],
    ["Object.groupBy(a, b); var a, b;", "Object.groupBy"],
    ["'a'.replaceAll('a', 'b')", ".replaceAll()"],
    ["new URL('/')", "URL"],
    ["structuredClone({})", "structuredClone"],
    ["crypto.randomUUID()", "crypto"],
    ["/(?<=a)b/.test('ab')", "look-behind"],
    ["var a; a?.b", "?."],
  ])("would not let %s pass", (source, word) => {
    expect(newerWordsIn(source)).toEqual([word]);
  });

  it("lets pass what is asked for first, and names of the module's own", () => {
    expect(newerWordsIn("typeof URL === 'function' && new URL('/'); var fetch = 1; fetch; ({ at: 1 }).at")).toEqual([]);
  });

  describeCompilers("before WeChat's own compilers", () => {
    it("has templates that are accepted", () => {
      expect(() => compileTemplates(folder)).not.toThrow();
    });

    it("has style sheets that are accepted", () => {
      expect(() => compileStyles(folder)).not.toThrow();
    });

    it("would be refused with a template or a style sheet that is broken", () => {
      const broken = mkdtempSync(join(tmpdir(), "dabiao-broken-"));
      try {
        cpSync(folder, broken, { recursive: true });
        writeFileSync(join(broken, `${app.pages[0]}.wxml`), "<view><text></view>");
        writeFileSync(join(broken, `${app.pages[0]}.wxss`), ".page { color: red");
        expect(() => compileTemplates(broken)).toThrow();
        expect(() => compileStyles(broken)).toThrow();
      } finally {
        rmSync(broken, { recursive: true, force: true });
      }
    });
  });
});

const pageConfig = ({ path, text }: { path: string; text: string }) => (path.endsWith(".json") ? text : "");
