import { fireEvent, render, screen, within } from "@testing-library/react";
import { ideaReturnReasons as onCard } from "../../../bot/cards/ideaReturnReasons";
import type { IdeaDetail } from "../../../miniprogram/src/lib/wire";
import IdeasPage from "../../../miniprogram/src/pages/ideas/index";
import { ideaReturnReasons } from "../../../miniprogram/src/pages/ideas/ReturnIdea";
import { askedFor, later, newPhone, Refusal, serve, told } from "./stubServer";

const nothing = { withdraw: false, accept: false, return: false, undo: false, plan: false };
const effect: NonNullable<IdeaDetail["effect"]> = {
  metric: { id: "m1", name: "转化率", unit: "%", isPerDay: false },
  subject: "department",
  startedOn: "2026-05-04",
  days: 7,
  state: "measured",
  before: "1.8",
  after: "3",
  change: "1.2",
  isBetter: true,
};
const idea = (change: Partial<IdeaDetail> = {}): IdeaDetail => ({
  id: "i1",
  text: "把赠品换成试用装，退货会少",
  state: "open",
  author: { id: "e1", name: "王芳" },
  decidedBy: null,
  decidedAt: null,
  note: null,
  asked: { id: "e2", name: "周燕" },
  onBehalfOf: null,
  effect: null,
  createdAt: "2026-05-04T02:00:00.000Z",
  abilities: nothing,
  metrics: [],
  ...change,
});
const quarter = { startsOn: "2026-04-01", endsOn: "2026-06-30", aim: 2, valid: 1 };
const list = (ideas: IdeaDetail[], waiting = 0) => ({ ideas, waiting, quarter });
const decided = { decidedBy: { id: "e2", name: "周燕" }, decidedAt: "2026-05-04T03:00:00.000Z", asked: null };

describe("建议箱", () => {
  beforeEach(() => {
    newPhone();
    serve({
      "GET /ideas?scope=mine": list([idea({ ...decided, state: "accepted", effect })], 3),
      "GET /ideas?scope=waiting": list([]),
    });
  });

  it("says how many count this quarter, how mine stand and what they did, in one call", async () => {
    render(<IdeasPage />);
    await screen.findByText("把赠品换成试用装，退货会少");
    expect(screen.getByText("每季度 2 条，再有 1 条就够了")).toBeTruthy();
    expect(screen.getByText("转化率 +1.2 个百分点")).toBeTruthy();
    expect(screen.getByText("● 已采纳")).toBeTruthy();
    expect(screen.getByText("有 3 条建议等你看")).toBeTruthy();
    expect(askedFor("GET")).toHaveLength(1);
  });

  it("says of sums that they are so much a day, and of rates nothing of the kind", async () => {
    const metric = { id: "m2", name: "GMV", unit: "元", isPerDay: true };
    const sales = { ...effect, metric, before: "20000", after: "2508.42", change: "-17491.58", isBetter: false };
    serve({ "GET /ideas?scope=mine": list([idea({ ...decided, state: "accepted", effect: sales })]) });
    const shown = render(<IdeasPage />);
    expect(await screen.findByText("GMV 日均 -17,491.58 元")).toBeTruthy();
    shown.unmount();
    for (const [of, caption] of [
      [sales, "GMV 日均"],
      [effect, "转化率"],
    ] as const) {
      newPhone({ id: "i1" });
      serve({ "GET /ideas/i1": idea({ ...decided, state: "accepted", effect: of }) });
      const page = render(<IdeasPage />);
      expect(await screen.findByText(caption)).toBeTruthy();
      page.unmount();
    }
  });

  it("says plainly that nothing waits", async () => {
    render(<IdeasPage />);
    fireEvent.click(await screen.findByText("等我看"));
    expect(await screen.findByText(/没有等你看的建议/)).toBeTruthy();
  });

  it("takes an idea of five characters or more, once however often it is pressed", async () => {
    const answer = later();
    serve({ "POST /ideas": answer.promise });
    render(<IdeasPage />);
    fireEvent.click(await screen.findByText("提一条建议"));
    const sheet = within(screen.getByText("怎么做会更好").closest<HTMLElement>(".sheet")!);
    const field = sheet.getByRole<HTMLTextAreaElement>("textbox");
    fireEvent.change(field, { target: { value: "太短了啊" } });
    fireEvent.click(sheet.getByText("交上去"));
    expect(askedFor("POST")).toEqual([]);
    fireEvent.change(field, { target: { value: " 把赠品换成试用装 " } });
    const button = sheet.getByText("交上去");
    for (let times = 0; times < 3; times++) fireEvent.click(button);
    await sheet.findByText("交上去…");
    answer.give(idea());
    await screen.findByText("把赠品换成试用装，退货会少");
    expect(askedFor("POST /ideas")).toMatchObject([
      { data: { text: "把赠品换成试用装" }, key: expect.stringMatching(/./) },
    ]);
    expect(told()).toEqual(["已交给主管，有结果会通知你"]);
  });
});

describe("One idea", () => {
  const show = async (given: IdeaDetail) => {
    newPhone({ id: "i1" });
    serve({ "GET /ideas/i1": given });
    render(<IdeasPage />);
    await screen.findByText(given.text);
  };

  it("says for whom it waits, and offers nothing to who may do nothing", async () => {
    await show(idea({ onBehalfOf: { id: "e3", name: "陈总" } }));
    expect(screen.getByText("等 周燕（代 陈总） 回复")).toBeTruthy();
    for (const word of ["采纳", "退回", "撤销"]) expect(screen.queryByText(word)).toBeNull();
  });

  it("is accepted in place, and taken back", async () => {
    await show(idea({ abilities: { ...nothing, accept: true, return: true } }));
    const accepted = idea({ ...decided, state: "accepted", abilities: { ...nothing, undo: true, plan: true } });
    serve({ "POST /ideas/i1/accept": accepted, "POST /ideas/i1/undo": idea() });
    fireEvent.click(screen.getByText("采纳"));
    fireEvent.click(await screen.findByText("撤销"));
    await screen.findByText("等 周燕 回复");
    expect(told()).toEqual(["已采纳，10 分钟内可以撤销", "已撤销，重新等你回复"]);
  });

  it("is taken back by its author while nobody has decided", async () => {
    await show(idea({ abilities: { ...nothing, withdraw: true } }));
    serve({ "POST /ideas/i1/withdraw": idea({ state: "withdrawn", asked: null }) });
    fireEvent.click(screen.getByText("撤回"));
    await screen.findByText("提出人已撤回");
    expect(screen.getByText("○ 已撤回")).toBeTruthy();
    expect(screen.queryByText("撤回")).toBeNull();
  });

  it("keeps its place where somebody else was faster, and says so", async () => {
    await show(idea({ abilities: { ...nothing, accept: true } }));
    serve({ "POST /ideas/i1/accept": new Refusal(409, "idea.decided", "这条建议已经有人处理过了") });
    fireEvent.click(screen.getByText("采纳"));
    await screen.findByText("采纳");
    expect(told()).toEqual(["这条建议已经有人处理过了"]);
  });

  it("is returned with a reason only, and the usual ones are those of the chat", async () => {
    expect([...ideaReturnReasons]).toEqual(onCard.filter(({ id }) => id !== "other").map(({ text }) => text));
    await show(idea({ abilities: { ...nothing, return: true } }));
    serve({ "POST /ideas/i1/return": idea({ ...decided, state: "returned", note: "已经在做了" }) });
    fireEvent.click(screen.getByText("退回"));
    const sheet = within(screen.getByText("退回 王芳 的建议").closest<HTMLElement>(".sheet")!);
    fireEvent.click(sheet.getByText("退回"));
    expect(askedFor("POST")).toEqual([]);
    fireEvent.click(sheet.getByText("已经在做了"));
    fireEvent.click(sheet.getByText("退回"));
    await screen.findByText(/退回，理由：已经在做了/);
    expect(askedFor("POST /ideas/i1/return")).toMatchObject([{ data: { reason: "已经在做了" } }]);
  });

  it("is planned to be measured by a metric that has to be chosen", async () => {
    const metrics = [{ id: "m1", name: "转化率", unit: "%" }];
    await show(idea({ ...decided, state: "accepted", abilities: { ...nothing, plan: true }, metrics }));
    serve({
      "POST /ideas/i1/effect": idea({ ...decided, state: "accepted", effect: { ...effect, state: "waiting" } }),
    });
    fireEvent.click(screen.getByText("设定怎么看效果"));
    const sheet = within(screen.getByText("看哪个指标").closest<HTMLElement>(".sheet")!);
    fireEvent.click(sheet.getByText("确定"));
    expect(askedFor("POST")).toEqual([]);
    fireEvent.click(sheet.getByText("转化率"));
    fireEvent.click(sheet.getByText("14 天"));
    fireEvent.click(sheet.getByText("确定"));
    await screen.findByText("看 转化率，5月4日起 7 天后见效果");
    expect(askedFor("POST /ideas/i1/effect")).toMatchObject([{ data: { metricId: "m1", days: 14 } }]);
  });

  it.each([
    [{}, "+1.2", "● 变好了"],
    [{ change: "-0.5", after: "1.3", isBetter: false }, "-0.5", "▲ 变差了"],
    [{ change: "0", after: "1.8", isBetter: null }, "没有变化", "没有变化"],
    [{ metric: { id: "m2", name: "GMV", unit: "元", isPerDay: true }, change: "12000" }, "+1.2", "● 变好了"],
  ])("with the effect %j says %s, %s, and what it is made of", async (change, figure, word) => {
    await show(idea({ ...decided, state: "accepted", effect: { ...effect, ...change } }));
    expect(screen.getAllByText(figure).length).toBeGreaterThan(0);
    expect(screen.getAllByText(word).length).toBeGreaterThan(0);
    expect(screen.getByText(/数据来自导入 · 提出人的部门/)).toBeTruthy();
  });
});
