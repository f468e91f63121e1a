import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Demo } from "../bot/sandbox/Demo";
import { describeBrowser, openBrowser } from "../browser";
import { photo } from "../server/uploads";
import { buildWeapp } from "./buildWeapp";
import { Harness, type MiniProgram, type Phone } from "./Harness";
import { signInCode } from "./signInCode";

/** Opened on the way of the stories: nothing leads to them without saying whose. */
const needParameters = ["pages/goal/index", "pages/person/index"];

describeBrowser("the compiled mini-program, run by WeChat's own framework", () => {
  let demo: Demo;
  let opened: Awaited<ReturnType<typeof openBrowser>>;
  let harness: Harness;
  const phones: MiniProgram[] = [];
  beforeAll(async () => {
    demo = await Demo.start(new Date());
    opened = await openBrowser();
    harness = await Harness.create(opened.browser, demo.origin);
  }, 300_000);
  afterAll(async () => {
    await opened?.close();
    await demo?.stop();
  });
  afterEach(async () => {
    const complaints = phones.flatMap((phone) => phone.complaints);
    await Promise.all(phones.splice(0).map((phone) => phone.close()));
    expect(complaints).toEqual([]);
  });

  const open = async (userId: string | undefined, view: Omit<Phone, "issueCode"> = {}) => {
    const phone = await harness.open({ ...view, ...(userId && { issueCode: () => signInCode(demo.origin, userId) }) });
    phones.push(phone);
    return phone;
  };
  /** What the chat answers to 绑定. */
  const bindingCode = async (userId: string): Promise<string> => {
    await fetch(`${demo.origin}/sandbox/control/say`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ userId, text: "绑定" }),
    });
    for (;;) {
      const state = JSON.stringify(await (await fetch(`${demo.origin}/sandbox/control/state`)).json());
      const [, code] = /绑定码：(\w+)（/.exec(state) ?? [];
      if (code) return code;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  let isBound = false;
  /** The one WeChat account there is, bound by whichever test comes first. */
  const bind = async (phone: MiniProgram) => {
    await phone.field("绑定码").fill(await bindingCode("chenxue"));
    await phone.tap("绑定并登录");
    isBound = true;
  };
  const press = async (phone: MiniProgram, digits: string) => {
    for (const digit of digits) await phone.top.locator(".pad__key").getByText(digit, { exact: true }).click();
  };

  it("signs in by wx.qy.login, shows what is left today, takes a report and shows it", async () => {
    const phone = await open("zhangsan");
    await phone.sees("等我处理 2 项");
    await phone.tap("报进度");
    await press(phone, "100");
    await phone.tap("报上去");
    await phone.sees(/已送达/);
    expect([await phone.path(), await phone.depth()]).toEqual(["pages/report/index", 2]);

    await phone.back();
    await phone.sees("等我处理 1 项");
    await phone.tap("GMV");
    await phone.sees(/100 元/);
    expect(await phone.path()).toBe("pages/goal/index");
  }, 60_000);

  it("proposes a goal which the manager's phone approves", async () => {
    const phone = await open("zhangsan", { first: "pages/goals/index" });
    await phone.tap("新目标");
    await phone.field("目标").fill("老客回购翻一番");
    await phone.field("看什么").fill("老客订单");
    await phone.field("到").fill("300");
    await phone.field("单位").fill("单");
    await phone.top.getByText("去掉", { exact: true }).last().click();
    await phone.tap("提交审批");
    await phone.sees("等 周燕 审批");
    // The form is gone: back leads to the list.
    expect([await phone.path(), await phone.depth()]).toEqual(["pages/goal/index", 2]);

    const manager = await open("zhouyan", { first: "pages/approvals/index" });
    const card = manager.top.locator(".approval", { hasText: "老客回购翻一番" });
    await card.getByText("通过", { exact: true }).click();
    await manager.sees(/已通过/);

    await phone.pullDown();
    await phone.sees(/周燕 通过/);
  }, 60_000);

  it("moves a draft to a longer cycle, as a challenge", async () => {
    const phone = await open("suqing", { first: "pages/goals/index" });
    await phone.tap("新目标");
    await phone.field("目标").fill("主图点击率做到 8%");
    await phone.field("看什么").fill("点击率");
    await phone.field("到").fill("8");
    await phone.top.getByText("去掉", { exact: true }).last().click();
    await phone.tap("存草稿");
    await phone.sees(/ · \d{4}年\d+月 · 个人目标$/);
    await phone.tap("修改");
    await phone.tap(/^\d{4}年.季度$/);
    await phone.tap("挑战型");
    await phone.tap("存草稿");
    await phone.sees(/ · \d{4}年.季度 · 个人目标 · 挑战型$/);
  }, 60_000);

  it("keeps a report without a net, over being killed, and sends it once when the net is back", async () => {
    const phone = await open("liuyang");
    await phone.tap("报进度");
    await phone.sees("报上去");
    await phone.setOffline(true);
    await press(phone, "7");
    await phone.tap("报上去");
    await phone.sees(/已存在手机上/);
    await phone.restart();
    await phone.setOffline(false);
    await phone.sees("报进度");
    await phone.tap("报进度");
    await phone.sees(/已送达/);
    expect(await phone.top.getByText(/已送达/).count()).toBe(1);
  }, 60_000);

  it("sends a photo and a file along with a report, and shows them on the goal", async () => {
    const album = [
      { name: "IMG_0001.jpg", bytes: await photo() },
      { name: "盘点.pdf", bytes: Buffer.from("%PDF-1.4 of the harness") },
    ];
    const phone = await open("luoqiang", { album });
    await phone.tap("报进度");
    await phone.tap(/^备注、信心、照片/);
    await phone.tap("加照片");
    await phone.sees("照片.jpg");
    await phone.tap("加文件");
    await phone.sees("盘点.pdf");
    // Nothing is chosen any more: WeChat says so as a failure, which is none.
    await phone.tap("加照片");
    await press(phone, "0.1");
    await phone.setOffline(true);
    await phone.tap("报上去");
    await phone.sees(/已存在手机上/);

    // What was chosen is still on the phone, although its temporary place is gone.
    await phone.restart();
    await phone.setOffline(false);
    await phone.sees("报进度");
    await phone.tap("报进度");
    await phone.sees(/已送达/);
    await phone.back();
    await phone.tap("差错率");
    await phone.sees("盘点.pdf");
    const picture = phone.top.getByRole("button", { name: "查看照片 照片.jpg" });
    expect(await picture.locator("img").evaluate(seenSize)).toEqual([683, 2048]);
    await picture.click();
    const shown = phone.page.locator(".harness-preview");
    expect(await shown.evaluate(seenSize)).toEqual([683, 2048]);
    await shown.click();
    await phone.tap("盘点.pdf");
    await phone.page.getByText("23 bytes").click();
  }, 60_000);

  it("says in words why a photo was refused, and takes the report without it", async () => {
    const heic = Buffer.concat([Buffer.from("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "latin1"), Buffer.alloc(64)]);
    const phone = await open("pengtao", { album: [{ name: "IMG_0002.heic", bytes: heic }] });
    await phone.tap("报进度");
    await phone.tap(/^备注、信心、照片/);
    await phone.tap("加照片");
    await phone.sees("照片.heic");
    await press(phone, "35");
    await phone.tap("报上去");
    await phone.sees(/HEIC 照片打不开.*原图/);
    await phone.tap("改一改");
    await phone.tap("去掉");
    await phone.tap("报上去");
    await phone.sees(/已送达/);
  }, 60_000);

  it("tells those who cannot see the screen what everything is that can be pressed", async () => {
    const phone = await open("tangli");
    await phone.sees("报进度");
    await phone.top.getByRole("img", { name: /./ }).first().waitFor();
    await phone.top.getByRole("button", { name: "报进度" }).first().click();
    await phone.top.getByRole("button", { name: "删一位" }).waitFor();
    const sign = phone.top.getByRole("button", { name: "正负" });
    expect(await sign.getAttribute("aria-pressed")).toBe("false");
    await sign.click();
    await phone.top.locator('[aria-label="正负"][aria-pressed="true"]').waitFor();
    await phone.top.getByRole("status", { name: /^已输入/ }).waitFor();
    const send = phone.top.getByRole("button", { name: "报上去", exact: true });
    expect(await send.getAttribute("aria-disabled")).toBe("true");
    await press(phone, "1");
    await phone.top.locator(".button--primary:not([aria-disabled])", { hasText: "报上去" }).waitFor();
    await phone.tap(/^备注、信心、照片/);
    await phone.top.getByRole("textbox", { name: "备注" }).waitFor();

    const settings = await open("tangli", { first: "pages/settings/index" });
    const reminder = settings.top.getByRole("switch", { name: "早上提醒" });
    expect(await reminder.getAttribute("aria-checked")).toBe("true");
    await reminder.click();
    await settings.top.locator('[role="switch"][aria-checked="false"]').waitFor();
  }, 60_000);

  it("asks for a binding code in WeChat, where WeCom's sign-in is not, and signs in by the one from the chat", async () => {
    const phone = await open(undefined);
    await phone.sees("绑定微信");
    await phone.field("绑定码").fill("no-such-code");
    await phone.tap("绑定并登录");
    await phone.page.locator(".harness-toast").waitFor();
    expect(await phone.path()).toBe("pages/sign-in/index");

    await bind(phone);
    await phone.sees("报进度");
    await phone.restart();
    await phone.sees("报进度");
  }, 60_000);

  it("takes a transfer by wx.requestMerchantTransfer in WeChat, and shows then what the server says of it", async () => {
    const phone = await open(undefined, { first: "pages/income/index" });
    if (!isBound) {
      await bind(phone);
      await phone.sees("报进度");
    }
    const confirm = { mchId: "1900000109", appId: "wxharness", package: "opens/the+page==" };
    const part = { id: "p1", reason: "大促零差错", amountFen: 880, giver: null, at: new Date().toISOString() };
    // The demo's own merchant knows no other mini-program.
    await phone.page.route("**/api/v1/me/packets", async (route) => {
      const isTaken = (await phone.page.evaluate("window.transfers.length")) === 1;
      const now = isTaken ? { state: "received", confirm: null } : { state: "paying", confirm };
      await route.fulfill({ json: { parts: [{ ...part, ...now }] } });
    });
    await phone.restart();
    await phone.sees("◆ 待收款");
    await phone.tap("收款");
    await phone.sees("● 已领取");
    expect(await phone.page.evaluate("window.transfers")).toEqual([confirm]);
  }, 60_000);

  it("signs out after WeChat's dialogue was answered", async () => {
    const phone = await open("chenxue");
    await phone.sees("报进度");
    await phone.tab("我的");
    await phone.tap("退出登录");
    await phone.answer("不退出");
    await phone.sees("陈雪");
    await phone.tap("退出登录");
    await phone.answer("退出");
    await phone.page.waitForFunction('phone.stack.top.path === "pages/sign-in/index"');
    expect(await phone.depth()).toBe(1);
  }, 60_000);

  it("moves a reminder on WeChat's wheel and is still so when opened anew", async () => {
    const phone = await open("zhangsan", { first: "pages/settings/index" });
    await phone.tap("时间");
    const wheel = phone.page.locator(".harness-picker");
    const times = await wheel.locator("option").allTextContents();
    await wheel.locator("select").selectOption({ index: 0 });
    await wheel.getByText("确定").click();
    await phone.sees(times[0]!);
    await phone.restart();
    await phone.sees(times[0]!);
  }, 60_000);

  it("opens every page in the dark without a complaint, its bar in the dark's colours", async () => {
    const { pages }: { pages: string[] } = JSON.parse(readFileSync(join(await buildWeapp(), "app.json"), "utf8"));
    for (const first of pages.filter((page) => !needParameters.includes(page))) {
      const phone = await open("zhouyan", { first, scheme: "dark" });
      await phone.top.locator(".page").waitFor();
      await phone.top.locator(".skeleton").first().waitFor({ state: "detached" });
      expect(`${first}: ${(await phone.top.innerText()).length > 0}`).toBe(`${first}: true`);
      expect(await phone.page.locator(".harness-bar").evaluate((bar) => bar.style.background)).toBe("rgb(24, 32, 38)");
      await phone.close();
    }
  }, 120_000);
});

/** Width and height of a picture once it is there. */
const seenSize = async (image: { decode(): Promise<void>; naturalWidth: number; naturalHeight: number }) => {
  await image.decode();
  return [image.naturalWidth, image.naturalHeight];
};
