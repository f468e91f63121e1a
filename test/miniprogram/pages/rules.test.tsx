import Taro from "@tarojs/taro";
import { fireEvent, render, screen, within } from "@testing-library/react";
import type { Rule, RuleChoices, RulePreview } from "../../../miniprogram/src/lib/wire";
import RulesPage from "../../../miniprogram/src/pages/rules/index";
import { previewText } from "../../../miniprogram/src/pages/rules/PreviewCard";
import { bodyOf, draftOf, emptyDraft, missingIn } from "../../../miniprogram/src/pages/rules/ruleDraft";
import { ruleSentence, type Spoken } from "../../../miniprogram/src/pages/rules/ruleWords";
import { askedFor, later, newPhone, Refusal, serve, told } from "./stubServer";

const metric = { id: "m1", name: "发货及时率", unit: "%", direction: "higher" as const };
const badge = { code: "steady", name: "稳如磐石", level: 2, design: null };
const nothing = { edit: false, start: false, approve: false, return: false, pause: false };
const rule = (change: Partial<Rule> = {}): Rule => ({
  id: "r1",
  name: "稳定发货奖",
  kind: "streak",
  state: "draft",
  metric,
  days: 5,
  least: "99",
  objective: null,
  department: null,
  badge: { ...badge, isArchived: false },
  amountFen: 2_000,
  coolDownDays: 0,
  personMonthCap: 1,
  monthCap: 50,
  activeFrom: null,
  given: 0,
  writer: { id: "e1", name: "何梅" },
  approver: null,
  returned: null,
  abilities: nothing,
  ...change,
});
const choices: RuleChoices = {
  metrics: [metric, { id: "m2", name: "退款率", unit: "%", direction: "lower" }],
  objectives: [{ id: "o1", title: "双十一破亿" }],
  departments: [{ id: "d1", name: "仓储部" }],
  badges: [badge, { code: "team", name: "团队协作", level: 1, design: null }],
  limits: { minFen: 30, maxFen: 20_000 },
};
const found: RulePreview = { days: 90, gifts: 41, people: 23, badges: 41, packets: 41, amountFen: 82_000 };
const previewOf = (changes: object = {}) => {
  const fields = { name: "稳定发货奖", kind: "streak", metricId: "m1", days: 5, least: "99", badgeCode: "steady" };
  const whole = { ...fields, amountFen: 2000, coolDownDays: 0, personMonthCap: 1, monthCap: 50, ...changes };
  const parts = Object.entries(whole).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return `GET /rules/preview?${parts.join("&")}`;
};
const look = "看看过去 90 天会怎样";
const agree = () => (Taro.showModal as jest.Mock).mockResolvedValue({ confirm: true });

describe("自动奖励", () => {
  const show = async (rules: Rule[], write = false) => {
    newPhone();
    serve({ "GET /rules": { rules, abilities: { write } } });
    render(<RulesPage />);
    await screen.findByText(rules[0]?.name ?? /还没有自动奖励/);
  };

  it("says of each how it stands, what it gives and how often it gave, in one call, mine to agree to first", async () => {
    const waiting = rule({ id: "r2", name: "金点子奖", state: "waiting", abilities: { ...nothing, approve: true } });
    await show([rule({ state: "active", given: 41 }), waiting, rule({ id: "r3", name: "旧规则", state: "paused" })]);
    const names = screen.getAllByText(/^(稳定发货奖|金点子奖|旧规则)$/).map((one) => one.textContent);
    expect(names).toEqual(["金点子奖", "稳定发货奖", "旧规则"]);
    for (const text of ["● 运行中", "▲ 待审批", "■ 已暂停", "已给出 41 次"])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getAllByText("“稳如磐石”勋章和 20 元红包")).toHaveLength(3);
    expect(screen.queryByText("写一条规则")).toBeNull();
    expect(askedFor("GET")).toHaveLength(1);
  });

  it("offers to write one to who may, also where there is none", async () => {
    await show([], true);
    fireEvent.click(screen.getByText("写一条规则"));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: "/pages/rules/index?write=1" });
  });

  it("says what the server says to who may not see them", async () => {
    newPhone();
    serve({ "GET /rules": new Refusal(404, "rule.notFound", "没有这条规则，请刷新后再看。") });
    render(<RulesPage />);
    expect(await screen.findByText("没有这条规则，请刷新后再看。")).toBeTruthy();
  });
});

describe("One rule", () => {
  const mayStart = { ...nothing, edit: true, start: true };
  const show = async (given: Rule) => {
    newPhone({ id: "r1" });
    serve({ "GET /rules/r1": given });
    const shown = render(<RulesPage />);
    await screen.findByText("稳定发货奖");
    return shown;
  };

  it("is told in a sentence", async () => {
    await show(rule());
    const sentence =
      "连续 5 天 发货及时率 ≥ 99% 的人，得“稳如磐石”勋章和 20 元红包；每人每月最多 1 次，所有人加起来每月最多 50 次。";
    expect(screen.getByText(sentence)).toBeTruthy();
    expect(screen.getByText("1,000 元")).toBeTruthy();
    for (const text of ["修改", "启用", "提交审批", "同意", "暂停", "撤回"])
      expect(screen.queryByText(text)).toBeNull();
  });

  it("cannot be started before one has seen what it would have given, and then once however often it is pressed", async () => {
    await show(rule({ monthCap: 51, abilities: mayStart }));
    const answer = later();
    serve({ [previewOf({ monthCap: 51 })]: answer.promise });
    fireEvent.click(screen.getByText("提交审批"));
    expect(askedFor("POST")).toEqual([]);
    fireEvent.click(screen.getByText(look));
    expect(screen.getByText("正在算过去 90 天，人多时要等一会儿…")).toBeTruthy();
    answer.give(found);
    expect(await screen.findByText("会给 23 人 41 次：41 枚勋章、820 元")).toBeTruthy();
    serve({ "POST /rules/r1/start": rule({ state: "waiting", abilities: { ...nothing, pause: true } }) });
    for (let times = 0; times < 3; times++) fireEvent.click(screen.getByText(/^提交审批/));
    await screen.findByText("▲ 待审批");
    expect(askedFor("POST").map(({ call }) => call)).toEqual(["POST /rules/r1/start"]);
    expect(told()).toEqual(["已提交，等财务或高管同意"]);
  });

  it("needs no second look when it is shown again unchanged, and one when it is another", async () => {
    const { unmount } = await show(rule({ monthCap: 52, abilities: mayStart }));
    serve({ [previewOf({ monthCap: 52 })]: found });
    fireEvent.click(screen.getByText(look));
    await screen.findByText(/^会给 23 人/);
    unmount();
    const again = await show(rule({ monthCap: 52, abilities: mayStart }));
    expect(screen.getByText(/^会给 23 人/)).toBeTruthy();
    again.unmount();
    await show(rule({ monthCap: 53, abilities: mayStart }));
    expect(screen.queryByText(/^会给 23 人/)).toBeNull();
    expect(screen.getByText("先看看过去 90 天会怎样，再启用。")).toBeTruthy();
  });

  it("says why it could not be looked at", async () => {
    await show(rule({ monthCap: 54, abilities: mayStart }));
    serve({ [previewOf({ monthCap: 54 })]: new Refusal(409, "badge.archived", "“稳如磐石”已停用") });
    fireEvent.click(screen.getByText(look));
    await screen.findByText("用过去 90 天的数据算一遍，什么也不会发出。");
    expect(told()).toEqual(["“稳如磐石”已停用"]);
  });

  it("is agreed to by who may", async () => {
    await show(rule({ state: "waiting", abilities: { ...nothing, approve: true } }));
    const approver = { id: "e2", name: "宋佳" };
    serve({
      "POST /rules/r1/approve": rule({ state: "active", activeFrom: "2026-05-04T02:00:00.000Z", approver }),
    });
    fireEvent.click(screen.getByText("同意"));
    await screen.findByText("● 运行中");
    expect(screen.getByText("宋佳")).toBeTruthy();
    expect(screen.queryByText(look)).toBeNull();
  });

  it("is given back by who was asked, with a reason that then stands there", async () => {
    await show(rule({ state: "waiting", abilities: { ...nothing, approve: true, return: true } }));
    const returned = { by: { id: "e2", name: "宋佳" }, note: "每次降到 10 元" };
    serve({ "POST /rules/r1/return": rule({ returned }) });
    fireEvent.click(screen.getByText("退回"));
    const sheet = within(
      screen.getByText("退回“稳定发货奖”", { selector: ".sheet__title" }).closest<HTMLElement>(".sheet")!,
    );
    fireEvent.change(sheet.getByRole("textbox"), { target: { value: " 每次降到 10 元 " } });
    fireEvent.click(sheet.getByText("退回"));
    await screen.findByText("■ 宋佳 退回：每次降到 10 元");
    expect(askedFor("POST")).toMatchObject([{ call: "POST /rules/r1/return", data: { reason: "每次降到 10 元" } }]);
    expect(told()).toEqual(["已退回，没有启用"]);
    for (const text of ["退回", "同意"]) expect(screen.queryByText(text)).toBeNull();
  });

  it("is paused after a question, and started again without asking for money twice", async () => {
    const approver = { id: "e2", name: "宋佳" };
    await show(rule({ state: "active", approver, abilities: { ...nothing, pause: true } }));
    serve({ "POST /rules/r1/pause": rule({ state: "paused", approver, abilities: mayStart }) });
    (Taro.showModal as jest.Mock).mockResolvedValue({ confirm: false });
    fireEvent.click(screen.getByText("暂停"));
    await Promise.resolve();
    expect(askedFor("POST")).toEqual([]);
    agree();
    fireEvent.click(await screen.findByText("暂停"));
    await screen.findByText("■ 已暂停");
    expect(screen.getByText("启用")).toBeTruthy();
  });

  it("says that it gives nothing where its badge is given no more", async () => {
    await show(rule({ badge: { ...badge, isArchived: true } }));
    expect(screen.getByText(/“稳如磐石”勋章已停用/)).toBeTruthy();
  });
});

describe("Writing a rule", () => {
  const start = async (id?: string, given?: Rule) => {
    newPhone(id ? { id, write: "1" } : { write: "1" });
    serve({ "GET /rules/choices": choices, ...(given && { "GET /rules/r1": given }) });
    render(<RulesPage />);
    await screen.findByText("为什么给");
  };
  const sheet = (title: string) =>
    within(screen.getByText(title, { selector: ".sheet__title" }).closest<HTMLElement>(".sheet")!);
  const pick = (label: string, option: string) => {
    fireEvent.click(screen.getByLabelText(new RegExp(`^${label}：`)));
    fireEvent.click(sheet(label === "勋章" ? "选一枚勋章" : label).getByText(option));
  };
  const write = (label: string | RegExp, text: string) => {
    const field = screen.getByText(label, { selector: ".field__label" }).closest(".field")!;
    fireEvent.change(within(field as HTMLElement).getByRole("textbox"), { target: { value: text } });
  };
  const fill = () => {
    fireEvent.click(screen.getByText("连续达标"));
    pick("看哪个指标", "发货及时率");
    write("每天不低于（%）", "099.0");
    pick("勋章", "稳如磐石");
    write("每次的红包（元，不发就空着）", "20");
  };

  it("asks for what its kind needs and nothing else", async () => {
    await start();
    expect(screen.queryByText("看哪个指标")).toBeNull();
    fireEvent.click(screen.getByText("连续达标"));
    for (const label of ["看哪个指标", "连续多少天", "每天要达到"]) expect(screen.getByText(label)).toBeTruthy();
    fireEvent.click(screen.getByText("公司目标达成"));
    for (const label of ["看哪个指标", "连续多少天", "每天要达到"]) expect(screen.queryByText(label)).toBeNull();
    pick("哪个公司目标", "双十一破亿");
    fireEvent.click(screen.getByText("建议被采纳"));
    expect(screen.queryByText("哪个公司目标")).toBeNull();
    expect(screen.getByText("还差：勋章或红包、名字")).toBeTruthy();
    fireEvent.click(screen.getByText("存为草稿"));
    expect(askedFor("POST")).toEqual([]);
  });

  it("is said in a sentence while it is written, saved once however often it is pressed, and shown", async () => {
    await start();
    fill();
    pick("给谁", "仓储部");
    expect(screen.getByText(/^仓储部里，连续 5 天 发货及时率 ≥ 99% 的人，得“稳如磐石”勋章和 20 元红包；/)).toBeTruthy();
    write("叫什么", " 稳定发货奖 ");
    serve({ "POST /rules": rule() });
    for (let times = 0; times < 3; times++) fireEvent.click(screen.getByText(/^存为草稿/));
    await screen.findByText("存为草稿");
    expect(askedFor("POST")).toMatchObject([
      {
        data: {
          name: "稳定发货奖",
          kind: "streak",
          metricId: "m1",
          days: 5,
          least: "99",
          objectiveId: null,
          departmentId: "d1",
          badgeCode: "steady",
          amountFen: 2_000,
          coolDownDays: 0,
          personMonthCap: 1,
          monthCap: 50,
        },
        key: expect.stringMatching(/./),
      },
    ]);
    expect(Taro.redirectTo).toHaveBeenCalledWith({ url: "/pages/rules/index?id=r1" });
  });

  it("says that what it would have given is that of another rule once it was changed, and not of another name", async () => {
    await start();
    fill();
    const query = previewOf({ name: "新规则" });
    serve({ [query]: found });
    fireEvent.click(screen.getByText(look));
    await screen.findByText("会给 23 人 41 次：41 枚勋章、820 元");
    write("叫什么", "稳定发货奖");
    expect(screen.queryByText(/规则改过了/)).toBeNull();
    write("连续多少天", "6");
    expect(screen.getByText(/规则改过了/)).toBeTruthy();
    write("连续多少天", "5");
    expect(screen.queryByText(/规则改过了/)).toBeNull();
  });

  it("shows a refusal beside what it is about, until that is changed", async () => {
    await start("r1", rule({ abilities: { ...nothing, edit: true } }));
    serve({ "PUT /rules/r1": new Refusal(422, "rule.least", "请填写要达到的数值。") });
    fireEvent.click(screen.getByText("存为草稿"));
    const words = await screen.findByText("请填写要达到的数值。");
    expect(words.closest(".field--fault")?.textContent).toContain("每天不低于");
    expect(told()).toEqual(["请填写要达到的数值。"]);
    write("连续多少天", "60");
    expect(screen.queryByText("请填写要达到的数值。")).toBeNull();
    const errors = [
      { path: "body.monthCap", message: "不能小于 1" },
      { path: "body.name", message: "最多 20 个字" },
    ];
    serve({ "PUT /rules/r1": new Refusal(422, "input.invalid", "有内容不对", errors) });
    fireEvent.click(screen.getByText("存为草稿"));
    expect((await screen.findByText("最多 20 个字")).closest(".field--fault")?.textContent).toContain("叫什么");
    expect(screen.getByText("不能小于 1")).toBeTruthy();
    serve({ "PUT /rules/r1": new Refusal(409, "rule.isRunning", "规则正在运行，请先暂停再修改。") });
    fireEvent.click(screen.getByText("存为草稿"));
    await screen.findByText("存为草稿");
    expect(told()).toContain("规则正在运行，请先暂停再修改。");
  });

  it.each([
    ["连续多少天", "61", "请填 2 到 60 天"],
    ["每次的红包（元，不发就空着）", "200.01", "每次请填 0.30 元到 200 元"],
    ["每人每月最多几次", "32", "每人每月请填 1 到 31 次"],
    ["所有人加起来每月最多几次", "0", "所有人加起来请填 1 到 100,000 次"],
    ["同一个人两次至少隔几天", "367", "间隔请填 0 到 366 天"],
  ])("says at once what %s may be, and sends nothing else", async (label, text, words) => {
    await start("r1", rule({ abilities: { ...nothing, edit: true } }));
    write(label, text);
    expect(screen.getByText(words)).toBeTruthy();
    for (const button of ["存为草稿", look]) fireEvent.click(screen.getByText(button));
    expect([...askedFor("PUT"), ...askedFor("GET /rules/preview")]).toEqual([]);
  });

  it("keeps a badge that is given no more and a goal that has ended, while the rest is changed", async () => {
    const gone = { code: "old", name: "老勋章", level: 1, design: null, isArchived: true };
    const objective = { id: "o9", title: "去年的目标" };
    const given = rule({ kind: "campaignGoal", metric: null, days: null, least: null, objective, badge: gone });
    await start("r1", given);
    expect(screen.getByText(/^公司目标“去年的目标”全部达成时，负责和一起出力的人，得“老勋章”勋章/)).toBeTruthy();
  });

  it("offers no money where nothing is paid out", async () => {
    newPhone({ write: "1" });
    serve({ "GET /rules/choices": { ...choices, limits: null } });
    render(<RulesPage />);
    await screen.findByText("为什么给");
    expect(screen.queryByText(/每次的红包/)).toBeNull();
  });
});

describe("A rule's words", () => {
  const lower = { id: "m2", name: "退款率", unit: "%", direction: "lower" as const };
  it.each<[Partial<Spoken>, string]>([
    [{ kind: "keyResultReached", metric: null }, "任何一项关键结果达成的人，得"],
    [{ kind: "keyResultReached" }, "“发货及时率”的关键结果达成的人，得"],
    [{ kind: "recordDay", days: 30 }, "一天的发货及时率比自己前 30 天都高的人，得"],
    [{ kind: "recordDay", days: 30, metric: lower }, "一天的退款率比自己前 30 天都低的人，得"],
    [{ kind: "streak", metric: lower, least: "1.5" }, "连续 5 天 退款率 ≤ 1.5% 的人，得"],
    [{ kind: "firstTimeRight", days: 3 }, "一周里每天 发货及时率 ≥ 99%（至少 3 天有数据）的人，得"],
    [{ kind: "campaignGoal", objective: null }, "公司目标全部达成时，负责和一起出力的人，得"],
    [{ kind: "ideaAccepted", badge: null }, "建议被采纳的人，得 20 元红包；"],
    [{ kind: "ideaAccepted", amountFen: 0 }, "建议被采纳的人，得“稳如磐石”勋章；"],
    [{ department: { id: "d1", name: "仓储部" } }, "仓储部里，连续 5 天"],
  ])("say %j as %s", (change, words) => {
    expect(ruleSentence(rule(change))).toContain(words);
  });

  it("say how far apart two gifts are", () => {
    expect(ruleSentence(rule({ coolDownDays: 7 }))).toMatch(/最多 50 次，两次至少隔 7 天。$/);
  });

  it.each([
    [{ ...found, amountFen: 0, packets: 0 }, "会给 23 人 41 次：41 枚勋章"],
    [{ ...found, badges: 0 }, "会给 23 人 41 次：820 元"],
    [{ ...found, gifts: 0, people: 0 }, "过去 90 天没有人会得到"],
  ])("say what would have been given: %j", (result, words) => expect(previewText(result)).toBe(words));

  it("come from what was typed, and nothing but figures passes", () => {
    const whole = draftOf(rule({ amountFen: 880, coolDownDays: 7 }));
    expect(whole).toMatchObject({ yuan: "8.80", days: "5", least: "99" });
    expect(bodyOf(whole)).toMatchObject({ amountFen: 880, days: 5, least: "99", coolDownDays: 7, objectiveId: null });
    const wrong = { days: "五", least: "1,000", yuan: "8.888", monthCap: "" };
    expect(missingIn({ ...whole, ...wrong })).toEqual(["天数", "要达到的数值", "红包金额", "次数上限"]);
    expect(bodyOf({ ...whole, yuan: "-5" })).toBeUndefined();
    expect(missingIn(emptyDraft)).toEqual(["为什么给", "勋章或红包"]);
  });
});
