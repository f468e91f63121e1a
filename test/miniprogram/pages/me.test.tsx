import Taro from "@tarojs/taro";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { outbox } from "../../../miniprogram/src/lib/outbox";
import MePage from "../../../miniprogram/src/pages/me/index";
import { me } from "./samples";
import { askedFor, newPhone, Refusal, serve, told } from "./stubServer";

const deputy = { id: "d1", person: { id: "e3", name: "孙磊" }, startsOn: "2026-10-01", endsOn: "2026-10-03" };
const sheet = () => within(document.querySelector<HTMLElement>(".sheet")!);

describe("我的", () => {
  beforeEach(() => newPhone());

  async function open(change: Parameters<typeof me>[0] = {}) {
    serve({ "GET /me": me(change) });
    const { container } = render(<MePage />);
    await screen.findAllByText("张三");
    return container;
  }

  it("says who one is and where the rest is found", async () => {
    const page = await open({ roles: ["hr"], isWechatBound: true });
    for (const words of ["运营一组 · 运营专员", "人事", "上级周燕", "班次按公司作息", "微信已绑定"])
      expect(page.textContent).toContain(words);
    fireEvent.click(screen.getByText("消息设置"));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: "/pages/settings/index" });
    for (const word of ["审批", "代理审批", "请人代审批"]) expect(screen.queryByText(word)).toBeNull();
  });

  it.each<[NonNullable<Parameters<typeof me>[0]>["roles"], string[]]>([
    [[], []],
    [["operator"], []],
    [["finance"], ["自动奖励"]],
    [["executive"], ["自动奖励"]],
    [["hr"], ["自动奖励", "表扬圈子"]],
  ])("leads %j to what is theirs to look after", async (roles, ways) => {
    await open({ roles });
    const all = ["自动奖励", "表扬圈子"];
    expect(all.filter((way) => screen.queryByText(way) !== null)).toEqual(ways);
  });

  it("lets a manager name a deputy: one person, from a day to a day not before it", async () => {
    serve({
      [`GET /people?query=${encodeURIComponent("孙")}`]: {
        people: [{ id: "e3", name: "孙磊", department: null, position: null }],
      },
      "POST /me/deputies": deputy,
    });
    await open({ isManager: true });
    fireEvent.click(screen.getByText("请人代审批"));
    fireEvent.change(sheet().getByRole("textbox"), { target: { value: "孙" } });
    fireEvent.click(await sheet().findByText("孙磊"));
    const [from] = sheet().getAllByRole<HTMLInputElement>("textbox");
    fireEvent.change(from!, { target: { value: "2099-10-01" } });
    const [, to] = sheet().getAllByRole<HTMLInputElement>("textbox");
    expect(to!.value).toBe("2099-10-01");
    fireEvent.change(to!, { target: { value: "2099-10-03" } });
    const send = sheet().getByText("确定");
    serve({ "GET /me": me({ isManager: true, deputies: [deputy] }) });
    for (let times = 0; times < 3; times++) fireEvent.click(send);
    await screen.findByText("孙磊 代我审批");
    expect(askedFor("POST /me/deputies")).toMatchObject([
      { data: { deputyId: "e3", startsOn: "2099-10-01", endsOn: "2099-10-03" } },
    ]);
    expect(told()).toEqual(["已请孙磊代审批"]);
  });

  it("ends it when asked twice, and says when that failed", async () => {
    serve({ "DELETE /me/deputies/d1": new Refusal(500, "system.failed", "系统出错了") });
    await open({ isManager: true, deputies: [deputy] });
    (Taro.showModal as jest.Mock).mockResolvedValueOnce({ confirm: false });
    fireEvent.click(screen.getByText("收回"));
    await waitFor(() => expect(Taro.showModal).toHaveBeenCalledTimes(1));
    expect(askedFor("DELETE")).toEqual([]);
    fireEvent.click(screen.getByText("收回"));
    await waitFor(() => expect(told()).toEqual(["系统出错了"]));
    expect(screen.getByText("孙磊 代我审批")).toBeTruthy();
    serve({ "DELETE /me/deputies/d1": {}, "GET /me": me({ isManager: true }) });
    fireEvent.click(screen.getByText("收回"));
    await waitFor(() => expect(screen.queryByText("孙磊 代我审批")).toBeNull());
  });

  it("shows a deputy for whom they decide, and the way there", async () => {
    await open({ standsInFor: [deputy] });
    expect(screen.getByText("我代 孙磊 审批")).toBeTruthy();
    fireEvent.click(screen.getByText("审批"));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: "/pages/approvals/index" });
  });

  it("warns of reports that were not sent before signing out, and stays where it could not sign out", async () => {
    await open();
    act(() => {
      outbox.add([
        {
          byId: "e1",
          keyResultId: "k1",
          operation: "add",
          amount: "30",
          confidence: null,
          note: null,
          files: [],
          title: "订单",
          unit: "单",
          forName: null,
        },
      ]);
    });
    serve({ "DELETE /session": Promise.reject(new Error("no net")) });
    fireEvent.click(await screen.findByText("退出登录"));
    await waitFor(() => expect(told()).toEqual(["现在连不上网，请稍后再试。"]));
    expect((Taro.showModal as jest.Mock).mock.calls[0][0].content).toContain("还有 1 条进度没有发出");
    expect(Taro.reLaunch).not.toHaveBeenCalled();
    serve({ "DELETE /session": {} });
    fireEvent.click(await screen.findByText("退出登录"));
    await waitFor(() => expect(Taro.reLaunch).toHaveBeenCalledWith({ url: "/pages/sign-in/index" }));
  });
});
