import Taro from "@tarojs/taro";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { packetReturnReasons as onCard } from "../../../bot/cards/packetReturnReasons";
import { otherReason } from "../../../bot/cards/returnReasons";
import { yuanText as inChat } from "../../../bot/cards/yuanText";
import type { Budget, Packet, PacketPart } from "../../../miniprogram/src/lib/wire";
import { budgetText, fenOf, yuanText } from "../../../miniprogram/src/lib/yuan";
import ApprovalsPage from "../../../miniprogram/src/pages/approvals/index";
import BudgetsPage from "../../../miniprogram/src/pages/budgets/index";
import { addMonths } from "../../../miniprogram/src/pages/budgets/month";
import GivePage from "../../../miniprogram/src/pages/give/index";
import IncomePage from "../../../miniprogram/src/pages/income/index";
import PacketsPage from "../../../miniprogram/src/pages/packets/index";
import { packetReturnReasons } from "../../../miniprogram/src/pages/packets/packetReturnReasons";
import { askedFor, later, newPhone, Refusal, serve, told } from "./stubServer";

const part = (change: Partial<PacketPart> = {}): PacketPart => ({
  id: "p1",
  receiver: { id: "e1", name: "张三" },
  amountFen: 4_000,
  state: "waiting",
  problem: null,
  abilities: { resume: false, giveUp: false, notPaid: false, wasPaid: false },
  ...change,
});

const packet = (change: Partial<Packet> = {}): Packet => ({
  id: "k1",
  giver: { id: "e2", name: "周燕" },
  team: null,
  split: "single",
  totalFen: 4_000,
  reason: "大促当晚零差错",
  value: null,
  state: "requested",
  requestedAt: "2026-05-04T02:00:00.000Z",
  budget: { department: "运营部", month: "2026-05", leftFen: 96_000 },
  parts: [part()],
  approvalsNeeded: 2,
  approvals: [],
  abilities: { approve: false, return: false, cancel: false, settle: false },
  ...change,
});

const going = { isFrozen: false, reason: null, mayFreeze: false };
const agree = () => (Taro.showModal as jest.Mock).mockResolvedValue({ confirm: true });

describe("红包", () => {
  beforeEach(() => newPhone());

  it("lists mine with how much, for whom and how each stands, in one call", async () => {
    const parts = [part({ state: "received" }), part({ id: "p2", state: "failed" })];
    const team = packet({ id: "k2", team: { id: "d1", name: "运营一组" }, split: "lucky", state: "approved", parts });
    serve({ "GET /packets?scope=given": { packets: [packet(), team], payouts: going } });
    render(<PacketsPage />);
    expect(await screen.findByText("○ 待审批")).toBeTruthy();
    expect(screen.getByText("运营一组 2 人 · 拼手气")).toBeTruthy();
    expect(screen.getByText("■ 1 个没有发出")).toBeTruthy();
    expect(screen.queryByText("待处理")).toBeNull();
    expect(askedFor("GET")).toHaveLength(1);
  });

  it("says that payouts are frozen and why, and lets who keeps the money let them go on", async () => {
    const frozen = { isFrozen: true, reason: "operator", mayFreeze: true };
    serve({
      "GET /packets?scope=given": { packets: [], payouts: frozen },
      "POST /payouts/go": { ...going, mayFreeze: true },
    });
    agree();
    render(<PacketsPage />);
    expect(await screen.findByText(/有人按下了停止/)).toBeTruthy();
    expect(screen.getByText("待处理")).toBeTruthy();
    fireEvent.click(screen.getByText("放行"));
    await screen.findByText("你还没有发过红包。做得好的同事，当天就可以发一个。");
    expect(askedFor("POST").map(({ call }) => call)).toEqual(["POST /payouts/go"]);
  });

  it("shows the fifty before them when asked for, and as many again when one comes back", async () => {
    const page = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => packet({ id: `k${from - index}`, reason: `第 ${from - index} 个` }));
    serve({
      "GET /packets?scope=given": { packets: page(130, 50), payouts: going },
      "GET /packets?scope=given&after=k81": { packets: page(80, 50), payouts: going },
      "GET /packets?scope=given&after=k31": { packets: page(30, 30), payouts: going },
    });
    // A browser says by its focus that the page is looked at again.
    process.env.TARO_ENV = "h5";
    render(<PacketsPage />);
    Reflect.deleteProperty(process.env, "TARO_ENV");
    await screen.findByText("第 81 个");
    expect(screen.queryByText("第 80 个")).toBeNull();
    for (let times = 0; times < 3; times++) fireEvent.click(screen.getByText(/^更早的/));
    await screen.findByText("第 31 个");
    expect(askedFor("GET")).toHaveLength(2);
    fireEvent.click(await screen.findByText("更早的"));
    await screen.findByText("第 1 个");
    expect(screen.queryByText("更早的")).toBeNull();
    serve({ "GET /packets?scope=given": { packets: page(131, 50), payouts: going } });
    serve({ "GET /packets?scope=given&after=k82": { packets: page(81, 50), payouts: going } });
    serve({ "GET /packets?scope=given&after=k32": { packets: page(31, 31), payouts: going } });
    fireEvent.focus(window);
    await screen.findByText("第 131 个");
    expect(screen.getByText("第 1 个")).toBeTruthy();
  });

  it("keeps what is shown where the next ones do not come, and says so", async () => {
    const packets = Array.from({ length: 50 }, (_, index) => packet({ id: `k${index}`, reason: `第 ${index} 个` }));
    serve({
      "GET /packets?scope=given": { packets, payouts: going },
      "GET /packets?scope=given&after=k49": new Refusal(500, "system.failed", "没有成功"),
    });
    render(<PacketsPage />);
    fireEvent.click(await screen.findByText("更早的"));
    await screen.findByText("更早的");
    expect(told()).toEqual(["没有成功"]);
    expect(screen.getByText("第 0 个")).toBeTruthy();
  });

  it("offers everybody else no switch", async () => {
    serve({
      "GET /packets?scope=given": { packets: [], payouts: { isFrozen: true, reason: "merchant", mayFreeze: false } },
    });
    render(<PacketsPage />);
    await screen.findByText("■ 红包发放已暂停");
    expect(screen.queryByText("放行")).toBeNull();
  });
});

describe("One packet", () => {
  const show = async (given: Packet) => {
    newPhone({ id: "k1" });
    serve({ "GET /packets/k1": given });
    render(<PacketsPage />);
    await screen.findByText(given.reason);
  };
  const deciding = { approve: true, return: true, cancel: false, settle: false };

  it("is agreed to once, however often it is pressed, and says that another is needed", async () => {
    await show(packet({ abilities: deciding }));
    const answer = later();
    serve({ "POST /packets/k1/approve": answer.promise });
    const button = screen.getByText("通过");
    for (let times = 0; times < 3; times++) fireEvent.click(button);
    const by = { id: "e3", name: "李明" };
    answer.give(packet({ approvals: [{ by, decision: "approve", note: null, at: "2026-05-04T03:00:00.000Z" }] }));
    await screen.findByText("需 2 人通过，已有 1 人，还差 1 人");
    expect(askedFor("POST")).toHaveLength(1);
    expect(told()).toEqual(["已通过，等另一位"]);
  });

  it("is returned with a reason of the chat's card or one's own", async () => {
    await show(packet({ abilities: deciding }));
    serve({ "POST /packets/k1/return": packet({ state: "returned" }) });
    fireEvent.click(screen.getByText("退回"));
    const sheet = within(screen.getByText("退回 周燕 的红包").closest<HTMLElement>(".sheet")!);
    fireEvent.click(sheet.getByText("退回"));
    expect(askedFor("POST")).toEqual([]);
    fireEvent.click(sheet.getByText("金额偏高"));
    fireEvent.click(sheet.getByText("退回"));
    await screen.findByText("▲ 已退回");
    expect(askedFor("POST")).toMatchObject([{ data: { note: "金额偏高" } }]);
  });

  it("is cancelled by its giver after a question", async () => {
    await show(packet({ abilities: { approve: false, return: false, cancel: true, settle: false } }));
    serve({ "POST /packets/k1/cancel": packet({ state: "cancelled" }) });
    (Taro.showModal as jest.Mock).mockResolvedValue({ confirm: false });
    fireEvent.click(screen.getByText("取消红包"));
    await Promise.resolve();
    expect(askedFor("POST")).toEqual([]);
    agree();
    fireEvent.click(await screen.findByText("取消红包"));
    await screen.findByText("○ 已取消");
  });

  it("lets finance pay a part again or give it up, what is wrong first", async () => {
    const failed = part({
      id: "p9",
      receiver: { id: "e9", name: "刘洋" },
      state: "failed",
      problem: "对方没有实名",
      abilities: { resume: true, giveUp: true, notPaid: false, wasPaid: false },
    });
    await show(packet({ state: "approved", approvalsNeeded: 0, parts: [part({ state: "received" }), failed] }));
    expect(screen.getAllByText(/^(张三|刘洋)$/).map((one) => one.textContent)).toEqual(["刘洋", "张三"]);
    expect(screen.getByText("对方没有实名")).toBeTruthy();
    serve({
      "POST /packets/parts/p9/resume": packet({
        state: "approved",
        parts: [{ ...failed, state: "paying", problem: null, abilities: part().abilities }],
      }),
    });
    fireEvent.click(screen.getByText("再发一次"));
    await screen.findAllByText("▲ 发放中");
    expect(screen.queryByText("放弃")).toBeNull();
  });

  it.each([
    ["已付，入账", "已付", "was-paid"],
    ["没付，放弃", "没有付", "not-paid"],
  ])("asks finance again before it is settled by hand: %s", async (text, confirmText, verb) => {
    const lost = part({
      id: "p9",
      state: "paying",
      problem: "支付方已查不到",
      abilities: { resume: true, giveUp: false, notPaid: true, wasPaid: true },
    });
    await show(packet({ state: "approved", approvalsNeeded: 0, parts: [lost] }));
    serve({ [`POST /packets/parts/p9/${verb}`]: packet({ state: "approved", parts: [part({ state: "received" })] }) });
    (Taro.showModal as jest.Mock).mockResolvedValue({ confirm: false });
    fireEvent.click(screen.getByText(text));
    await Promise.resolve();
    expect(askedFor("POST")).toEqual([]);
    agree();
    fireEvent.click(await screen.findByText(text));
    await screen.findAllByText("● 已领取");
    expect(askedFor("POST")).toHaveLength(1);
    expect(Taro.showModal).toHaveBeenLastCalledWith(expect.objectContaining({ confirmText }));
  });

  it("keeps the reasons of the chat's card", () => {
    expect([...packetReturnReasons]).toEqual(onCard.filter(({ id }) => id !== otherReason).map(({ text }) => text));
  });
});

describe("发红包", () => {
  const limits = { directFen: 20_000, minFen: 30, maxFen: 50_000, packetFen: 2_000_000 };
  const team = { id: "d1", name: "运营一组", people: 2 };
  const people = [
    { id: "e1", name: "张三" },
    { id: "e4", name: "刘洋" },
  ];
  const budget = { department: "运营部", month: "2026-05", leftFen: 100_000 };
  const residue = { department: "运营一组", month: "2026-05", leftFen: 250 };
  const start = async (parameters: Record<string, string>) => {
    newPhone(parameters);
    serve({
      "GET /packets/limits": { limits, teams: [team], values: ["客户第一"] },
      "GET /packets/plan?employeeId=e1": { receivers: [people[0]], budgets: [residue, budget] },
      "GET /packets/plan?departmentId=d1": { receivers: people, budgets: [budget] },
      "POST /packets": packet(),
    });
    render(<GivePage />);
  };
  const press = (keys: string) => {
    for (const key of keys) fireEvent.click(screen.getByText(key, { selector: ".pad__key *" }));
  };
  const because = (text: string) => fireEvent.change(screen.getByRole("textbox"), { target: { value: text } });

  it("gives 8.80 yuan to a person, saying what will be left, once however often it is pressed", async () => {
    await start({ person: "e1", name: "张三" });
    await screen.findByText("运营一组 5 月预算还剩 2.50 元");
    press("8.805");
    expect(screen.getByText("运营部 5 月预算还剩 1,000 元，发后剩 991.20 元")).toBeTruthy();
    fireEvent.click(screen.getByText("发出 8.80 元"));
    expect(askedFor("POST")).toEqual([]);
    because("大促当晚零差错");
    fireEvent.click(screen.getByText("客户第一"));
    for (let times = 0; times < 3; times++) fireEvent.click(screen.getByText(/^发出 8.80 元/));
    await screen.findByText(/^发出 8.80 元$/);
    expect(askedFor("POST")).toMatchObject([
      {
        data: { employeeId: "e1", totalFen: 880, reason: "大促当晚零差错", value: "客户第一" },
        key: expect.stringMatching(/./),
      },
    ]);
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: "/pages/packets/index?id=k1" });
  });

  it("says that two must approve above the limit, and shares as told among a team", async () => {
    await start({});
    fireEvent.click(await screen.findByText("一个团队"));
    fireEvent.click(screen.getByText("运营一组"));
    await screen.findByText("2 人会收到");
    press("300");
    expect(screen.getByText("超过 200 元，需两人审批")).toBeTruthy();
    fireEvent.click(screen.getByText("份额"));
    fireEvent.click(screen.getByText("+", { selector: ".shares__row:nth-child(2) *" }));
    because("一起清完了积压");
    fireEvent.click(screen.getByText("提交审批 300 元"));
    await screen.findByText("提交审批 300 元");
    expect(askedFor("POST")).toMatchObject([
      { data: { departmentId: "d1", totalFen: 30_000, split: "shares", shares: { e1: 1, e4: 2 } } },
    ]);
  });

  it("sends another key for a changed amount", async () => {
    await start({ person: "e1", name: "张三" });
    await screen.findByText(/还剩 2.50 元/);
    serve({ "POST /packets": new Refusal(409, "packet.limit", "今天发得太多了") });
    press("5");
    because("好");
    fireEvent.click(screen.getByText("发出 5 元"));
    await screen.findByText("发出 5 元");
    press("0");
    fireEvent.click(screen.getByText("发出 50 元"));
    await screen.findByText("发出 50 元");
    const keys = askedFor("POST").map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });

  it.each([
    ["0.1", "每人至少 0.30 元"],
    ["600", "每人最多 500 元"],
  ])("refuses %s yuan in words", async (keys, words) => {
    await start({ person: "e1", name: "张三" });
    await screen.findByText(/还剩 2.50 元/);
    press(keys);
    because("好");
    expect(screen.getByText(words)).toBeTruthy();
    fireEvent.click(screen.getByText(/^(发出|提交审批) /));
    expect(askedFor("POST")).toEqual([]);
  });

  it("says what the server says where somebody may not be given to", async () => {
    newPhone({ person: "e1", name: "张三" });
    serve({
      "GET /packets/limits": { limits, teams: [], values: [] },
      "GET /packets/plan?employeeId=e1": new Refusal(403, "recipient.notBelow", "只能发给下属"),
    });
    render(<GivePage />);
    expect(await screen.findByText("只能发给下属")).toBeTruthy();
  });

  it("says plainly that nothing is paid out", async () => {
    newPhone();
    serve({ "GET /packets/limits": { limits: null, teams: [], values: [] } });
    render(<GivePage />);
    expect(await screen.findByText(/还没有接通/)).toBeTruthy();
  });
});

describe("审批", () => {
  it("says how many packets wait as well, and nothing of them where none does", async () => {
    newPhone();
    serve({ "GET /approvals": { goals: [], undoable: [], packets: 2 } });
    const { unmount } = render(<ApprovalsPage />);
    fireEvent.click(await screen.findByText("2 个等你审批"));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: "/pages/packets/index?scope=waiting" });
    unmount();
    serve({ "GET /approvals": { goals: [], undoable: [], packets: 0 } });
    render(<ApprovalsPage />);
    await screen.findByText(/没有等你审批的目标/);
    expect(screen.queryByText(/个等你审批/)).toBeNull();
  });
});

describe("红包预算", () => {
  const budget: Budget = {
    id: "b1",
    department: { id: "d1", name: "运营部" },
    month: "2026-05",
    grantedFen: 5_000_000,
    carriedFen: 0,
    reservedFen: 30_000,
    spentFen: 4_500_000,
    returnedFen: 0,
    leftFen: 470_000,
    used: 90,
  };
  const answer = {
    month: "2099-05",
    budgets: [budget],
    mayGrant: true,
    mayExportIncome: true,
    departments: [{ id: "d1", name: "运营部" }],
  };

  it("says what is left and where the rest is, month by month", async () => {
    newPhone();
    serve({ "GET /budgets": answer, "GET /budgets?month=2099-04": { ...answer, month: "2099-04", budgets: [] } });
    render(<BudgetsPage />);
    expect(await screen.findByText("▲ 已用 90%")).toBeTruthy();
    for (const text of ["4,700", "5 万元", "4.5 万元", "300 元"]) expect(screen.getByText(text)).toBeTruthy();
    fireEvent.click(screen.getByLabelText("上个月"));
    expect(await screen.findByText("2099年4月没有你能看到的预算。财务拨了预算才能发红包。")).toBeTruthy();
  });

  it("is filled by finance once however often it is pressed", async () => {
    newPhone();
    serve({ "GET /budgets": answer, "POST /budgets": budget });
    render(<BudgetsPage />);
    fireEvent.click(await screen.findByText("拨预算"));
    const sheet = within(screen.getByText("拨 2099年5月预算").closest<HTMLElement>(".sheet")!);
    fireEvent.click(sheet.getByText("运营部"));
    for (const key of ["2", "万"]) fireEvent.click(sheet.getByText(key, { selector: ".pad__key *" }));
    for (let times = 0; times < 3; times++) fireEvent.click(sheet.getByText(/^拨入 2 万元/));
    await screen.findByText("▲ 已用 90%");
    expect(askedFor("POST")).toMatchObject([
      { data: { departmentId: "d1", month: "2099-05", amountFen: 2_000_000 }, key: expect.stringMatching(/./) },
    ]);
  });

  it("hands what everybody got in the month to finance as a sheet", async () => {
    newPhone();
    serve({ "GET /budgets": answer });
    render(<BudgetsPage />);
    fireEvent.click(await screen.findByText("导出2099年5月红包收入"));
    const shown = { filePath: "fetched", fileType: "xlsx", showMenu: true };
    await waitFor(() => expect(Taro.openDocument).toHaveBeenCalledWith(shown));
    expect(Taro.downloadFile).toHaveBeenCalledWith(
      expect.objectContaining({ url: expect.stringMatching(/\/api\/v1\/income\/2099-05$/) }),
    );
  });

  it("offers nobody else to fill it", async () => {
    newPhone();
    serve({ "GET /budgets": { ...answer, mayGrant: false, mayExportIncome: false, departments: [] } });
    render(<BudgetsPage />);
    await screen.findByText("▲ 已用 90%");
    expect(screen.queryByText("拨预算")).toBeNull();
    expect(screen.queryByText(/^导出/)).toBeNull();
  });

  it("steps over years", () => {
    expect([addMonths("2026-12", 1), addMonths("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
  });
});

describe("我收到的红包", () => {
  it("sums what was taken, and says what waits to be", async () => {
    newPhone();
    const giver = { id: "e2", name: "周燕" };
    const one = { id: "p1", reason: "零差错", giver, at: "2026-05-04T02:00:00.000Z", confirm: null };
    serve({
      "GET /me/packets": {
        parts: [
          { ...one, amountFen: 880, state: "received" },
          { ...one, id: "p2", amountFen: 2_000, state: "paid" },
        ],
      },
    });
    render(<IncomePage />);
    expect(await screen.findByText("8.80")).toBeTruthy();
    expect(screen.getByText(/还有 1 个没有领/)).toBeTruthy();
    expect(screen.getByText("◆ 待领取")).toBeTruthy();
  });
});

describe("Yuan", () => {
  it.each([0, 1, 880, 2_000, 123_450, -500, 1_234_567_890])("says %d fen as the chat does", (fen) => {
    expect(yuanText(fen)).toBe(inChat(fen));
  });
  it.each([
    [5_000_000, "5 万元"],
    [1_250_000, "1.25 万元"],
    [1_234_567, "12,345.67 元"],
    [96_000, "960 元"],
  ])("says a budget of %d fen as %s, exact", (fen, text) => expect(budgetText(fen)).toBe(text));
  it.each([
    ["8.8", 880],
    ["0", 0],
    ["-12.05", -1_205],
    ["1.005", null],
    [null, null],
  ])("reads %s as %s fen", (typed, fen) => expect(fenOf(typed)).toBe(fen));
});
