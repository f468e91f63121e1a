// `npm test`: types, lint, then all tests on every engine that can be had. Further arguments go to Jest.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPages } from "./buildPages.mjs";
import { root, setUp } from "./setup.mjs";

await setUp();

const bin = (name) => join(root, "node_modules", name);

function step(title, args) {
  console.log(`\n${title}`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

const tsc = bin("typescript/bin/tsc");
const typesHold = step("Types", [tsc, "-p", "."]) && step("Types of the phone", [tsc, "-p", "miniprogram"]);
const lintHolds = step("Lint", [bin("@biomejs/biome/bin/biome"), "check", "."]);

console.log("\nPages");
// What the browser tests open.
await buildPages("h5");

const folder = mkdtempSync(join(tmpdir(), "dabiao-test-"));
const report = join(folder, "report.json");
const jest = step("Tests", [bin("jest/bin/jest.js"), "--json", `--outputFile=${report}`, ...process.argv.slice(2)]);

let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  counts = {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests + numTodoTests,
  };
} catch {
  console.error("Jest left no report.");
}
rmSync(folder, { recursive: true, force: true });

if (!typesHold) console.error("Types do not hold.");
if (!lintHolds) console.error("Lint does not hold.");
const failed = counts.failed + (typesHold ? 0 : 1) + (lintHolds ? 0 : 1);
const holds = jest && failed === 0 && counts.passed > 0;
if (counts.skipped > 0)
  console.warn(`NOT RUN: ${counts.skipped} tests for want of an engine, a browser or the shared data.`);
console.log(`Tests: ${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`);
process.exitCode = holds ? 0 : 1;
