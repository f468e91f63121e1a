import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..");
const layers = ["entities", "domain", "bot", "jobs", "server"];

/** Which of our folders each folder may import from, and which packages besides Node's own modules. */
const mayImport: Record<string, { folders: string[]; packages?: RegExp }> = {
  entities: { folders: ["entities"], packages: /^(typeorm(\/.*)?|better-sqlite3|mysql2|reflect-metadata)$/ },
  domain: { folders: ["entities", "domain"], packages: /^(typeorm|chinese-days|ulid)$/ },
  bot: { folders: ["entities", "domain", "bot", "miniprogram/src/lib"] },
  jobs: { folders: ["entities", "domain", "jobs"], packages: /^(typeorm|cron-parser|node-schedule)$/ },
  server: { folders: ["entities", "domain", "bot", "server"] },
  "server/schemas": { folders: ["server/schemas"], packages: /^zod$/ },
  // The two that put everything together.
  "server/main.ts": { folders: layers },
  "server/admin.ts": { folders: layers },
};

interface Import {
  file: string;
  /** A path of ours from the root, or a package. */
  target: string;
  isOurs: boolean;
  isType: boolean;
}

const files = layers.flatMap((layer) =>
  readdirSync(join(root, layer), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(layer, name)),
);
const read = (file: string) => readFileSync(join(root, file), "utf8");

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (text: string, isType: boolean) => {
    const isOurs = text.startsWith(".");
    found.push({ file, target: isOurs ? resolve(file, text) : text, isOurs, isType });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, isTypeOnly(node));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(argument.text, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Nothing of it is there when the program runs. */
function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  const { namedBindings, name } = importClause;
  const names = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  return importClause.isTypeOnly || (!name && names.length > 0 && names.every((one) => one.isTypeOnly));
}

function resolve(file: string, text: string): string {
  const path = normalize(join(dirname(file), text));
  const candidate = [`${path}.ts`, `${path}.tsx`, join(path, "index.ts"), path].find((one) =>
    existsSync(join(root, one)),
  );
  return candidate ?? path;
}

const imports = files.flatMap(importsOf);

/** The rule for a file is the one that names it most closely. */
const ruleOf = (file: string) =>
  mayImport[
    Object.keys(mayImport)
      .filter((key) => file === key || file.startsWith(`${key}/`))
      .sort((a, b) => b.length - a.length)[0]!
  ]!;

describe("The layout", () => {
  it("reads the imports of every file", () => {
    expect(files.length).toBeGreaterThan(200);
    expect(imports).toContainEqual({
      file: "domain/transact.ts",
      target: "domain/context.ts",
      isOurs: true,
      isType: true,
    });
    expect(imports).toContainEqual({ file: "server/app.ts", target: "koa", isOurs: false, isType: false });
  });

  it("lets entities, domain, bot, jobs and server import from below only, and bot and jobs never meet", () => {
    const strays = imports.filter(
      ({ file, target, isOurs }) => isOurs && !ruleOf(file).folders.some((folder) => target.startsWith(`${folder}/`)),
    );
    expect(strays).toEqual([]);
  });

  it("keeps Koa, WeCom and cron out of what people can do and of what is stored", () => {
    const strays = imports.filter(({ file, target, isOurs }) => {
      const { packages } = ruleOf(file);
      return !isOurs && packages && !target.startsWith("node:") && !packages.test(target);
    });
    expect(strays).toEqual([]);
  });

  it("reads the clock in no domain, entity or job: the instant of the work is handed in", () => {
    const clocks = /new Date\(\)|Date\.now\(\)/;
    const readers = files.filter((file) => /^(domain|entities|jobs)\//.test(file) && clocks.test(read(file)));
    expect(readers).toEqual([]);
  });

  describe("of the phone", () => {
    const phone = readdirSync(join(root, "miniprogram/src"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join("miniprogram/src", name));
    const taken = phone.flatMap(importsOf);

    it("takes nothing from outside but the types of the wire", () => {
      expect(phone.length).toBeGreaterThan(80);
      const strays = taken.filter(
        ({ target, isOurs, isType }) =>
          isOurs && !target.startsWith("miniprogram/src/") && !(isType && target.startsWith("server/schemas/")),
      );
      expect(strays).toEqual([]);
    });

    it("needs Taro and React only, and zod for types", () => {
      const strays = taken.filter(
        ({ target, isOurs, isType }) =>
          !isOurs &&
          !/^(@tarojs\/(taro|components(\/lib\/react)?)|react)$/.test(target) &&
          !(isType && target === "zod"),
      );
      expect(strays).toEqual([]);
    });

    it("draws its charts with nothing else, so that the chat may draw them too; the server knows nothing of it", () => {
      expect(taken.filter(({ file }) => file === "miniprogram/src/lib/svg.ts")).toEqual([]);
      const users = imports.filter(({ target }) => target.startsWith("miniprogram/"));
      expect(users.filter(({ target }) => target !== "miniprogram/src/lib/svg.ts")).toEqual([]);
    });
  });

  it("names files for what they export, and uses no catch-all names or stray index files", () => {
    const vague = files.filter((file) =>
      /(^|\/)(utils?|helpers?|managers?|services?|common|misc)(\/|\.ts$)/i.test(file),
    );
    const indexes = files.filter(
      (file) => file.endsWith("/index.ts") && !/^(entities|jobs|bot\/handlers|entities\/migrations)\//.test(file),
    );
    expect([...vague, ...indexes]).toEqual([]);
  });

  it("has no circle of imports that run, but for entities that refer to each other", () => {
    const edges = new Map<string, string[]>();
    for (const { file, target, isOurs, isType } of imports)
      if (isOurs && !isType && !file.startsWith("entities/")) edges.set(file, [...(edges.get(file) ?? []), target]);
    expect(findCircles(edges)).toEqual([]);
  });

  it("opens transactions in one place for all work, and besides for what is claimed, carried and signed in with", () => {
    const openers = files.filter((file) => !file.startsWith("entities/") && /\.transaction\(/.test(read(file)));
    expect(openers.sort()).toEqual([
      "bot/wecom/TokenStore.ts",
      "domain/transact.ts",
      "jobs/leaseNotices.ts",
      "jobs/runOnce.ts",
      "jobs/settleNotices.ts",
    ]);
  });

  it("loads what is heavy only when it is used", () => {
    const heavy = /^(wechaty|sharp|read-excel-file.*|swagger-ui-dist.*)$/;
    expect(imports.filter(({ target, isType }) => heavy.test(target) && !isType)).toEqual([]);
  });
});

/** Each circle once, as the files on it. */
function findCircles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, path: string[]) => {
    if (path.includes(file)) return void circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return circles;
}
