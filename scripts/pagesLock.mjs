// One build of the same pages at a time, over all processes on this machine.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Longer than any build takes: the holder's number may be somebody else's by then. */
const staleMs = 15 * 60_000;

/** Runs the work when nobody else holds the lock; `onWait` is told once when somebody does. */
export async function underLock(file, work, onWait = () => undefined) {
  mkdirSync(dirname(file), { recursive: true });
  for (let tries = 0; !take(file); tries++) {
    if (tries === 0) onWait();
    if (isLeft(file)) rmSync(file, { force: true });
    else await sleep(300);
  }
  const release = () => rmSync(file, { force: true });
  // However this process ends, the next need not wait.
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
}

/** Whether whoever holds it is gone, killed perhaps. */
function isLeft(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const pid = Number(readFileSync(file, "utf8"));
    // Made, and not signed yet.
    if (pid === 0) return age > 5000;
    process.kill(pid, 0);
    return age > staleMs;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
