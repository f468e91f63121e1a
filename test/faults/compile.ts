import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformFileSync } from "@swc/core";

const root = join(__dirname, "..", "..");

/** The script of the product's process, compiled beside an up-to-date dist/. */
export function compileServe(): string {
  execFileSync(process.execPath, [join(root, "scripts", "build.mjs"), "--server"], { cwd: root });
  compile("money/KillPoints");
  return compile("serve");
}

function compile(name: string): string {
  const script = join(root, "dist", "test", "faults", `${name}.js`);
  const draft = `${script}.${process.pid}.tmp`;
  mkdirSync(dirname(script), { recursive: true });
  writeFileSync(draft, transformFileSync(join(__dirname, `${name}.ts`), { cwd: root }).code);
  renameSync(draft, script);
  return script;
}
