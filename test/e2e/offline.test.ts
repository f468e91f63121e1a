import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { CheckIn, type Employee } from "../../entities";
import { apiRoutes } from "../../server/apiRoutes";
import { buildServer } from "../../server/app";
import { createMetrics } from "../../server/metrics";
import { pageRoutes } from "../../server/routes/pages";
import { describeBrowser, openBrowser } from "../browser";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";

const folder = process.env.H5_FOLDER ?? join(__dirname, "../../miniprogram/dist/h5");
const secret = "s".repeat(32);
const nobody = {
  exchangeOauth: async () => undefined,
  exchangeMiniprogram: async () => undefined,
  authorizeUrl: () => "http://wecom.test/",
};

describeBrowser("A report without a net", () => {
  let world: World;
  let server: Server;
  let origin: string;
  let opened: { browser: Browser; close(): Promise<void> };
  let owner: Employee;
  let keyResultId: string;

  beforeAll(async () => {
    if (!existsSync(join(folder, "assets.json"))) throw new Error("build the pages first: npm run build");
    world = await openWorld("sqlite");
    // The browser's clock is the machine's.
    world.clock.set(Date.now());
    owner = await buildEmployee(world);
    const cycle = await buildCycle(world, { startsOn: "2020-01-01", endsOn: "2099-12-31" });
    keyResultId = (await buildGoal(world, { cycleId: cycle.id, ownerId: owner.id })).keyResults[0]!.id;
    const koa = buildServer(world.app, {
      metrics: createMetrics(),
      sessionSecrets: [secret],
      isProxied: false,
      raw: [pageRoutes({ folder, isProduction: false, isSandbox: true })],
      routers: apiRoutes(world.app, { signIn: nobody, sessionSecrets: [secret], isSandbox: true }),
    });
    server = createServer(koa.callback()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    opened = await openBrowser();
  });
  afterAll(async () => {
    await opened?.close();
    server?.closeAllConnections();
    server?.close();
    await world?.close();
  });

  /** The browser alone keeps what its service worker asks for: the server goes too. */
  const cut = async (context: BrowserContext) => {
    server.close();
    server.closeAllConnections();
    await context.setOffline(true);
  };
  const mend = async (context: BrowserContext) => {
    server.listen(Number(new URL(origin).port), "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    await context.setOffline(false);
  };
  const stored = () => world.db.read.countBy(CheckIn, { keyResultId });
  const isKept = (page: Page) =>
    page.waitForFunction(`(async () => {
      const listed = await (await fetch("assets.json")).json();
      const here = location.href.split("#")[0];
      const kept = await Promise.all(listed.map((name) => caches.match(new URL(name, here).href)));
      return kept.every((one) => one !== undefined);
    })()`);

  it("waits on the phone, also when the page is closed, and is sent once when the net is back", async () => {
    const context = await opened.browser.newContext({
      viewport: { width: 375, height: 812 },
      isMobile: true,
      hasTouch: true,
    });
    let page = await context.newPage();
    const pages = `${origin}/h5/#/pages`;
    await page.goto(`${pages}/sign-in/index?as=${owner.wecomUserId}&to=${encodeURIComponent("/pages/today/index")}`);
    await page.waitForURL(/today/);
    await isKept(page);
    // Looked at once with a net, for its figures.
    await page.goto(`${pages}/report/index?keyResult=${keyResultId}`);
    await page.getByText("报上去").waitFor();
    await cut(context);
    for (const key of ["1", "2"]) await page.getByRole("button", { name: key, exact: true }).click();
    await page.getByText("报上去").click();
    await page.getByText("没有网络，已存在手机上").waitFor();
    await page.close();
    expect(await stored()).toBe(0);

    page = await context.newPage();
    await page.goto(`${pages}/report/index?keyResult=${keyResultId}`);
    await page.getByText("没有网络，已存在手机上").waitFor();
    await mend(context);
    await page.getByText("已送达").waitFor();
    await page.reload();
    await page.getByText("已送达").waitFor();
    expect(await stored()).toBe(1);
    await context.close();
  }, 60_000);
});
