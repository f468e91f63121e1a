import Taro from "@tarojs/taro";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import * as inBrowser from "../../../miniprogram/src/lib/confirmTransfer.h5";
import IncomePage from "../../../miniprogram/src/pages/income/index";
import { askedFor, newPhone, serve, told } from "./stubServer";

const phone = Taro as unknown as {
  canIUse: jest.Mock<boolean, [string]>;
  requestMerchantTransfer: jest.Mock;
};
const wx = globalThis as { wx?: unknown };
const browser = window as unknown as { WeixinJSBridge?: { invoke: jest.Mock } };

const confirm = { mchId: "1900000109", appId: "wxdabiao", package: "opens-the-page" };
const part = {
  id: "p1",
  reason: "零差错",
  giver: { id: "e2", name: "周燕" },
  at: "2026-05-04T02:00:00.000Z",
  amountFen: 880,
  state: "paying",
  confirm,
};
const got = (...parts: object[]) => serve({ "GET /me/packets": { parts } });

describe("我收到的红包, where one is to be taken in WeChat", () => {
  beforeEach(() => {
    newPhone();
    phone.canIUse.mockReset().mockReturnValue(true);
    phone.requestMerchantTransfer.mockReset();
  });
  afterEach(() => {
    delete wx.wx;
  });

  it("opens WeChat's page with what the server told, and asks anew when the person is back", async () => {
    got(part, { ...part, id: "p2", confirm: null });
    render(<IncomePage />);
    expect(await screen.findByText("还有 1 个待收款，24 小时内收款")).toBeTruthy();
    expect(screen.getByText("◆ 待收款")).toBeTruthy();
    expect(screen.getByText("▲ 发放中")).toBeTruthy();
    const asked = askedFor("GET").length;
    got({ ...part, state: "received", confirm: null });
    phone.requestMerchantTransfer.mockImplementation(({ success }: { success(): void }) => success());
    fireEvent.click(screen.getByText("收款"));
    expect(await screen.findByText("● 已领取")).toBeTruthy();
    expect(phone.requestMerchantTransfer.mock.calls[0][0]).toMatchObject(confirm);
    expect(askedFor("GET").length).toBe(asked + 1);
    expect(screen.queryByText("收款")).toBeNull();
  });

  it.each([
    ["requestMerchantTransfer:fail cancel", []],
    ["requestMerchantTransfer:close", []],
    ["requestMerchantTransfer:fail package error", ["收款页面没有打开，请下拉刷新后再试"]],
  ])("after %s asks anew, and says what went wrong only where something did", async (errMsg, words) => {
    got(part);
    render(<IncomePage />);
    const button = await screen.findByText("收款");
    const asked = askedFor("GET").length;
    phone.requestMerchantTransfer.mockImplementation(({ fail }: { fail(error: object): void }) => fail({ errMsg }));
    fireEvent.click(button);
    await waitFor(() => expect(askedFor("GET").length).toBe(asked + 1));
    expect(told()).toEqual(words);
    expect(screen.getByText("收款")).toBeTruthy();
  });

  it.each<[string, () => void, object, string]>([
    ["an old WeChat", () => phone.canIUse.mockReturnValue(false), {}, "微信版本太旧，请先更新微信再来收款"],
    [
      "WeCom",
      () => {
        wx.wx = { qy: { login: () => undefined } };
      },
      {},
      "请在微信里打开“达标”小程序收款",
    ],
    ["another mini-program", () => undefined, { appId: "wxanother" }, "请在微信里打开“达标”小程序收款"],
    [
      "a mini-program, of one for the company's pages",
      () => undefined,
      { appId: "ww0123456789abcdef" },
      "请在微信里进入企业微信插件，打开“达标”收款",
    ],
    [
      "the demo",
      () => undefined,
      { appId: "ww0", package: "sandbox-B1" },
      "这是演示环境，请到沙箱的聊天里打开这个红包",
    ],
  ])("says in %s where it is taken, and offers no button", async (_, prepare, change, words) => {
    prepare();
    got({ ...part, confirm: { ...confirm, ...change } });
    render(<IncomePage />);
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.queryByText("收款")).toBeNull();
  });
});

describe("Taking a transfer on a page in a browser", () => {
  const ofCompany = { ...confirm, appId: "ww0123456789abcdef" };
  const agent = jest.spyOn(navigator, "userAgent", "get");
  beforeEach(() => {
    newPhone();
    agent.mockReturnValue("Mozilla/5.0 (iPhone) MicroMessenger/8.0.50");
    browser.WeixinJSBridge = { invoke: jest.fn((_name, _asked, answered) => answered({ err_msg: "x:ok" })) };
  });
  afterAll(() => {
    delete browser.WeixinJSBridge;
    agent.mockRestore();
  });

  it("is possible in WeChat's own, by its bridge", async () => {
    expect(inBrowser.transferHint(ofCompany)).toBeUndefined();
    await inBrowser.confirmTransfer({ ...ofCompany });
    const [name, asked] = browser.WeixinJSBridge!.invoke.mock.calls[0];
    expect([name, asked]).toEqual(["requestMerchantTransfer", ofCompany]);
    expect(told()).toEqual([]);
  });

  it("says so when WeChat does not open it", async () => {
    browser.WeixinJSBridge!.invoke.mockImplementation((_name, _asked, answered) => answered({ err_msg: "x:fail" }));
    await inBrowser.confirmTransfer(ofCompany);
    expect(told()).toEqual(["收款页面没有打开，请下拉刷新后再试"]);
  });

  it("is not possible in WeCom's, nor in any other: it says where it is", () => {
    agent.mockReturnValue("Mozilla/5.0 (iPhone) wxwork/4.1 MicroMessenger/7.0.1");
    expect(inBrowser.transferHint(ofCompany)).toBe("请在微信里进入企业微信插件，打开“达标”收款");
    delete browser.WeixinJSBridge;
    agent.mockReturnValue("Mozilla/5.0 Chrome/130");
    expect(inBrowser.transferHint(confirm)).toBe("请在微信里打开“达标”小程序收款");
    expect(inBrowser.transferHint({ ...ofCompany, package: "sandbox-B1" })).toBe(
      "这是演示环境，请到沙箱的聊天里打开这个红包",
    );
  });
});
