import { giveAward } from "../../domain/recognition/giveAward";
import { transact } from "../../domain/transact";
import { Award, type Employee } from "../../entities";
import { describeEngines } from "../engines";
import { buildDepartment, buildEmployee } from "../factories";
import { openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";

describeEngines("The certificates of a team's honour", (engine) => {
  let world: World;
  let http: Http;
  let departmentId: string;
  let head: Awaited<ReturnType<typeof buildEmployee>>;
  let members: Employee[];
  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
    departmentId = (await buildDepartment(world, { name: "直播一组" })).id;
    head = await buildEmployee(world, { name: "周燕", departmentId });
    members = [];
    for (const name of ["张三", "李四", "王五", "赵六"])
      members.push(await buildEmployee(world, { name, departmentId, managerId: head.id }));
    const gift = { kind: "honour", title: "销售冠军", to: { departmentId }, reason: "好" } as const;
    await transact(world.app, head, (ctx) => giveAward(ctx, gift));
  });
  afterAll(() => world.close());

  const wallOf = async (person: Employee) => {
    const { body } = await ask(http, "GET /recognitions", await tokenFor(world, person));
    expect(body.recognitions).toHaveLength(1);
    return body.recognitions[0];
  };

  it("are opened from the wall by each member as their own", async () => {
    for (const person of members) {
      const { certificateId } = await wallOf(person);
      const award = await world.db.read.findOneByOrFail(Award, { id: certificateId });
      expect(award.employeeId).toBe(person.id);
      const token = await tokenFor(world, person);
      expect((await ask(http, `GET /recognitions/${certificateId}/certificate`, token)).status).toBe(200);
    }
  });

  it("are all there for who gave it to pick from, and for HR", async () => {
    const hr = await buildEmployee(world, { roles: ["hr"] });
    for (const viewer of [head, hr]) {
      const { certificateId } = await wallOf(viewer);
      const token = await tokenFor(world, viewer);
      const { certificates } = (await ask(http, `GET /recognitions/${certificateId}/certificates`, token)).body;
      const names = certificates.map(({ receiver }: { receiver: { name: string } }) => receiver.name);
      expect(names.sort()).toEqual(["张三", "李四", "王五", "赵六"].sort());
    }
    const { certificateId } = await wallOf(members[1]!);
    const mine = await ask(http, `GET /recognitions/${certificateId}/certificates`, await tokenFor(world, members[1]!));
    expect(mine.body.certificates).toEqual([
      { id: certificateId, receiver: expect.objectContaining({ name: "李四" }) },
    ]);
  });

  it("are no business of others, and on a person's page only that person's own", async () => {
    expect((await wallOf(await buildEmployee(world))).certificateId).toBeNull();
    const [first, other] = members;
    const page = async (viewer: Employee) =>
      (await ask(http, `GET /people/${first!.id}`, await tokenFor(world, viewer))).body.recognitions;
    expect((await page(first!)).map((one: { certificateId: string }) => one.certificateId)).toEqual([
      expect.any(String),
    ]);
    expect((await page(other!)).map((one: { certificateId: string }) => one.certificateId)).toEqual([null]);
  });
});
