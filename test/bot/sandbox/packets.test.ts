import type { Browser } from "playwright-core";
import { describeBrowser, openBrowser } from "../../browser";
import { billOf } from "../pay/bill";
import { PayStage } from "../pay/PayStage";
import { PhonePage } from "./PhonePage";

describe("packets in the sandbox's chats", () => {
  let stage: PayStage;
  beforeEach(async () => {
    stage = await PayStage.start();
  });
  afterEach(() => stage.stop());

  const { billNo } = billOf();
  const shown = (userId: string) => stage.standIn.chat(userId).map(({ kind, content }) => ({ kind, content }));
  const open = async (userId: string) => {
    const response = await stage.standIn.control("open-packet", { userId, billNo });
    return ((await response.json()) as { result: { opened: boolean } }).result.opened;
  };

  it("shows a packet to whom it is for, once, and the amount when it is open", async () => {
    await stage.red.send(billOf());
    await stage.red.send(billOf());
    const packet = { billNo, wishing: "上新又快又准", protocol: "wecom" };
    expect(shown("ann")).toEqual([{ kind: "packet", content: { ...packet, state: "waiting" } }]);
    expect(shown("bob")).toEqual([]);
    expect(await open("bob")).toBe(false);
    expect(await open("ann")).toBe(true);
    expect(await open("ann")).toBe(false);
    expect(shown("ann")).toEqual([{ kind: "packet", content: { ...packet, state: "received", amountFen: 1000 } }]);
  });

  it("shows that a packet went back when it was left lying for a day", async () => {
    await stage.red.send(billOf());
    stage.clock.forward(24 * 3_600_000);
    await fetch(`${stage.standIn.origin}/sandbox/control/state`);
    expect(shown("ann")).toMatchObject([{ content: { state: "refunded" } }]);
    expect(await open("ann")).toBe(false);
  });

  it("shows no packet that failed", async () => {
    await stage.during("payFailed", () => stage.red.send(billOf()));
    expect(shown("ann")).toEqual([]);
  });

  it("turns the provider's faults on and off, and knows no others", async () => {
    const put = (name: string, on: boolean) => stage.standIn.control("pay-fault", { name, on });
    await put("payNotEnough", true);
    expect(await stage.red.send(billOf())).toMatchObject({ error: "NOTENOUGH" });
    await put("payNotEnough", false);
    expect(await stage.red.send(billOf())).toMatchObject({ kind: "accepted" });
    expect((await put("other", true)).status).toBe(400);
  });
});

describeBrowser("the sandbox's page with packets", () => {
  jest.setTimeout(60_000);
  let stage: PayStage;
  let browser: Browser;
  let closeBrowser: () => Promise<void>;
  let page: PhonePage;

  beforeAll(async () => {
    stage = await PayStage.start();
    ({ browser, close: closeBrowser } = await openBrowser());
    page = await PhonePage.open(browser, stage.standIn.origin, ["ann", "bob", "cat"]);
  });
  afterAll(async () => {
    await closeBrowser?.();
    await stage?.stop();
  });

  it("lets a red packet be opened by one tap in the chat it came to", async () => {
    await stage.red.send(billOf());
    const packet = page.card("ann", "企业微信红包");
    await packet.waitFor();
    expect(await packet.innerText()).not.toContain("10.00");
    await packet.getByRole("button", { name: "打开红包" }).click();
    await packet.getByText("已领取").waitFor();
    expect(await packet.innerText()).toContain("10.00 元");
    expect(stage.desk.books()).toMatchObject([{ state: "received" }]);
    expect(page.complaints).toEqual([]);
  });

  it("lets a transfer be confirmed", async () => {
    await stage.transfer.send(billOf({ billNo: "T1", openid: "oSandbox-bob", amountFen: 5 * 100 }));
    const transfer = page.card("bob", "商家转账");
    await transfer.getByRole("button", { name: "确认收款" }).click();
    await transfer.getByText("已收款").waitFor();
    expect(await stage.transfer.query("T1")).toMatchObject({ kind: "received" });
    expect(page.complaints).toEqual([]);
  });

  it("offers the provider's faults beside WeCom's", async () => {
    await page.page.locator("#faults summary").click();
    await page.page.getByLabel("商户余额不足").check();
    await page.page.getByText("已打开 1 个").waitFor();
    expect([...stage.desk.faults]).toEqual(["payNotEnough"]);
  });
});
