import { composeNotice } from "../../../bot/composeNotice";
import type { Actor, Context } from "../../../domain/context";
import { acceptIdea } from "../../../domain/ideas/acceptIdea";
import { returnIdea } from "../../../domain/ideas/returnIdea";
import { sendIdea } from "../../../domain/ideas/sendIdea";
import { undoIdea } from "../../../domain/ideas/undoIdea";
import { transact } from "../../../domain/transact";
import { deliverNotices } from "../../../jobs/deliverNotices";
import { describeEngines } from "../../engines";
import { buildDepartment, buildEmployee } from "../../factories";
import { openWorld, type World } from "../../world";

const at = (text: string) => new Date(`${text}:00+08:00`);

describeEngines("Ideas that are decided on at night", (engine) => {
  let world: World;
  let manager: Actor;
  let author: Actor;
  beforeAll(async () => {
    world = await openWorld(engine);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.set(at("2026-05-11T22:00"));
    world.sent.length = 0;
    const { id: departmentId } = await buildDepartment(world, { name: "运营一组", chatId: "team" });
    manager = await buildEmployee(world, { name: "周燕", departmentId });
    author = await buildEmployee(world, { name: "王芳", departmentId, managerId: manager.id });
  });

  const as = <T>(actor: Actor, run: (ctx: Context) => Promise<T>) => {
    world.clock.forward(60_000);
    return transact(world.app, actor, run);
  };
  const send = async () => (await as(author, (ctx) => sendIdea(ctx, "把赠品换成试用装，退货会少"))).id;
  const accept = (id: string) => as(manager, (ctx) => acceptIdea(ctx, id));
  const undo = (id: string) => as(manager, (ctx) => undoIdea(ctx, id));
  const heardAt = async (text: string) => {
    world.clock.set(at(text));
    world.sent.length = 0;
    await deliverNotices(world.app);
    return world.sent
      .filter((delivery) => composeNotice(delivery, "http://x"))
      .map(({ person, team, notice }) => `${person?.name ?? team?.name} ${notice.template}`)
      .sort();
  };

  it("are told in the morning as they stand, once", async () => {
    const id = await send();
    await accept(id);
    await undo(id);
    await accept(id);
    expect(await heardAt("2026-05-12T11:40")).toEqual(["王芳 ideaAccepted", "运营一组 ideaAnnounced"].sort());
  });

  it("are asked about as if nothing had been, where the decision was undone", async () => {
    const id = await send();
    await accept(id);
    await undo(id);
    expect(await heardAt("2026-05-12T11:40")).toEqual(["周燕 ideaSent"]);
    await as(manager, (ctx) => returnIdea(ctx, id, "试过了"));
    expect(await heardAt("2026-05-12T11:45")).toEqual(["王芳 ideaReturned"]);
    await undo(id);
    expect(await heardAt("2026-05-12T11:50")).toEqual(["王芳 ideaUndone"]);
  });

  it("are told as undone to whoever had read of them, and not anew where they stand again by the morning", async () => {
    world.clock.set(at("2026-05-12T10:00"));
    const id = await send();
    await accept(id);
    expect(await heardAt("2026-05-12T10:05")).toEqual(["王芳 ideaAccepted", "运营一组 ideaAnnounced"].sort());
    await undo(id);
    await accept(id);
    expect(await heardAt("2026-05-12T10:10")).toEqual([]);
    await undo(id);
    expect(await heardAt("2026-05-12T10:15")).toEqual(["王芳 ideaUndone", "运营一组 ideaUndoneAnnounced"].sort());
  });
});
