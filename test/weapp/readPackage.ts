import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { TmplGroup } from "glass-easel-template-compiler";
import postcss from "postcss";
import { apiBase, filesUnder } from "./buildWeapp";
import { builtInTags } from "./builtInTags";
import { withoutRpx } from "./withoutRpx";

/** Not elements: the template language's own words. */
const structure = ["template", "block", "import", "include", "wxs", "slot"];

/** Names that a module of the mini-program does not find, although a browser has them. */
const hidden = [
  ...["window", "document", "self", "location", "history", "navigator", "localStorage", "sessionStorage", "indexedDB"],
  ...["fetch", "XMLHttpRequest", "WebSocket", "Worker", "alert", "confirm", "prompt", "open", "crypto", "atob", "btoa"],
  ...["URL", "URLSearchParams", "Headers", "Request", "Response", "Blob", "File", "FileReader", "FormData"],
  ...["TextEncoder", "TextDecoder", "AbortController", "AbortSignal", "structuredClone", "queueMicrotask"],
  ...["requestAnimationFrame", "cancelAnimationFrame", "matchMedia", "getComputedStyle", "MutationObserver"],
  ...["Element", "HTMLElement", "Node", "Event", "CustomEvent", "Image", "addEventListener", "removeEventListener"],
];
const given = [
  "require",
  "module",
  "exports",
  "wx",
  "App",
  "Page",
  "Component",
  "Behavior",
  "getApp",
  "getCurrentPages",
];

/** The compiled mini-program as one script of the browser: `package` is what `run` of browser/main.js takes. */
export function readPackage(folder: string): string {
  const files = filesUnder(folder).map((file) => ({ path: relative(folder, file), file }));
  const text = ({ file }: { file: string }) => readFileSync(file, "utf8");
  const ending = (end: string) => files.filter(({ path }) => path.endsWith(end));
  const json = (path: string) => readFileSync(join(folder, path), "utf8");
  const components = ending(".wxml").filter(({ path }) => path !== "base.wxml");
  const configs = components
    .map(({ path }) => path.replace(/wxml$/, "json"))
    .map((path) => `${quote(stem(path))}: ${json(path)}`);
  const modules = ending(".js").map((file) => `${quote(file.path)}: ${moduleOf(text(file))}`);
  const styles = ending(".wxss")
    .sort((one) => (one.path === "app.wxss" ? -1 : 1))
    .map((file) => browserCss(text(file)));
  const assets = Object.fromEntries(
    ending(".png").map(({ path, file }) => [path, `data:image/png;base64,${readFileSync(file, "base64")}`]),
  );
  return `const miniProgram = {
    files: {${modules.join(",\n")}},
    templates: ${compileTemplates(
      ending(".wxml").map((file) => [file.path, text(file)]),
      ending(".wxs").map((file) => [file.path, text(file)]),
    )},
    configs: {${configs.join(",\n")}},
    app: ${json("app.json")},
    theme: ${json("theme.json")},
    styles: ${quote(styles.join("\n"))},
    assets: ${quote(assets)},
    apiBase: ${quote(apiBase)},
  };`;
}

const quote = (value: unknown) => JSON.stringify(value).replaceAll("</", "<\\/");
const stem = (path: string) => path.replace(/\.\w+$/, "");

const moduleOf = (source: string) =>
  `function({ ${given.join(", ")} }) { (function(${hidden.join(", ")}) {\n${source}\n}).call(undefined); }`;

function compileTemplates(templates: [path: string, text: string][], scripts: [path: string, text: string][]): string {
  const group = new TmplGroup();
  for (const [path, text] of templates) {
    const faults: unknown[] = group.addTmpl(stem(path), prefixed(text));
    if (faults.length > 0) throw new Error(`${path}: ${JSON.stringify(faults)}`);
  }
  // Templates ask for a script with its ending and without.
  for (const [path, text] of scripts) for (const name of [path, stem(path)]) group.addScript(name, text);
  return group.getTmplGenObjectGroups();
}

/** Elements of the browser with a name of their own need a hyphen in it. */
function prefixed(template: string): string {
  return template.replace(/<(\/?)([a-z][\w-]*)/g, (whole, slash: string, tag: string) => {
    if ((builtInTags as readonly string[]).includes(tag)) return `<${slash}wx-${tag}`;
    if (structure.includes(tag) || tag === "comp") return whole;
    throw new Error(`the harness has no <${tag}>: write it in browser/builtIns.js`);
  });
}

function browserCss(css: string): string {
  const root = postcss.parse(css);
  const tags = new RegExp(`(^|[\\s>+~,(])(${builtInTags.join("|")})(?![\\w-])`, "g");
  root.walkRules((rule) => {
    rule.selector = rule.selector.replace(tags, "$1wx-$2");
  });
  root.walkDecls((declaration) => {
    declaration.value = withoutRpx(declaration.value);
  });
  return root.toString();
}
