import { createServer, type Server } from "node:net";
import { readEnv } from "../../server/env";
import { start } from "../../server/main";
import { startFailure } from "../../server/startFailure";
import { createDatabase, dropDatabase } from "../engines";

describe("startFailure", () => {
  let url: string;

  beforeEach(async () => {
    url = await createDatabase("sqlite");
  });

  afterEach(() => dropDatabase(url));

  const reasonFor = async (env: NodeJS.ProcessEnv) => {
    const error = await start(readEnv({ DATABASE_URL: url, LOG_LEVEL: "silent", ...env })).then(
      () => undefined,
      (failure: unknown) => failure,
    );
    return error === undefined ? "it started" : startFailure(error);
  };

  it("says which port is taken", async () => {
    const other = await listenAnywhere();
    const { port } = other.address() as { port: number };
    expect(await reasonFor({ PORT: String(port) })).toContain(`端口 ${port} 已被占用`);
    await new Promise((resolve) => other.close(resolve));
  });

  it("says that the database cannot be reached", async () => {
    const closed = await listenAnywhere();
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    expect(await reasonFor({ DATABASE_URL: `mysql://root@127.0.0.1:${port}/dabiao` })).toContain("数据库用不了");
  });

  it.each([
    [{ DATABASE_URL: "mysql://root@nohost.invalid:3306/dabiao" }, "数据库用不了"],
    [{ HOST: "nohost.invalid", SANDBOX_PUBLIC: "1" }, "HOST 不是本机的地址"],
  ])("says what to check for %j", async (env, words) => {
    expect(await reasonFor(env)).toContain(words);
  });

  it.each([
    ["ER_ACCESS_DENIED_NO_PASSWORD_ERROR", "用户名或密码不对"],
    ["SQLITE_READONLY", "只读"],
  ])("has words for the driver's %s", (code, words) => {
    expect(startFailure({ driverError: { code } })).toContain(words);
  });

  it("leaves a bug of ours to be thrown with its stack", () => {
    expect(startFailure(new TypeError("x is not a function"))).toBeUndefined();
  });
});

const listenAnywhere = () =>
  new Promise<Server>((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
