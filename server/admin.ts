import { CommanderError } from "commander";
import { type Admin, Refusal } from "./admin/Admin";
import { buildProgram } from "./admin/buildProgram";
import { claimForAdmin, openAdmin } from "./admin/openAdmin";
import { refusalText } from "./admin/refusalText";
import type { Shell } from "./admin/Shell";
import { usageText } from "./admin/usageText";
import { EnvError, processEnv, readEnv } from "./env";

interface Options {
  env?: NodeJS.ProcessEnv;
  /** Where lines for the operator go: what was asked for, and what went wrong. */
  out?: (line: string) => void;
  err?: (line: string) => void;
  now?: () => Date;
}

/**
 * The operator's command line. Answers the exit code: 0 done, 1 refused or failed, 2 typed wrongly. What goes wrong is
 * said in Chinese with what to do; a bug says its message, and its stack only with `LOG_LEVEL=debug`.
 */
export async function admin(argv: readonly string[], options: Options = {}): Promise<number> {
  const { env = processEnv(), out = console.log, err = console.error, now = () => new Date() } = options;
  const shell = shellOf(env, { say: out, now });
  const program = buildProgram(shell, (text) => out(text.trimEnd()));
  try {
    await program.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    return report(error, err, env);
  }
}

function shellOf(env: NodeJS.ProcessEnv, terminal: { say(line: string): void; now(): Date }): Shell {
  const around =
    (before: (admin: Admin) => Promise<void>, mayCreate = false): Shell["run"] =>
    (action) =>
    async (...args) => {
      const opened = await openAdmin(readEnv(env), terminal, mayCreate);
      try {
        await before(opened);
        await action(opened, ...args);
      } finally {
        await opened.close();
      }
    };
  const nothing = async () => undefined;
  return { run: around(claimForAdmin), look: around(nothing), begin: around(nothing, true) };
}

function report(error: unknown, err: (line: string) => void, env: NodeJS.ProcessEnv): number {
  if (error instanceof CommanderError) {
    const usage = usageText(error);
    if (usage === undefined) return error.exitCode === 0 ? 0 : 2;
    err(`✗ ${usage}`);
    return 2;
  }
  if (error instanceof EnvError) {
    err(error.message);
    return 1;
  }
  const text = refusalText(error);
  if (text !== undefined) {
    if (text !== "") err(error instanceof Refusal && /^[✗第]/.test(text) ? text : `✗ ${text}`);
    return 1;
  }
  err(`✗ 出错了：${error instanceof Error ? error.message : String(error)}`);
  if (env.LOG_LEVEL === "debug" && error instanceof Error) err(error.stack ?? "");
  return 1;
}
