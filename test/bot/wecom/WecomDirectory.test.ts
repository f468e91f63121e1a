import { WecomClient } from "../../../bot/wecom/WecomClient";
import { WecomDirectory } from "../../../bot/wecom/WecomDirectory";
import { FakeWecom } from "../../server/admin/FakeWecom";

/** Through the real client, against a WeCom on loopback. */
describe("people and departments from WeCom", () => {
  let wecom: FakeWecom;
  beforeEach(async () => {
    wecom = await FakeWecom.start();
  });
  afterEach(() => wecom.stop());

  const tokens = { readOrRefresh: async () => "T", drop: async () => undefined };
  const client = () =>
    new WecomClient(
      { apiUrl: wecom.url, corpId: "ww1", agentId: 1, secret: "s" },
      { tokens, now: () => new Date("2026-05-11T02:00:00Z") },
    );
  const directory = (withIds = false) => new WecomDirectory(client(), withIds ? client() : undefined);
  const everybody = async (withIds = false) => {
    const reader = directory(withIds);
    return reader.people(await reader.departments());
  };

  it("reads the part of the tree that the app may see, with its heads", async () => {
    wecom.answers["department/list"] = {
      errcode: 0,
      department: [
        { id: 20, name: "运营部", parentid: 1, department_leader: ["lead"] },
        { id: 21, parentid: 20 },
      ],
    };
    expect(await directory().departments()).toEqual([
      { wecomId: 20, name: "运营部", parentWecomId: null, leaderUserIds: ["lead"] },
      { wecomId: 21, name: null, parentWecomId: 20, leaderUserIds: [] },
    ]);
  });

  it("asks each department by itself, and takes a person of two departments once", async () => {
    wecom.answers["department/list"] = { errcode: 0, department: [{ id: 1 }, { id: 2, parentid: 1 }] };
    const amy = {
      userid: "amy",
      department: [1, 2],
      main_department: 2,
      position: "客服",
      direct_leader: ["boss"],
      status: 1,
    };
    wecom.answers["user/list"] = (query) => ({
      errcode: 0,
      userlist: query.get("department_id") === "2" ? [amy] : [{ userid: "boss", name: "老板", status: 1 }, amy],
    });
    expect(await everybody()).toEqual([
      {
        userId: "amy",
        name: null,
        departmentWecomIds: [1, 2],
        mainDepartmentWecomId: 2,
        position: "客服",
        managerUserId: "boss",
        isActive: true,
      },
      expect.objectContaining({ userId: "boss", name: "老板", managerUserId: null, position: null }),
    ]);
    expect(wecom.asked.every(({ query }) => !query.has("fetch_child"))).toBe(true);
  });

  it("takes an id repeated as a name for no name", async () => {
    wecom.people = [{ userid: "amy", name: "amy", status: 1 }];
    expect((await everybody())[0]!.name).toBeNull();
  });

  it("counts people as active who have not opened WeCom yet, but not the disabled and those who left", async () => {
    wecom.people = [1, 2, 4, 5].map((status) => ({ userid: `s${status}`, status }));
    const active = (await everybody()).filter(({ isActive }) => isActive).map(({ userId }) => userId);
    expect(active).toEqual(["s1", "s4"]);
  });

  it("adds people who were given the app by themselves", async () => {
    const single = { userid: "guest", status: 1 };
    wecom.answers["agent/get"] = {
      errcode: 0,
      allow_userinfos: { user: [{ userid: "guest" }, { userid: "amy" }, { userid: "gone" }] },
    };
    wecom.answers["user/get"] = (query) =>
      query.get("userid") === "guest" ? { errcode: 0, ...single } : { errcode: 60111 };
    expect((await everybody()).map(({ userId }) => userId)).toEqual(["amy", "boss", "guest", "hr"]);
  });

  it("adds the ids of the whole company page by page where the contact-sync secret is configured", async () => {
    const pages = [
      {
        errcode: 0,
        dept_user: [
          { userid: "amy", department: 1 },
          { userid: "far", department: 7 },
        ],
        next_cursor: "2",
      },
      { errcode: 0, dept_user: [{ userid: "far", department: 8 }], next_cursor: "" },
    ];
    wecom.answers["user/list_id"] = () => pages.shift()!;
    const far = (await everybody(true)).find(({ userId }) => userId === "far");
    expect(far).toMatchObject({ name: null, departmentWecomIds: [7, 8], isActive: true });
    expect(wecom.asked.filter(({ path }) => path === "user/list_id").map(({ body }) => body)).toEqual([
      { limit: 10_000 },
      { limit: 10_000, cursor: "2" },
    ]);
  });

  it("fails as a whole when one department cannot be read, because half a list looks like people leaving", async () => {
    wecom.answers["department/list"] = { errcode: 0, department: [{ id: 1 }, { id: 2 }] };
    wecom.answers["user/list"] = (query) =>
      query.get("department_id") === "2" ? { errcode: 60011 } : { errcode: 0, userlist: wecom.people };
    await expect(everybody()).rejects.toMatchObject({ errcode: 60011 });
  });

  it.each([60011, 60021, 50002])(
    "does not take whom the app may not see (%d) for gone where all ids are known",
    async (errcode) => {
      wecom.answers["user/get"] = { errcode };
      expect(await directory().person("far")).toBeUndefined();
      expect(await directory(true).person("far")).toMatchObject({ userId: "far", name: null, isUnseen: true });
      wecom.answers["user/get"] = { errcode: 60111 };
      expect(await directory(true).person("far")).toBeUndefined();
    },
  );

  it("takes the departments of somebody given the app by themselves from the ids when the app may not look", async () => {
    wecom.answers["agent/get"] = { errcode: 0, allow_userinfos: { user: [{ userid: "far" }] } };
    wecom.answers["user/get"] = { errcode: 60011 };
    wecom.answers["user/list_id"] = { errcode: 0, dept_user: [{ userid: "far", department: 7 }], next_cursor: "" };
    expect((await everybody(true)).find(({ userId }) => userId === "far")).toMatchObject({ departmentWecomIds: [7] });
  });

  it("knows nobody whom WeCom does not know, and passes on other refusals", async () => {
    expect(await directory().person("nobody")).toBeUndefined();
    wecom.answers["user/get"] = { errcode: 60020 };
    await expect(directory().person("amy")).rejects.toMatchObject({ errcode: 60020 });
  });
});
