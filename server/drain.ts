import type { Server } from "node:http";

/** What is still being answered then is cut off: two of the ten seconds a stop may take are left for the rest. */
const drainMs = 8000;

/** Takes nothing new and lets what is being answered finish. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
