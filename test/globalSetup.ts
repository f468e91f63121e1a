import { startThrowawayServer, type ThrowawayServer } from "./mariadbServer";

declare global {
  // Jest hands nothing from set-up to teardown but the global object.
  var dabiaoServer: ThrowawayServer | undefined;
}

/** A database server for the MariaDB suites: the one named by TEST_MYSQL_URL, else a throwaway one. */
async function globalSetup() {
  if (process.env.TEST_MYSQL_URL) return;
  const server = await startThrowawayServer();
  globalThis.dabiaoServer = server;
  if (!server) {
    console.warn("\nNo TEST_MYSQL_URL and no mariadbd or mysqld on this machine: the MariaDB suites do NOT run.\n");
    return;
  }
  process.env.TEST_MYSQL_URL = server.url;
  // However this process ends, the server ends with it.
  process.once("exit", () => server.process.kill("SIGKILL"));
}

export default globalSetup;
