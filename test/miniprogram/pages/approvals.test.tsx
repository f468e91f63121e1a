import { fireEvent, render, screen, within } from "@testing-library/react";
import ApprovalsPage from "../../../miniprogram/src/pages/approvals/index";
import { approval } from "./samples";
import { askedFor, later, newPhone, Refusal, serve, told } from "./stubServer";

const first = approval({
  effect: {
    parent: { id: "g0", title: "部门 GMV", level: "department", owner: { id: "e2", name: "周燕" }, progress: "58.4" },
    otherGoals: 2,
  },
});
const second = approval({ id: "g2", title: "客诉减半", note: null });
const card = (title: string) => within(screen.getByText(title).closest<HTMLElement>(".card")!);

describe("审批", () => {
  beforeEach(() => {
    newPhone();
    serve({ "GET /approvals": { goals: [first, second], undoable: [] } });
  });

  async function open() {
    render(<ApprovalsPage />);
    await screen.findByText("2 项等你处理");
  }

  it("says what is asked, why, and what yes would mean", async () => {
    await open();
    const said = screen.getByText("张三 · 老客回购翻一番").closest(".card")!.textContent;
    expect(said).toContain("老客订单300 单");
    expect(said).toContain("理由直播渠道上量");
    expect(said).toContain("支撑「部门 GMV」，现在 58%；张三同期还有 2 个目标。");
    expect(card("张三 · 客诉减半").getByText("没有写")).toBeTruthy();
  });

  it("approves at the place where it waited, once however often it is pressed, and takes it back", async () => {
    const answer = later();
    serve({
      "POST /goals/g1/approve": answer.promise,
      "POST /goals/g1/undo-approval": first,
    });
    await open();
    const button = card("张三 · 老客回购翻一番").getByText("通过");
    for (let times = 0; times < 3; times++) fireEvent.click(button);
    await screen.findByText("通过…");
    answer.give(first);
    await screen.findByText("撤销（还有 10 分钟）");
    expect(askedFor("POST /goals/g1/approve")).toHaveLength(1);
    expect(screen.getByText("1 项等你处理")).toBeTruthy();

    fireEvent.click(screen.getByText("撤销（还有 10 分钟）"));
    await screen.findByText("2 项等你处理");
    expect(told()).toEqual(["已撤销通过"]);
  });

  it("says why it cannot be approved, and leaves it to be tried again", async () => {
    serve({ "POST /goals/g1/approve": new Refusal(409, "goal.notSubmitted", "对方已经撤回") });
    await open();
    fireEvent.click(card("张三 · 老客回购翻一番").getByText("通过"));
    await card("张三 · 老客回购翻一番").findByText("通过");
    expect(told()).toEqual(["对方已经撤回"]);
    expect(screen.getByText("2 项等你处理")).toBeTruthy();
  });

  it("returns with a reason only: a usual one, or one's own", async () => {
    serve({ "POST /goals/g1/return": first });
    await open();
    fireEvent.click(card("张三 · 老客回购翻一番").getByText("退回"));
    const sheet = within(screen.getByText("退回 张三 的目标").closest<HTMLElement>(".sheet")!);
    fireEvent.click(sheet.getByText("退回"));
    expect(askedFor("POST")).toEqual([]);
    const [usual] = sheet.getAllByText(/./, { selector: ".choices__one *" });
    fireEvent.click(usual!);
    const words = sheet.getByRole<HTMLTextAreaElement>("textbox");
    expect(words.value).toBe(usual!.textContent);
    fireEvent.change(words, { target: { value: " 直播的量没算进去 " } });
    fireEvent.click(sheet.getByText("退回"));
    await screen.findByText("已退回，对方会收到原因");
    expect(askedFor("POST /goals/g1/return")).toMatchObject([{ data: { reason: "直播的量没算进去" } }]);
  });

  it("approves all that were shown, each for itself", async () => {
    serve({
      "POST /approvals/approve": {
        results: [
          { goalId: "g1", isApproved: true, status: "active", detail: null },
          { goalId: "g2", isApproved: false, status: "withdrawn", detail: "对方已经撤回" },
        ],
      },
    });
    await open();
    fireEvent.click(screen.getByText("全部通过(2)"));
    expect(askedFor("POST")).toEqual([]);
    fireEvent.click(screen.getByText("全部通过"));
    await screen.findByText("没有通过：对方已经撤回");
    expect(askedFor("POST /approvals/approve")).toMatchObject([{ data: { goalIds: ["g1", "g2"] } }]);
    expect(told()).toEqual(["1 项已通过，1 项没有通过"]);
    expect(screen.getByText("已通过")).toBeTruthy();
  });

  it("says that nothing waits, and where to look then", async () => {
    serve({ "GET /approvals": { goals: [], undoable: [] } });
    render(<ApprovalsPage />);
    await screen.findByText(/没有等你审批的目标/);
  });
});
