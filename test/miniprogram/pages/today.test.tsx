import Taro from "@tarojs/taro";
import { fireEvent, render, screen } from "@testing-library/react";
import type { Today, TodayKeyResult } from "../../../miniprogram/src/lib/wire";
import { heroOf } from "../../../miniprogram/src/pages/today/heroOf";
import TodayPage from "../../../miniprogram/src/pages/today/index";

const keyResult: TodayKeyResult = {
  id: "k1",
  goalId: "g1",
  goalTitle: "九月销售",
  title: "GMV",
  kind: "increase",
  accumulation: "sum",
  isImported: false,
  unit: "元",
  start: "0",
  target: "100000",
  weight: 100,
  value: "5000",
  attainment: "5",
  pace: "58",
  status: "offTrack",
  gap: "95000",
  perDay: "9500",
  reportedOn: null,
  dueOn: null,
  today: "5000",
  yesterday: "0",
  isReportedToday: false,
};
const today: Today = {
  me: { id: "e1", name: "张三", isManager: false },
  day: "2026-09-16",
  isWorkDay: true,
  focusId: "k1",
  keyResults: [keyResult],
  due: [{ kind: "report", goalId: "g1", keyResultId: "k1", title: "GMV" }],
  dueCount: 1,
  waitingApprovals: 0,
  recognitions: [],
};
const answer = (statusCode: number, data: object) =>
  (Taro.request as jest.Mock).mockResolvedValue({ statusCode, data, header: {} });

describe("今日", () => {
  it("says today's number first: 今天 5,000 done, 95,000 to go (S197)", async () => {
    answer(200, today);
    const { container } = render(<TodayPage />);
    await screen.findByText("9,500");
    expect(container.textContent).toContain("今天已完成 5,000 元 · 本期还差 9.5 万元");
    expect(container.textContent).toContain("■ 落后");
  });

  it("goes to the report of that key result by one tap", async () => {
    answer(200, today);
    const { container } = render(<TodayPage />);
    await screen.findByText("9,500");
    fireEvent.click(container.querySelector(".today__focus .button")!);
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: "/pages/report/index?keyResult=k1" });
  });

  it("says what happened and offers another try", async () => {
    answer(500, { code: "system.failed", detail: "系统出错了" });
    render(<TodayPage />);
    await screen.findByText("系统出错了");
    answer(200, { ...today, keyResults: [], focusId: null, due: [], dueCount: 0 });
    fireEvent.click(screen.getByText("再试一次"));
    await screen.findByText(/还没有进行中的目标/);
  });

  it.each([
    ["a rest day", { isWorkDay: false }, {}, "休息日 · 本期还差", "9.5"],
    ["a report that is in", {}, { isReportedToday: true }, "今天已完成", "5,000"],
    ["a target that is reached", {}, { status: "reached", gap: "0", value: "120000" }, "这一项", "已达成"],
    [
      "a rate",
      {},
      { accumulation: "last", unit: "%", start: "1", target: "1.5", value: "1.3", gap: "0.2" },
      "还差",
      "0.2",
    ],
    ["something to be done", {}, { kind: "binary", value: null }, "这一项", "还没上报"],
  ] as const)("finds the number for %s", (_, day, change, caption, number) => {
    const hero = heroOf({ isWorkDay: true, ...day }, { ...keyResult, ...change });
    expect([hero.caption, hero.number]).toEqual([caption, number]);
  });
});
