import { WecomChannel } from "../../../bot/wecom/WecomChannel";
import { WecomClient } from "../../../bot/wecom/WecomClient";
import type { Context } from "../../../domain/context";
import { approveGoal } from "../../../domain/goals/approveGoal";
import { returnGoal } from "../../../domain/goals/returnGoal";
import { submitGoal } from "../../../domain/goals/submitGoal";
import { withdrawGoal } from "../../../domain/goals/withdrawGoal";
import { applyContactChange } from "../../../domain/people/applyContactChange";
import { transact } from "../../../domain/transact";
import { CardCode, type Employee, type Via } from "../../../entities";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { describeEngines } from "../../engines";
import { buildEmployee, buildGoal } from "../../factories";
import { monday, openWorld, type World } from "../../world";
import { LoopbackApi } from "./LoopbackApi";

interface Update {
  userids: string[];
  response_code: string;
  template_card: { button_list?: { text: string }[] };
}

/** The card that asks somebody to decide, when the decision comes from elsewhere. */
describeEngines("The card that asks for an approval", (engine) => {
  let world: World;
  let api: LoopbackApi;
  let codes = 0;
  beforeAll(async () => {
    world = await openWorld(engine);
    api = await LoopbackApi.start();
    api.on("message/send", ({ body }) => ({
      errcode: 0,
      msgid: "m",
      ...(JSON.stringify(body).includes("template_card") && { response_code: `sent-${++codes}` }),
    }));
    const client = new WecomClient(
      { apiUrl: api.url, corpId: "ww1", agentId: 7, secret: "secret" },
      { tokens: { readOrRefresh: async () => "token", drop: async () => undefined }, now: () => world.clock.now() },
    );
    world.app.channel = new WecomChannel(client, { publicUrl: "http://127.0.0.1" });
  });
  afterAll(async () => {
    await api.stop();
    await world.close();
  });
  beforeEach(() => world.clock.set(monday));

  const deliver = async (): Promise<[string | undefined, string, string[] | undefined][]> => {
    api.asked.length = 0;
    await deliverNotices(world.app);
    return api.askedFor("message/update_template_card").map(({ body }) => {
      const { userids, response_code, template_card } = body as Update;
      return [userids[0], response_code, template_card.button_list?.map(({ text }) => text)];
    });
  };
  const act = async (person: Employee, via: Via, run: (ctx: Context) => Promise<unknown>) => {
    world.clock.forward(1000);
    await transact(world.app, { ...person, roles: [] } as never, run, { via });
  };
  async function asked() {
    const chief = await buildEmployee(world);
    const manager = await buildEmployee(world, { managerId: chief.id });
    const owner = await buildEmployee(world, { managerId: manager.id });
    const goal = await buildGoal(world, { ownerId: owner.id, status: "draft" });
    await act(owner, "wecom", (ctx) => submitGoal(ctx, goal.id));
    expect(await deliver()).toEqual([]);
    return { chief, manager, owner, goal, code: `sent-${codes}` };
  }

  it("loses its buttons when the owner takes the goal back, by the code it was sent with, once", async () => {
    const { manager, owner, goal, code } = await asked();
    await act(owner, "wecom", (ctx) => withdrawGoal(ctx, goal.id));
    await act(owner, "wecom", (ctx) => withdrawGoal(ctx, goal.id));
    expect(await deliver()).toEqual([[manager.wecomUserId, code, ["已撤回"]]]);
    expect(await deliver()).toEqual([]);
    expect((await world.db.read.findOneByOrFail(CardCode, { code })).usedAt).not.toBeNull();
  });

  it("says what somebody above decided, and what the asked one decided on a page", async () => {
    const first = await asked();
    await act(first.chief, "wecom", (ctx) => approveGoal(ctx, first.goal.id));
    expect(await deliver()).toEqual([[first.manager.wecomUserId, first.code, ["进行中"]]]);
    const second = await asked();
    await act(second.manager, "web", (ctx) => returnGoal(ctx, second.goal.id, "请写清楚渠道"));
    expect(await deliver()).toEqual([[second.manager.wecomUserId, second.code, ["已退回"]]]);
  });

  it("says so when the owner has left", async () => {
    const { manager, owner, code } = await asked();
    const change = { type: "delete_user", at: world.clock.now(), userId: owner.wecomUserId ?? "" } as const;
    await transact(world.app, null, (work) => applyContactChange(work, change, null));
    expect(await deliver()).toEqual([[manager.wecomUserId, code, ["已取消"]]]);
  });

  it("is left to the press of who decides by it, and to nobody after 72 hours", async () => {
    const pressed = await asked();
    await act(pressed.manager, "wecom", (ctx) => approveGoal(ctx, pressed.goal.id));
    expect(await deliver()).toEqual([]);
    const old = await asked();
    world.clock.forward(72 * 3_600_000);
    await act(old.owner, "web", (ctx) => withdrawGoal(ctx, old.goal.id));
    expect(await deliver()).toEqual([]);
  });

  it("is another card with a code of its own when the goal is submitted again", async () => {
    const { manager, owner, goal, code } = await asked();
    await act(manager, "web", (ctx) => returnGoal(ctx, goal.id, "请写清楚渠道"));
    await act(owner, "web", (ctx) => submitGoal(ctx, goal.id));
    await deliver();
    const again = `sent-${codes}`;
    expect(again).not.toBe(code);
    await act(owner, "web", (ctx) => withdrawGoal(ctx, goal.id));
    expect(await deliver()).toEqual([[manager.wecomUserId, again, ["已撤回"]]]);
  });
});
