import Taro from "@tarojs/taro";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import type { Badge } from "../../../miniprogram/src/lib/wire";
import { parts } from "../../../miniprogram/src/pages/badges/badgeDraft";
import BadgesPage from "../../../miniprogram/src/pages/badges/index";
import MePage from "../../../miniprogram/src/pages/me/index";
import { BadgeDesign } from "../../../server/schemas/recognition";
import { me } from "./samples";
import { askedFor, newPhone, Refusal, serve, told } from "./stubServer";

const badge = (change: Partial<Badge> = {}): Badge => ({
  code: "teamwork",
  name: "团队协作",
  description: "主动补位",
  level: 1,
  design: { shape: "hexagon", sign: "people", tone: "violet" },
  isArchived: false,
  isBuiltIn: false,
  ...change,
});
const builtIn = badge({
  code: "target-reached",
  name: "达成之星",
  description: "达到目标",
  design: null,
  isBuiltIn: true,
});
const past = badge({ code: "old", name: "旧勋章", isArchived: true });

async function show(parameters: Record<string, string> = {}, mayEdit = true) {
  newPhone(parameters);
  serve({ "GET /badges": { badges: [badge(), builtIn, past], abilities: { edit: mayEdit } } });
  const { container } = render(<BadgesPage />);
  await waitFor(() => expect(container.querySelector(".skeleton")).toBeNull());
  return container;
}
const write = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
const drawn = (page: HTMLElement) =>
  decodeURIComponent(page.querySelector<HTMLImageElement>(".badge-preview img")!.src);

describe("勋章", () => {
  it("shows everybody what each is for and its level, and nobody else what is given no more", async () => {
    await show({}, false);
    expect(screen.getByText("1 级 · 常见")).toBeTruthy();
    expect(screen.getByText("主动补位")).toBeTruthy();
    expect(screen.getByText("达到目标（系统自动颁发）")).toBeTruthy();
    for (const word of ["旧勋章", "已停用", "加一枚勋章", "价值观"]) expect(screen.queryByText(word)).toBeNull();
    fireEvent.click(screen.getByText("团队协作"));
    expect(Taro.navigateTo).not.toHaveBeenCalled();
    expect(askedFor("GET")).toHaveLength(1);
  });

  it("lets HR come to each, to those out of use as well, and add one", async () => {
    await show();
    expect(within(screen.getByText("已停用").closest<HTMLElement>(".card")!).getByText("旧勋章")).toBeTruthy();
    fireEvent.click(screen.getByText("旧勋章"));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: "/pages/badges/index?code=old" });
    fireEvent.click(screen.getByText("加一枚勋章"));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: "/pages/badges/index?code=new" });
  });

  it("draws a new one while it is chosen, and adds it once however often it is pressed", async () => {
    const page = await show({ code: "new" });
    const before = drawn(page);
    for (const label of ["形状：盾牌", "图案：奖杯", "颜色：红"]) fireEvent.click(screen.getByLabelText(label));
    const chosen = drawn(page);
    expect(chosen).not.toBe(before);
    fireEvent.click(screen.getByText("3 级"));
    expect(drawn(page)).not.toBe(chosen);
    serve({ "POST /badges": badge() });
    fireEvent.click(screen.getByText("保存"));
    expect(askedFor("POST")).toEqual([]);
    write("名称", " 服务之星 ");
    write("什么时候授予", "满意度最高");
    for (let times = 0; times < 3; times++) fireEvent.click(screen.getByText(/^保存/));
    await waitFor(() => expect(told()).toEqual(["已添加，现在就可以授予"]));
    expect(askedFor("POST")).toMatchObject([
      {
        data: {
          name: "服务之星",
          description: "满意度最高",
          level: 3,
          design: { shape: "shield", sign: "trophy", tone: "red" },
        },
        key: expect.stringMatching(/./),
      },
    ]);
  });

  it("keeps the drawing of one that is only named anew, and says what the server says", async () => {
    await show({ code: "target-reached" });
    write("名称", "达标之星");
    serve({ "PUT /badges/target-reached": new Refusal(409, "badge.nameTaken", "已经有叫“达标之星”的勋章") });
    fireEvent.click(screen.getByText("保存"));
    await waitFor(() => expect(told()).toEqual(["已经有叫“达标之星”的勋章"]));
    expect(askedFor("PUT").map(({ data }) => data)).toEqual([{ name: "达标之星", description: "达到目标", level: 1 }]);
    expect(screen.getByText(/不能停用/)).toBeTruthy();
    expect(screen.queryByText("停用")).toBeNull();
  });

  it("goes out of use after a question, and comes back into it", async () => {
    await show({ code: "teamwork" });
    serve({ "PUT /badges/teamwork": badge({ isArchived: true }), "PUT /badges/old": badge() });
    (Taro.showModal as jest.Mock).mockResolvedValueOnce({ confirm: false });
    fireEvent.click(screen.getByText("停用"));
    await waitFor(() => expect(Taro.showModal).toHaveBeenCalledTimes(1));
    expect(askedFor("PUT")).toEqual([]);
    fireEvent.click(await screen.findByText("停用"));
    await waitFor(() => expect(told()).toEqual(["已停用"]));
    expect(askedFor("PUT")).toMatchObject([{ call: "PUT /badges/teamwork", data: { isArchived: true } }]);
    cleanup();
    await show({ code: "old" });
    serve({ "PUT /badges/old": badge() });
    fireEvent.click(screen.getByText("重新启用"));
    await waitFor(() => expect(told()).toEqual(["已重新启用"]));
    expect(askedFor("PUT")).toMatchObject([{ call: "PUT /badges/old", data: { isArchived: false } }]);
  });

  it.each([
    ["new", false, "只有人事可以设置勋章，请联系人事。"],
    ["gone", true, "没有这枚勋章，请回到勋章列表再选。"],
  ])("offers nothing to write at %s where that makes no sense", async (code, mayEdit, words) => {
    await show({ code }, mayEdit);
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByText("保存")).toBeNull();
  });

  it("can be drawn of all there is", () => {
    const valuesOf = (list: readonly { value: string }[]) => list.map(({ value }) => value).sort();
    for (const part of ["shape", "sign", "tone"] as const)
      expect(valuesOf(parts[part])).toEqual([...BadgeDesign.shape[part].options].sort());
  });

  it("is on HR's own page and on nobody else's", async () => {
    newPhone();
    serve({ "GET /me": me({ roles: ["hr"] }) });
    const { unmount } = render(<MePage />);
    fireEvent.click(await screen.findByText("勋章与价值观"));
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: "/pages/badges/index" });
    unmount();
    serve({ "GET /me": me({ roles: ["executive"], isManager: true }) });
    render(<MePage />);
    await screen.findByText("消息设置");
    expect(screen.queryByText("勋章与价值观")).toBeNull();
  });
});

describe("价值观", () => {
  const open = async (values: string[]) => {
    await show();
    serve({ "GET /values": { values, abilities: { edit: true } } });
    fireEvent.click(screen.getByText("价值观"));
    await screen.findByText("第 1 条");
  };

  it("are written, added and taken away, and saved as one list", async () => {
    await open(["客户第一", "诚信"]);
    write("第 1 条", "客户至上");
    fireEvent.click(screen.getByLabelText("删掉第 2 条：诚信"));
    fireEvent.click(screen.getByText("加一条"));
    fireEvent.click(screen.getByText("保存"));
    expect(askedFor("PUT")).toEqual([]);
    write("第 2 条", " 守信 ");
    serve({ "PUT /values": { values: ["客户至上", "守信"], abilities: { edit: true } } });
    for (let times = 0; times < 3; times++) fireEvent.click(screen.getByText(/^保存/));
    await waitFor(() => expect(told()).toHaveLength(1));
    expect(askedFor("PUT").map(({ data }) => data)).toEqual([{ values: ["客户至上", "守信"] }]);
    expect(screen.getByLabelText<HTMLInputElement>("第 2 条").value).toBe("守信");
  });

  it("are different ones, at least one and at most twelve", async () => {
    await open(["诚信"]);
    fireEvent.click(screen.getByLabelText("删掉第 1 条：诚信"));
    expect(screen.getByLabelText("第 1 条")).toBeTruthy();
    for (let count = 1; count < 12; count++) fireEvent.click(screen.getByText("加一条"));
    expect(screen.queryByText("加一条")).toBeNull();
    write("第 2 条", "诚信");
    expect(screen.getByText("和第 1 条一样")).toBeTruthy();
    for (let count = 2; count <= 12; count++) write(`第 ${count} 条`, count === 3 ? "诚信" : `第${count}`);
    fireEvent.click(screen.getByText("保存"));
    expect(askedFor("PUT")).toEqual([]);
  });

  it("say what the server says, and keep what was written", async () => {
    await open(["诚信"]);
    write("第 1 条", "守信");
    serve({ "PUT /values": new Refusal(400, "recognition.values", "价值观请写 1 到 12 条") });
    fireEvent.click(screen.getByText("保存"));
    await waitFor(() => expect(told()).toEqual(["价值观请写 1 到 12 条"]));
    expect(screen.getByLabelText<HTMLInputElement>("第 1 条").value).toBe("守信");
  });
});
