import Taro from "@tarojs/taro";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { tellWall } from "../../../miniprogram/src/lib/wall";
import type { AwardChoices, Badge, PersonPage, Recognition } from "../../../miniprogram/src/lib/wire";
import AwardsPage from "../../../miniprogram/src/pages/awards/index";
import HonourPage from "../../../miniprogram/src/pages/honour/index";
import PersonPageShown from "../../../miniprogram/src/pages/person/index";
import { goal, keyResult } from "./samples";
import { askedFor, newPhone, Refusal, serve, told } from "./stubServer";

const badge: Badge = {
  code: "teamwork",
  name: "团队协作",
  description: "主动补位",
  level: 2,
  design: { shape: "star", sign: "people", tone: "violet" },
  isArchived: false,
  isBuiltIn: false,
};
const choices = (change: Partial<AwardChoices> = {}): AwardChoices => ({
  badges: [badge],
  teams: [{ id: "d1", name: "运营一组", people: 4 }],
  values: ["客户第一", "诚信"],
  abilities: { give: true },
  ...change,
});
const person = (change: Partial<PersonPage> = {}): PersonPage => ({
  id: "e1",
  name: "张三",
  department: "运营一组",
  position: null,
  manager: null,
  progress: "40",
  isSilent: false,
  goals: [goal({ keyResults: [keyResult({ value: "120" })] })],
  recognitions: [],
  abilities: { praise: true, giveAward: true, givePacket: false },
  ...change,
});
const given = { id: "a1", receivers: 1 };

describe("授勋", () => {
  const start = async (parameters: Record<string, string> = {}) => {
    newPhone(parameters);
    serve({ "GET /awards/choices": choices(), "GET /people/e1": person(), "POST /awards": given });
    render(<HonourPage />);
    await screen.findByText(parameters.person ? `给 ${parameters.name}` : "给谁");
  };
  const write = (label: string, text: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
  const give = () => fireEvent.click(screen.getByText(/^授予…?$/));
  const done = () => waitFor(() => expect(told()).toHaveLength(1));

  it("gives a badge with value and number once however often it is pressed, and leads to the wall", async () => {
    await start({ person: "e1", name: "张三" });
    expect(askedFor("GET")).toHaveLength(1);
    fireEvent.click(screen.getByText("团队协作"));
    expect(screen.getByText("2 级 · 主动补位")).toBeTruthy();
    give();
    expect(askedFor("POST")).toEqual([]);
    write("为什么授予", " 连续三个月零差错 ");
    fireEvent.click(screen.getByText("客户第一"));
    fireEvent.click(screen.getByText("附上数据（可不选）"));
    fireEvent.click(await screen.findByText("老客订单"));
    expect(screen.getByText("120 单")).toBeTruthy();
    for (let times = 0; times < 3; times++) give();
    await done();
    expect(askedFor("POST")).toMatchObject([
      {
        call: "POST /awards",
        data: {
          kind: "badge",
          to: { employeeId: "e1" },
          badgeCode: "teamwork",
          reason: "连续三个月零差错",
          value: "客户第一",
          keyResultId: "k1",
        },
        key: expect.stringMatching(/./),
      },
    ]);
    expect(told()).toEqual(["已授予张三，10 分钟内可以在荣誉墙撤回"]);
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: "/pages/awards/index" });
  });

  it("gives a team an honour by a title of its own, of which a certificate is made, and no single number", async () => {
    await start();
    fireEvent.click(screen.getByText("一个团队"));
    fireEvent.click(screen.getByText("运营一组"));
    expect(screen.getByText("4 人会收到，每人一份")).toBeTruthy();
    expect(screen.queryByText(/附上数据/)).toBeNull();
    fireEvent.click(screen.getByText("荣誉证书"));
    expect(screen.getByText(/会生成带编号的荣誉证书/)).toBeTruthy();
    write("为什么授予", "一起清完了积压");
    give();
    expect(askedFor("POST")).toEqual([]);
    write("荣誉名称", " 季度销售冠军 ");
    give();
    await done();
    expect(askedFor("POST").map(({ data }) => data)).toEqual([
      {
        kind: "honour",
        to: { departmentId: "d1" },
        title: "季度销售冠军",
        reason: "一起清完了积压",
        value: null,
        keyResultId: null,
      },
    ]);
  });

  it("says what the server says, and sends another key for what was changed", async () => {
    await start({ person: "e1", name: "张三" });
    serve({ "POST /awards": new Refusal(429, "award.tooManyOfOne", "这个月已经给张三 3 次") });
    fireEvent.click(screen.getByText("团队协作"));
    write("为什么授予", "好");
    give();
    await done();
    expect(told()).toEqual(["这个月已经给张三 3 次"]);
    expect(Taro.switchTab).not.toHaveBeenCalled();
    give();
    await waitFor(() => expect(told()).toHaveLength(2));
    write("为什么授予", "很好");
    give();
    await waitFor(() => expect(told()).toHaveLength(3));
    const [first, again, changed] = askedFor("POST").map(({ key }) => key);
    expect([first === again, first === changed]).toEqual([true, false]);
  });

  it("takes the number along with whom it is of", async () => {
    await start({ person: "e1", name: "张三" });
    fireEvent.click(screen.getByText("附上数据（可不选）"));
    fireEvent.click(await screen.findByText("老客订单"));
    fireEvent.click(screen.getByText("换一个"));
    fireEvent.click(screen.getByText("一个团队"));
    fireEvent.click(screen.getByText("运营一组"));
    fireEvent.click(screen.getByText("团队协作"));
    write("为什么授予", "好");
    give();
    await done();
    expect(askedFor("POST")).toMatchObject([{ data: { keyResultId: null } }]);
  });

  it("says that the server does not answer, and tries again", async () => {
    newPhone({ person: "e1", name: "张三" });
    serve({ "GET /awards/choices": new Refusal(500, "system.failed", "系统出错了") });
    render(<HonourPage />);
    await screen.findByText("系统出错了");
    serve({ "GET /awards/choices": choices() });
    fireEvent.click(screen.getByText("再试一次"));
    await screen.findByText("给 张三");
  });

  it("says to whom may give nobody anything who does, and where they can praise", async () => {
    newPhone();
    serve({ "GET /awards/choices": choices({ abilities: { give: false }, teams: [] }) });
    render(<HonourPage />);
    await screen.findByText(/由上级和人事授予/);
    expect(screen.queryByText("授予")).toBeNull();
    fireEvent.click(screen.getByText("去荣誉墙"));
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: "/pages/awards/index" });
  });
});

describe("The ways to 授勋", () => {
  const recognition = (change: Partial<Recognition> = {}): Recognition => ({
    id: "r1",
    kind: "badge",
    receiver: { id: "e1", name: "张三" },
    isMine: false,
    team: null,
    giver: { id: "e2", name: "周燕" },
    badge: "团队协作",
    badgeLook: badge,
    title: null,
    keyResultTitle: null,
    reason: "主动补班",
    value: null,
    figure: null,
    at: "2026-05-04T02:00:00.000Z",
    certificateId: null,
    isRevoked: false,
    cheers: { thanks: 0, congrats: 0, isMine: false },
    abilities: { retract: true, cheer: false },
    ...change,
  });
  const wall = (recognitions: Recognition[], give: boolean) => ({
    "GET /recognitions?limit=30": { recognitions, abilities: { give } },
  });

  it.each([true, false])("are on the wall and on a person's page for who may: %s", async (may) => {
    newPhone({ id: "e1" });
    serve({
      ...wall([], may),
      "GET /people/e1": person({ abilities: { praise: true, giveAward: may, givePacket: false } }),
    });
    const { unmount } = render(<AwardsPage />);
    await screen.findByText(/墙上还没有荣誉/);
    expect(screen.queryAllByText("授勋")).toHaveLength(may ? 1 : 0);
    unmount();
    render(<PersonPageShown />);
    await screen.findByText("表扬张三");
    expect(screen.queryAllByText("授勋")).toHaveLength(may ? 1 : 0);
    if (!may) return;
    fireEvent.click(screen.getByText("授勋"));
    expect(Taro.navigateTo).toHaveBeenCalledWith({
      url: `/pages/honour/index?person=e1&name=${encodeURIComponent("张三")}`,
    });
  });

  it("lead to one's own certificate of a team's honour, and whoever gave it to a choice", async () => {
    newPhone();
    const given = recognition({
      kind: "honour",
      team: { id: "d1", name: "运营一组", members: 2 },
      certificateId: "r1",
    });
    const fetched = () =>
      (Taro.downloadFile as jest.Mock).mock.calls.map(([{ url }]) => String(url).replace(/^.*\/api\/v1/, ""));
    serve({
      ...wall([given], true),
      "GET /recognitions/r1/certificates": {
        certificates: [
          { id: "r1", receiver: { id: "e1", name: "张三" } },
          { id: "r2", receiver: { id: "e3", name: "李四" } },
        ],
      },
    });
    const shown = render(<AwardsPage />);
    fireEvent.click(await screen.findByText("看证书"));
    fireEvent.click(await screen.findByText("李四"));
    await waitFor(() => expect(fetched()).toEqual(["/recognitions/r2/certificate"]));
    shown.unmount();
    serve(wall([{ ...given, isMine: true, certificateId: "r2" }], false));
    render(<AwardsPage />);
    fireEvent.click(await screen.findByText("看证书"));
    await waitFor(() => expect(fetched()).toHaveLength(2));
    expect(fetched()[1]).toBe("/recognitions/r2/certificate");
    expect(screen.queryByText("看谁的证书")).toBeNull();
  });

  it("lead back to a wall that shows what was given, and takes it back by its name", async () => {
    newPhone();
    serve(wall([], true));
    render(<AwardsPage />);
    await screen.findByText(/墙上还没有荣誉/);
    const team = { id: "d1", name: "运营一组", members: 4 };
    serve(wall([recognition({ team, keyResultTitle: "老客订单", figure: "老客订单 120 单" })], true));
    act(tellWall);
    await screen.findByText("获得「团队协作」勋章");
    // What its giver wrote, and the number beside it.
    for (const text of ["主动补班", "老客订单 120 单"]) expect(screen.getByText(text)).toBeTruthy();
    serve({ "DELETE /recognitions/r1": { id: "r1" }, ...wall([recognition({ isRevoked: true })], true) });
    fireEvent.click(screen.getByText("撤回"));
    await screen.findByText("已撤回");
    expect(Taro.showModal).toHaveBeenCalledWith(
      expect.objectContaining({ title: "撤回勋章", content: "撤回给运营一组的勋章？对方会收到通知。" }),
    );
    fireEvent.click(within(screen.getByText("勋章").closest<HTMLElement>(".card")!).getByText("勋章"));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: "/pages/badges/index" });
  });
});
