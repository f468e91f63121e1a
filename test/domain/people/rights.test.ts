import { bindIdentity } from "../../../domain/people/bindIdentity";
import { findActorByIdentity } from "../../../domain/people/findActor";
import { findPeople } from "../../../domain/people/findPeople";
import { grantRole } from "../../../domain/people/grantRole";
import { issueBindingCode } from "../../../domain/people/issueBindingCode";
import { revokeRole } from "../../../domain/people/revokeRole";
import { transact } from "../../../domain/transact";
import { BindingCode, Event, Identity, RoleGrant } from "../../../entities";
import { describeEngines } from "../../engines";
import { buildEmployee } from "../../factories";
import { openWorld, type World } from "../../world";

describeEngines("rights and accounts", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.close());

  const work = <T>(run: Parameters<typeof transact<T>>[2]) =>
    transact(world.app, null, run as never, { via: "admin" }) as Promise<T>;

  it("grants and revokes a role once, and writes down that it did", async () => {
    const { id } = await buildEmployee(world);
    expect(await work((w) => grantRole(w, id, "hr"))).toBe(true);
    expect(await work((w) => grantRole(w, id, "hr"))).toBe(false);
    expect(await world.db.read.countBy(RoleGrant, { employeeId: id })).toBe(1);
    expect(await work((w) => revokeRole(w, id, "hr"))).toBe(true);
    expect(await work((w) => revokeRole(w, id, "hr"))).toBe(false);
    const events = await world.db.read.find(Event, { where: { subjectId: id }, order: { name: "ASC" } });
    expect(events.map(({ name, data, via }) => [name, data, via])).toEqual([
      ["role.granted", { role: "hr" }, "admin"],
      ["role.revoked", { role: "hr" }, "admin"],
    ]);
  });

  it("gives nobody who left a role", async () => {
    const { id } = await buildEmployee(world, { status: "left" });
    await expect(work((w) => grantRole(w, id, "hr"))).rejects.toMatchObject({ code: "person.notFound" });
  });

  describe("binding a chat account", () => {
    const bind = (code: string, externalId = "wxid") =>
      work((w) => bindIdentity(w, { channel: "wechaty", externalId, code }));
    async function codeOf(person: Awaited<ReturnType<typeof buildEmployee>>) {
      const { code } = await transact(world.app, person, issueBindingCode);
      return code;
    }

    it("ties the account to the person the code was given to, once", async () => {
      const amy = await buildEmployee(world);
      const code = await codeOf(amy);
      expect(code).toMatch(/^[2-9A-Z]{8}$/);
      expect(await world.db.read.countBy(BindingCode, { codeHash: code })).toBe(0);

      expect(await bind(` ${code.toLowerCase()} `)).toMatchObject({ kind: "bound", employee: { id: amy.id } });
      expect((await findActorByIdentity(world.db.read, "wechaty", "wxid"))?.id).toBe(amy.id);
      expect(await bind(code, "somebody else")).toEqual({ kind: "refused", code: "identity.wrongCode" });
    });

    it("moves an account that was bound before", async () => {
      const [amy, ben] = [await buildEmployee(world), await buildEmployee(world)];
      await bind(await codeOf(amy));
      await bind(await codeOf(ben));
      expect(await world.db.read.find(Identity)).toMatchObject([{ employeeId: ben.id, externalId: "wxid" }]);
    });

    it("refuses a code older than ten minutes, and one that a newer replaced", async () => {
      const amy = await buildEmployee(world);
      const first = await codeOf(amy);
      const second = await codeOf(amy);
      expect(await bind(first)).toMatchObject({ code: "identity.wrongCode" });
      world.clock.forward(10 * 60_000);
      expect(await bind(second)).toMatchObject({ code: "identity.wrongCode" });
    });

    it("lets an account try five times an hour", async () => {
      const amy = await buildEmployee(world);
      for (let tries = 0; tries < 5; tries++)
        expect(await bind("WRONG234")).toMatchObject({ code: "identity.wrongCode" });
      const code = await codeOf(amy);
      expect(await bind(code)).toEqual({ kind: "refused", code: "identity.tooManyTries" });
      expect(await bind(code, "another account")).toMatchObject({ kind: "bound" });
      world.clock.forward(3_600_001);
      expect(await bind(await codeOf(amy))).toMatchObject({ kind: "bound" });
    });
  });

  it("finds people by a part of their name or user id, and takes % and _ literally", async () => {
    await buildEmployee(world, { name: "张三", wecomUserId: "ZhangSan" });
    await buildEmployee(world, { name: "张_四%", wecomUserId: "zs!4" });
    await buildEmployee(world, { name: "张五", wecomUserId: "left", status: "left" });
    const names = async (query: string, exact = false) =>
      (await findPeople(world.db.read, { query, exact })).map(({ name }) => name).sort();
    expect(await names("张")).toEqual(["张_四%", "张三"]);
    expect(await names("zhangs")).toEqual(["张三"]);
    expect(await names("_四%")).toEqual(["张_四%"]);
    expect(await names("%")).toEqual(["张_四%"]);
    expect(await names("!4")).toEqual(["张_四%"]);
    expect(await names("张三", true)).toEqual(["张三"]);
    expect(await names("张", true)).toEqual([]);
  });
});
