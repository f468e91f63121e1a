import { parseSync, traverse } from "@babel/core";

/** Came after iOS 12.1 and Chrome 69, whose engines the oldest phones run the mini-program with; nothing fills them in. */
const newerMethods = [
  ...["at", "with", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "replaceAll", "matchAll"],
  ...["isWellFormed", "toWellFormed", "union", "intersection", "difference", "isSubsetOf", "isSupersetOf"],
];
const newerStatics = [
  ...["Object.groupBy", "Object.hasOwn", "Map.groupBy", "Array.fromAsync"],
  ...["Promise.allSettled", "Promise.any", "Promise.withResolvers", "Promise.try"],
];
/** What every module finds: the language's own, and what WeChat gives. A browser has more, a mini-program does not. */
const found = [
  ...["Object", "Function", "Array", "String", "Number", "Boolean", "Symbol", "Math", "Date", "JSON", "RegExp"],
  ...["Error", "TypeError", "ReferenceError", "Map", "Set", "WeakMap", "WeakSet", "Promise", "Reflect", "Proxy"],
  ...["ArrayBuffer", "Uint8Array", "Infinity", "NaN", "undefined", "arguments", "isNaN", "parseInt", "parseFloat"],
  ...["encodeURIComponent", "decodeURIComponent", "globalThis", "console"],
  ...["setTimeout", "clearTimeout", "setInterval", "clearInterval"],
  ...["wx", "App", "Page", "Component", "Behavior", "getApp", "getCurrentPages", "require", "requirePlugin"],
];

/**
 * What a module of the package uses that an old phone does not have, each once: `.at()`, `Object.groupBy`, `URL`, a
 * look-behind. What it asks for by `typeof` first it may use. @throws SyntaxError
 */
export function newerWordsIn(source: string): string[] {
  const words = new Set<string>();
  const askedFor = new Set<string>();
  const module = parseSync(source, { configFile: false, babelrc: false, sourceType: "script" });
  traverse(module!, {
    CallExpression({ node: { callee } }) {
      if (callee.type !== "MemberExpression" || callee.computed || callee.property.type !== "Identifier") return;
      if (newerMethods.includes(callee.property.name)) words.add(`.${callee.property.name}()`);
    },
    MemberExpression({ node: { object, property } }) {
      if (object.type !== "Identifier" || property.type !== "Identifier") return;
      const name = `${object.name}.${property.name}`;
      if (newerStatics.includes(name)) words.add(name);
    },
    RegExpLiteral({ node: { pattern } }) {
      if (/\(\?<[=!]/.test(pattern)) words.add("look-behind");
    },
    // From here on the language is of 2016 and newer, which the build translates.
    ClassDeclaration: () => void words.add("class"),
    OptionalMemberExpression: () => void words.add("?."),
    LogicalExpression: ({ node }) => void (node.operator === "??" && words.add("??")),
    Function: ({ node }) => void (node.async && words.add("async")),
    ReferencedIdentifier(path) {
      if (path.node.type !== "Identifier" || path.scope.hasBinding(path.node.name, true)) return;
      const { name } = path.node;
      if (path.parent.type === "UnaryExpression" && path.parent.operator === "typeof") askedFor.add(name);
      else if (!found.includes(name)) words.add(name);
    },
  });
  return [...words].filter((word) => !askedFor.has(word)).sort();
}
