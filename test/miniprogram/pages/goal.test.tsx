import Taro from "@tarojs/taro";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import GoalPage from "../../../miniprogram/src/pages/goal/index";
import { goal, goalDetail, keyResult } from "./samples";
import { askedFor, newPhone, Refusal, serve, told } from "./stubServer";

const checkIn = {
  id: "r1",
  keyResultId: "k1",
  operation: "add" as const,
  amount: "30",
  day: "2026-09-15",
  confidence: 7,
  note: "下午两场直播",
  source: "web" as const,
  by: { id: "e2", name: "周燕" },
  at: "2026-09-15T09:40:00.000Z",
  retractedAt: null,
  isOnBehalf: true,
  attachments: [],
  abilities: { retract: true },
};
const allowed = (abilities: Parameters<typeof goal>[0] & object) => goal(abilities).abilities;

describe("目标", () => {
  beforeEach(() => newPhone({ id: "g1" }));

  async function open(change: Parameters<typeof goalDetail>[0] = {}) {
    serve({ "GET /goals/g1": goalDetail(change) });
    const page = render(<GoalPage />);
    await screen.findAllByText("老客回购翻一番");
    return page.container;
  }

  it("says how it stands, what it serves and whom it waits for", async () => {
    const page = await open({
      waitingFor: { id: "e2", name: "周燕" },
      path: [{ id: "g0", title: "部门 GMV", level: "department", owner: { id: "e2", name: "周燕" }, progress: null }],
    });
    expect(page.textContent).toContain("等 周燕 审批");
    expect(page.textContent).toContain("120 单");
    expect(page.textContent).toContain("还差 180 单");
    expect(page.textContent).toContain("▲ 有风险");
    fireEvent.click(screen.getByText("部门 GMV"));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: "/pages/goal/index?id=g0" });
  });

  it("offers nothing to who may do nothing", async () => {
    await open();
    for (const word of ["撤回", "修改", "提交审批", "退回", "通过", "撤销通过", "报进度", "求助"])
      expect(screen.queryByText(word)).toBeNull();
  });

  it.each([
    ["通过", { approve: true }, "POST /goals/g1/approve", "已通过，10 分钟内可以撤销"],
    ["撤销通过", { undoApproval: true }, "POST /goals/g1/undo-approval", "已撤销通过"],
    ["提交审批", { submit: true }, "POST /goals/g1/submit", "已提交"],
    ["撤回", { withdraw: true }, "POST /goals/g1/withdraw", "已撤回"],
  ])("%s: once, and shows the goal as it is since", async (word, abilities, call, said) => {
    serve({ [call]: goal() });
    const page = await open({ abilities: allowed({ abilities }) });
    expect([...page.querySelectorAll(".page__footer .button")].map(({ textContent }) => textContent)).toEqual([word]);
    serve({ "GET /goals/g1": goalDetail() });
    const button = screen.getByText(word);
    for (let times = 0; times < 3; times++) fireEvent.click(button);
    await waitFor(() => expect(screen.queryByText(word)).toBeNull());
    expect(askedFor(call)).toHaveLength(1);
    expect(told()).toEqual([said]);
  });

  it("asks before it withdraws, and does not when told so", async () => {
    (Taro.showModal as jest.Mock).mockResolvedValueOnce({ confirm: false });
    await open({ abilities: allowed({ abilities: { withdraw: true } }) });
    fireEvent.click(screen.getByText("撤回"));
    await screen.findByText("撤回");
    expect(askedFor("POST")).toEqual([]);
  });

  it("keeps its buttons and says why when the server refuses", async () => {
    serve({ "POST /goals/g1/approve": new Refusal(500, "system.failed", "系统出错了") });
    await open({ abilities: allowed({ abilities: { approve: true } }) });
    fireEvent.click(screen.getByText("通过"));
    await waitFor(() => expect(told()).toEqual(["系统出错了"]));
    await screen.findByText("通过");
  });

  it("asks for help in words, and lets those above answer", async () => {
    serve({ "POST /goals/g1/comments": {} });
    await open({ abilities: allowed({ abilities: { comment: true } }) });
    fireEvent.click(screen.getByText("求助"));
    fireEvent.click(screen.getByText("发送"));
    expect(askedFor("POST")).toEqual([]);
    fireEvent.change(screen.getByRole("textbox"), { target: { value: " 预算不够 " } });
    fireEvent.click(screen.getByText("发送"));
    await waitFor(() => expect(told()).toEqual(["已告诉上级"]));
    expect(askedFor("POST /goals/g1/comments")).toMatchObject([{ data: { kind: "problem", text: "预算不够" } }]);
  });

  it("shows who reported for whom, and lets the owner take back what is not theirs", async () => {
    serve({ "DELETE /check-ins/r1": {} });
    const page = await open({ checkIns: [checkIn] });
    expect(page.textContent).toContain("+30 单");
    expect(page.textContent).toContain("周燕 代 张三 报");
    expect(page.textContent).toContain("信心 7/10");
    expect(page.textContent).toContain("下午两场直播");
    serve({ "GET /goals/g1": goalDetail({ checkIns: [{ ...checkIn, retractedAt: "2026-09-16T01:00:00.000Z" }] }) });
    fireEvent.click(screen.getByText("不是我的数，撤回"));
    await screen.findByText("已撤回");
    expect(askedFor("DELETE /check-ins/r1")).toHaveLength(1);
    expect(screen.queryByText("不是我的数，撤回")).toBeNull();
  });

  it("leads to the report of a key result that is reported by hand", async () => {
    await open({
      abilities: allowed({ abilities: { report: true } }),
      keyResults: [
        { ...keyResult(), trend: [] },
        { ...keyResult({ id: "k2", title: "导入的", isImported: true }), trend: [] },
      ],
    });
    const [button, ...more] = screen.getAllByText("报进度");
    expect(more).toEqual([]);
    fireEvent.click(button!);
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: "/pages/report/index?keyResult=k1" });
  });

  it("says that the link was cut off", async () => {
    newPhone();
    render(<GoalPage />);
    await screen.findByText("链接不完整，请回到聊天里重新点开。");
  });
});
