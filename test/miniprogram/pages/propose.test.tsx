import Taro from "@tarojs/taro";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { ProposalChoices } from "../../../miniprogram/src/lib/wire";
import ProposePage from "../../../miniprogram/src/pages/propose/index";
import { goal, keyResult } from "./samples";
import { askedFor, newPhone, Refusal, serve } from "./stubServer";

const choices: ProposalChoices = {
  cycles: [{ id: "c1", kind: "month", name: "2026年9月", startsOn: "2026-09-01", endsOn: "2026-09-30" }],
  parents: [
    {
      id: "g0",
      title: "部门 GMV",
      level: "department",
      owner: { id: "e2", name: "周燕" },
      progress: "58",
      cycleId: "c1",
    },
  ],
  drafts: [],
};
const field = (label: string, index = 0) => screen.getAllByLabelText<HTMLInputElement>(label)[index]!;
const type = (label: string, value: string, index = 0) => fireEvent.change(field(label, index), { target: { value } });

describe("新目标", () => {
  beforeEach(() => {
    newPhone();
    serve({ "GET /me/proposal": choices, "POST /goals": goal({ id: "g9" }) });
  });

  async function open() {
    const page = render(<ProposePage />);
    await screen.findByText("提交审批");
    return page;
  }

  it("advises while the name is typed", async () => {
    await open();
    type("目标", "提升销售");
    expect(screen.getByText(/看不出做到多少/)).toBeTruthy();
    type("目标", "销售额做到 100 万");
    expect(screen.queryByText(/看不出做到多少/)).toBeNull();
    type("目标", "销售额做到 100 万".repeat(5));
    expect(screen.getByText(/名称有点长/)).toBeTruthy();
  });

  it("advises on the number of key results and on what weight is left", async () => {
    await open();
    expect(screen.getByText("权重一样重。")).toBeTruthy();
    type("权重（%）", "60");
    type("权重（%）", "30", 1);
    expect(screen.getByText(/权重还剩 10%/)).toBeTruthy();
    type("权重（%）", "40", 1);
    expect(screen.getByText("权重合计 100%。")).toBeTruthy();
    fireEvent.click(screen.getAllByText("去掉")[0]!);
    expect(screen.getByText(/一条容易顾此失彼/)).toBeTruthy();
    for (let more = 0; more < 4; more++) fireEvent.click(screen.getByText("再加一条关键结果"));
    expect(screen.queryByText("再加一条关键结果")).toBeNull();
  });

  it("keeps what was written while the page is away, and forgets it when the server has it", async () => {
    const page = await open();
    type("目标", "回购率做到 25%");
    type("看什么", "回购率");
    page.unmount();
    const again = await open();
    expect([field("目标").value, field("看什么").value]).toEqual(["回购率做到 25%", "回购率"]);
    fireEvent.click(screen.getByText("存草稿"));
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: "/pages/goal/index?id=g9" }));
    again.unmount();
    await open();
    expect(field("目标").value).toBe("");
  });

  it("sends what was written, once", async () => {
    await open();
    type("目标", "回购率做到 25%");
    type("看什么", "回购率");
    type("从", "18");
    type("到", "25");
    type("单位", "%");
    fireEvent.click(screen.getAllByText("去掉")[1]!);
    fireEvent.click(screen.getByText("部门 GMV（周燕）"));
    type("为什么做（给审批的人看，可不填）", "老客更省钱");
    const submit = screen.getByText("提交审批");
    for (let times = 0; times < 3; times++) fireEvent.click(submit);
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledTimes(1));
    expect(askedFor("POST /goals")).toMatchObject([
      {
        data: {
          cycleId: "c1",
          title: "回购率做到 25%",
          keyResults: [{ title: "回购率", kind: "increase", start: "18", target: "25", unit: "%" }],
          parentId: "g0",
          note: "老客更省钱",
          submit: true,
        },
      },
    ]);
  });

  it("says at its place what the server found wrong, and is another proposal once it is changed", async () => {
    serve({
      "POST /goals": new Refusal(422, "input.invalid", "有几处要改", [
        { path: "body.keyResults.0.target", message: "一个数字，最多 4 位小数" },
      ]),
    });
    await open();
    type("目标", "回购率做到 25%");
    type("到", "很多");
    fireEvent.click(screen.getByText("提交审批"));
    await screen.findByText("有几处要改");
    expect(field("到").closest(".field")!.textContent).toContain("一个数字，最多 4 位小数");
    fireEvent.click(await screen.findByText("提交审批"));
    await waitFor(() => expect(askedFor("POST /goals")).toHaveLength(2));
    await screen.findByText("提交审批");
    type("到", "25");
    expect(screen.queryByText("有几处要改")).toBeNull();
    fireEvent.click(screen.getByText("提交审批"));
    await waitFor(() => expect(askedFor("POST /goals")).toHaveLength(3));
    const [first, second, third] = askedFor("POST /goals").map(({ key }) => key);
    expect([second === first, third === first]).toEqual([true, false]);
  });

  it("takes a returned goal up again, and says when somebody changed it meanwhile", async () => {
    newPhone({ goal: "g1" });
    const returned = goal({ status: "returned", keyResults: [keyResult({ title: "老客订单" })] });
    serve({
      "GET /me/proposal": { ...choices, drafts: [returned] },
      "PUT /goals/g1": new Refusal(409, "goal.stale", "目标刚被改过"),
    });
    await open();
    expect([field("目标").value, field("到").value]).toEqual(["老客回购翻一番", "300"]);
    type("到", "280");
    fireEvent.click(screen.getByText("提交审批"));
    await screen.findByText("目标刚被改过");
    expect(askedFor("PUT /goals/g1")).toMatchObject([{ data: { version: 3, keyResults: [{ target: "280" }] } }]);
    fireEvent.click(screen.getByText("看最新的（放弃这里的修改）"));
    await waitFor(() => expect(field("到").value).toBe("300"));
  });

  it("says that there is no cycle yet, or that the goal cannot be changed", async () => {
    serve({ "GET /me/proposal": { ...choices, cycles: [] } });
    render(<ProposePage />).unmount();
    render(<ProposePage />);
    await screen.findByText(/还没有可用的周期/);
    newPhone({ goal: "gone" });
    serve({ "GET /me/proposal": choices });
    render(<ProposePage />);
    await screen.findByText("这个目标现在不能改。");
  });
});
