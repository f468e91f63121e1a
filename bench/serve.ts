import { readEnv } from "../server/env";
import { start } from "../server/main";
import { bareCallback } from "./bareCallback";
import { bareToday } from "./bareToday";
import { freePort } from "./freePort";

const [kind = "", databaseUrl = ""] = process.argv.slice(2);

async function serve(): Promise<number> {
  const port = await freePort();
  if (kind === "bareCallback") await bareCallback(databaseUrl, port);
  else if (kind === "bareToday") await bareToday(databaseUrl, port);
  else {
    const running = await start(readEnv({ ...process.env, PORT: String(port) }));
    process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
    return port;
  }
  process.once("SIGTERM", () => process.exit(0));
  return port;
}

serve().then(
  (port) => process.send?.(port),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
