import { refusalText } from "./admin/refusalText";
import { EnvError } from "./env";

/** Why the server did not start and what to do, where the operator can mend it; undefined for a bug of ours. */
export function startFailure(error: unknown): string | undefined {
  if (error instanceof EnvError) return error.message;
  const { syscall, code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (syscall === "listen" && code === "EADDRINUSE")
    return `✗ 端口 ${port} 已被占用。请停掉占用它的进程，或换一个 PORT。`;
  if (syscall === "listen") return `✗ 不能在 HOST 和 PORT 上监听（${code}）。请检查这两个变量。`;
  if (syscall === "getaddrinfo" && !isOfDatabase(error)) return "✗ HOST 不是本机的地址。请检查 HOST。";
  const text = refusalText(error);
  return text === undefined ? undefined : `✗ ${text}`;
}

/** mysql2 marks what ended a connection. */
const isOfDatabase = (error: unknown) => typeof error === "object" && error !== null && "fatal" in error;
