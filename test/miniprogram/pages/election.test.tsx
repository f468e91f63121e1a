import Taro from "@tarojs/taro";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { Election, ElectionSummary, Nominee } from "../../../miniprogram/src/lib/wire";
import ElectionPage from "../../../miniprogram/src/pages/election/index";
import { monthsUntil } from "../../../miniprogram/src/pages/election/monthsUntil";
import { askedFor, newPhone, Refusal, serve, told } from "./stubServer";

const nominee = (change: Partial<Nominee> = {}): Nominee => ({
  id: "e1",
  name: "王芳",
  reasons: [{ by: { id: "e9", name: "孙七" }, reason: "连续三个月零差错" }],
  votes: null,
  isElected: false,
  isMyVote: false,
  mayVote: true,
  isMyNominee: false,
  ...change,
});
const none = { nominate: false, withdrawNomination: false, vote: false, withdrawVote: false, cancel: false };
const head = {
  id: "v1",
  month: "2026-05",
  department: { id: "d1", name: "运营部" },
  seats: 1,
  phase: "voting" as const,
  nominateUntil: "2026-05-12",
  voteUntil: "2026-05-14",
  turnout: 3,
  hasVoted: false,
  abilities: { ...none, vote: true },
};
const election = (change: Partial<Election> = {}): Election => ({
  ...head,
  nominees: [nominee(), nominee({ id: "e2", name: "李强" }), nominee({ id: "me", name: "我自己", mayVote: false })],
  nominationsLeft: 0,
  ...change,
});
const summary = (change: Partial<ElectionSummary> = {}): ElectionSummary => ({
  ...head,
  nominees: 3,
  winners: [],
  ...change,
});

describe("优秀员工评选", () => {
  const show = async (elections: ElectionSummary[], mayOpen = false) => {
    newPhone();
    const departments = mayOpen ? [{ id: "d1", name: "运营部" }] : [];
    const usualDays = mayOpen ? { nominateUntil: "2026-05-18", voteUntil: "2026-05-20" } : null;
    serve({ "GET /elections": { elections, abilities: { open: mayOpen }, departments, usualDays } });
    render(<ElectionPage />);
    await screen.findByText(elections.length > 0 ? /运营部/ : /现在没有评选/);
  };

  it("says what runs, until when and what came out, in one call", async () => {
    const winners = [{ id: "e1", name: "王芳" }];
    await show([summary(), summary({ id: "v0", phase: "closed", winners, department: null })]);
    expect(screen.getByText(/3 位候选人 · 投票到 5月14日，已有 3 人投票/)).toBeTruthy();
    expect(screen.getByText("★ 王芳")).toBeTruthy();
    expect(screen.queryByText("发起评选")).toBeNull();
    expect(askedFor("GET")).toHaveLength(1);
  });

  it("is opened by who may, on days that make sense", async () => {
    await show([], true);
    serve({ "POST /elections": election() });
    fireEvent.click(screen.getByText("发起评选"));
    const sheet = within(screen.getByText("谁参加").closest<HTMLElement>(".sheet")!);
    fireEvent.click(sheet.getByText("运营部"));
    fireEvent.click(sheet.getByText("2 人"));
    fireEvent.click(sheet.getByText("发起"));
    await screen.findByText("发起评选");
    const [{ data, key } = { data: undefined, key: undefined }] = askedFor("POST /elections");
    expect(data).toMatchObject({ departmentId: "d1", seats: 2, month: expect.stringMatching(/^\d{4}-\d\d$/) });
    expect(key).toBeTruthy();
    const { nominateUntil, voteUntil } = data as { nominateUntil: string; voteUntil: string };
    // In work days, as the server says.
    expect([nominateUntil, voteUntil]).toEqual(["2026-05-18", "2026-05-20"]);
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: "/pages/election/index?id=v1" });
  });

  it("is about this month or the last one", () => {
    expect(monthsUntil("2026-01-15").map(({ value }) => value)).toEqual(["2026-01", "2025-12"]);
  });
});

describe("One election", () => {
  const show = async (given: Election) => {
    newPhone({ id: "v1" });
    serve({ "GET /elections/v1": given });
    render(<ElectionPage />);
    await screen.findByText("2026年5月优秀员工");
  };
  const cardOf = (name: string) => within(screen.getByText(name).closest<HTMLElement>(".card")!);

  it("takes a vote for one of the others, and lets it be moved", async () => {
    await show(election());
    expect(cardOf("我自己").queryByText(/投给/)).toBeNull();
    const voted = [nominee({ isMyVote: true }), nominee({ id: "e2", name: "李强" })];
    serve({ "POST /elections/v1/vote": election({ nominees: voted, hasVoted: true, turnout: 4 }) });
    fireEvent.click(screen.getByText("投给 王芳"));
    await screen.findByText("● 我的一票");
    expect(cardOf("王芳").queryByText("投给 王芳")).toBeNull();
    expect(cardOf("李强").getByText("投给 李强")).toBeTruthy();
    expect(screen.getByText(/已有 4 人投票，你已投，可以改/)).toBeTruthy();
    expect(askedFor("POST /elections/v1/vote")).toMatchObject([{ data: { nomineeId: "e1" } }]);
    expect(told()).toEqual(["已投给王芳，结束前可以改"]);
  });

  it("says why a vote was not taken", async () => {
    await show(election());
    serve({ "POST /elections/v1/vote": new Refusal(409, "election.notVoting", "现在不在投票时间内") });
    fireEvent.click(screen.getByText("投给 王芳"));
    await screen.findByText("投给 王芳");
    expect(told()).toEqual(["现在不在投票时间内"]);
  });

  it("shows no counts before the end, and who was elected with how many after it", async () => {
    await show(election());
    expect(screen.queryByText(/^\d+ 票$/)).toBeNull();
    const over = { phase: "closed", abilities: none } as const;
    const counted = [
      nominee({ votes: 4, isElected: true, mayVote: false }),
      nominee({ id: "e2", name: "李强", votes: 1, mayVote: false }),
    ];
    newPhone({ id: "v2" });
    serve({ "GET /elections/v2": election({ ...over, id: "v2", nominees: counted }) });
    render(<ElectionPage />);
    await screen.findByText("4 票");
    expect(screen.getByText("★ 当选")).toBeTruthy();
    expect(screen.getByText("1 票")).toBeTruthy();
  });

  it("takes back what one said oneself, by a press", async () => {
    const voted = [nominee({ isMyVote: true }), nominee({ id: "e2", name: "李强", isMyNominee: true })];
    await show(election({ nominees: voted, abilities: { ...none, vote: true, withdrawVote: true } }));
    expect(screen.queryByText("撤回提名")).toBeNull();
    serve({ "DELETE /elections/v1/vote": election() });
    fireEvent.click(cardOf("王芳").getByText("撤回投票"));
    await screen.findByText("投给 王芳");
    expect(screen.queryByText("撤回投票")).toBeNull();

    const nominating = { phase: "nominating", nominees: voted } as const;
    newPhone({ id: "v1" });
    serve({ "GET /elections/v1": election({ ...nominating, abilities: { ...none, withdrawNomination: true } }) });
    render(<ElectionPage />);
    serve({ "DELETE /elections/v1/nominations/e2": election({ ...nominating, nominees: [nominee()] }) });
    fireEvent.click(await screen.findByText("撤回提名"));
    await waitFor(() => expect(screen.queryByText("撤回提名")).toBeNull());
    expect(told()).toEqual(["已撤回对李强的提名，会通知对方"]);
  });

  it("is cancelled by who may, asked once more", async () => {
    await show(election({ abilities: { ...none, vote: true, cancel: true } }));
    serve({ "POST /elections/v1/cancel": election({ phase: "cancelled", abilities: none }) });
    (Taro.showModal as jest.Mock).mockResolvedValueOnce({ confirm: false });
    fireEvent.click(screen.getByText("取消评选"));
    await waitFor(() => expect(Taro.showModal).toHaveBeenCalledTimes(1));
    await screen.findByText("取消评选");
    expect(askedFor("POST")).toEqual([]);
    fireEvent.click(screen.getByText("取消评选"));
    await screen.findByText(/这次评选已取消/);
    expect(screen.queryByText("取消评选")).toBeNull();
    expect(askedFor("POST /elections/v1/cancel")).toHaveLength(1);
  });

  it("puts a colleague forward with a reason", async () => {
    const nominating = { phase: "nominating", nominationsLeft: 2, abilities: { ...none, nominate: true } } as const;
    await show(election({ ...nominating, nominees: [] }));
    expect(screen.getByText(/你还可以提名 2 位/)).toBeTruthy();
    serve({
      "GET /people?query=%E7%8E%8B": { people: [{ id: "e1", name: "王芳", department: "运营部", position: null }] },
      "POST /elections/v1/nominations": election({
        ...nominating,
        nominationsLeft: 1,
        nominees: [nominee({ mayVote: false })],
      }),
    });
    fireEvent.click(screen.getByText("提名同事"));
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "王" } });
    fireEvent.click(await screen.findByText("王芳"));
    const sheet = within(screen.getByText("提名 王芳").closest<HTMLElement>(".sheet")!);
    fireEvent.click(sheet.getByText("提名"));
    expect(askedFor("POST")).toEqual([]);
    fireEvent.change(sheet.getByRole("textbox"), { target: { value: " 零差错 " } });
    fireEvent.click(sheet.getByText("提名"));
    await screen.findByText(/你还可以提名 1 位/);
    expect(askedFor("POST /elections/v1/nominations")).toMatchObject([
      { data: { employeeId: "e1", reason: "零差错" } },
    ]);
  });
});
