import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { filesUnder } from "./buildWeapp";

const bin = resolve(__dirname, "../../node_modules/miniprogram-compiler/bin/linux");

/** `describe` where WeChat's own compilers run; elsewhere one loudly skipped test. */
export function describeCompilers(name: string, block: () => void): void {
  describe(name, () => {
    if (process.platform === "linux" && process.arch === "x64") block();
    else it.skip("NOT RUN: WeChat's compilers are there for Linux on x64 only", () => undefined);
  });
}

/** WeChat's compiler of templates on a package. @throws what it complains of */
export const compileTemplates = (folder: string) =>
  compile("wcc", folder, [".wxml", ".wxs"], (files, out) => ["-d", ...files, "-o", out]);

/** WeChat's compiler of style sheets on a package. @throws what it complains of */
export const compileStyles = (folder: string) =>
  compile("wcsc", folder, [".wxss"], (files, out) => ["-lc", ...files, "-o", out]);

/** They come without the right to be run, which is not ours to change where they lie. */
function compile(
  name: "wcc" | "wcsc",
  folder: string,
  endings: string[],
  argumentsOf: (files: string[], out: string) => string[],
): void {
  const workshop = mkdtempSync(join(tmpdir(), "dabiao-compiler-"));
  try {
    const program = join(workshop, name);
    copyFileSync(join(bin, name), program);
    chmodSync(program, 0o755);
    const files = filesUnder(folder)
      .filter((file) => endings.some((ending) => file.endsWith(ending)))
      .map((file) => `./${relative(folder, file)}`);
    execFileSync(program, argumentsOf(files, join(workshop, "out.js")), { cwd: folder, stdio: "pipe" });
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}
