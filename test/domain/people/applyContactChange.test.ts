import type { DirectoryPerson, Work } from "../../../domain/context";
import { applyContactChange } from "../../../domain/people/applyContactChange";
import { type ContactChange, subjectOf } from "../../../domain/people/ContactChange";
import { linkPerson } from "../../../domain/people/linkPerson";
import { readDirectory } from "../../../domain/people/readDirectory";
import { syncPeople } from "../../../domain/people/syncPeople";
import { transact } from "../../../domain/transact";
import {
  Approval,
  Award,
  CheckIn,
  Department,
  Employee,
  Identity,
  Notice,
  Objective,
  RoleGrant,
  Session,
} from "../../../entities";
import { isSqlite } from "../../../entities/database";
import { describeEngines } from "../../engines";
import { buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";
import { byUserId, department, listed, sync } from "./directory";

const executive = (employeeId: string, grantedAt: Date) => ({
  id: "x",
  employeeId,
  role: "executive" as const,
  grantedById: null,
  grantedAt,
});

/**
 * Whether another transaction on this database waits for a lock; on SQLite whoever is second always waits. InnoDB
 * answers anew only when it was not asked for 100 ms.
 */
async function isWaiting({ db }: Work): Promise<boolean> {
  if (isSqlite(db)) return true;
  const waiting = await db.query(
    `SELECT 1 FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
      WHERE t.trx_state = 'LOCK WAIT' AND p.db = DATABASE()`,
  );
  return waiting.length > 0;
}

/** Contact events as WeCom sends them, applied with what the directory says at that moment. */
describeEngines("contact events", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    world.directory.departmentList = [department(1)];
    world.directory.personList = [listed("boss"), listed("amy", { name: "艾米" })];
    await sync(world);
    world.clock.forward(3_600_000);
  });
  afterEach(() => world.close());

  async function receive(change: ContactChange) {
    const userId = subjectOf(change);
    const detail = userId === undefined ? undefined : await world.directory.person(userId);
    await transact(world.app, null, (work) => applyContactChange(work, change, detail ?? null));
    world.clock.forward(1000);
  }
  const at = () => world.clock.now();
  const created = (userId: string): ContactChange => ({ type: "create_user", at: at(), userId });
  const deleted = (userId: string, when = at()): ContactChange => ({ type: "delete_user", at: when, userId });
  const renamed = (userId: string, newUserId: string | null, when = at()): ContactChange => ({
    type: "update_user",
    at: when,
    userId,
    newUserId,
  });
  const directoryIs = (...people: DirectoryPerson[]) => {
    world.directory.personList = people;
  };

  it("stores a new person once, however often it is told", async () => {
    directoryIs(listed("boss"), listed("amy"), listed("ben", { managerUserId: "boss", position: "客服" }));
    await receive(created("ben"));
    await receive(created("ben"));
    const boss = await byUserId(world, "boss");
    expect(await byUserId(world, "ben")).toMatchObject({
      managerId: boss!.id,
      reportsToId: boss!.id,
      status: "active",
    });
    expect(await world.db.read.countBy(Employee, {})).toBe(3);
  });

  it("ends a leaver's access at once, and whoever has the user id later is somebody else", async () => {
    const amy = (await byUserId(world, "amy"))!;
    const createdAt = at();
    await world.db.transaction((db) =>
      db.insert(Session, {
        idHash: "s",
        employeeId: amy.id,
        via: "oauth",
        createdAt,
        expiresAt: createdAt,
        revokedAt: null,
      }),
    );
    const goal = await buildGoal(world, { ownerId: amy.id });
    directoryIs(listed("boss"));
    const event = deleted("amy");

    await receive(event);

    expect(await world.db.read.findOneByOrFail(Employee, { id: amy.id })).toMatchObject({
      status: "left",
      wecomUserId: null,
    });
    expect((await world.db.read.findOneByOrFail(Session, { idHash: "s" })).revokedAt).not.toBeNull();
    expect((await world.db.read.findOneByOrFail(Objective, { id: goal.id })).status).toBe("cancelled");

    directoryIs(listed("boss"), listed("amy"));
    await receive(created("amy"));
    await receive(event);
    const other = (await byUserId(world, "amy"))!;
    expect(other).toMatchObject({ status: "active", name: null });
    expect(other.id).not.toBe(amy.id);
  });

  it("hands what waits for somebody who is disabled to the next one up, at once", async () => {
    directoryIs(listed("boss"), listed("amy"), listed("staff", { managerUserId: "amy" }));
    await receive(created("staff"));
    const [boss, amy, staff] = await Promise.all(["boss", "amy", "staff"].map((id) => byUserId(world, id)));
    await world.db.transaction((db) => db.insert(RoleGrant, executive(boss!.id, at())));
    const goal = await buildGoal(world, { ownerId: staff!.id, status: "submitted" });
    await world.db.transaction((db) =>
      db.insert(Approval, { id: "a", objectiveId: goal.id, approverId: amy!.id, requestedAt: at() }),
    );
    directoryIs(listed("boss"), listed("amy", { isActive: false }), listed("staff"));

    await receive(renamed("amy", null));

    expect((await world.db.read.findOneByOrFail(Approval, { id: "a" })).approverId).toBe(boss!.id);
    const notices = await world.db.read.findBy(Notice, { template: "goalSubmitted" });
    expect(notices.map(({ employeeId, data }) => [employeeId, data])).toEqual([[boss!.id, { approvalId: "a" }]]);
  });

  it("tells two holders of one user id apart even when the new one's event comes first", async () => {
    const amy = (await byUserId(world, "amy"))!;
    const leftAt = at();
    world.clock.forward(60_000);
    await receive(created("amy"));

    await receive(deleted("amy", leftAt));

    expect((await world.db.read.findOneByOrFail(Employee, { id: amy.id })).status).toBe("left");
    const holder = (await byUserId(world, "amy"))!;
    expect(holder.id).not.toBe(amy.id);
    await receive(deleted("amy", leftAt));
    expect((await byUserId(world, "amy"))!.id).toBe(holder.id);
  });

  it("keeps a person who is renamed, with everything of theirs", async () => {
    const amy = (await byUserId(world, "amy"))!;
    directoryIs(listed("boss"), listed("amelia"));
    const event = renamed("amy", "amelia");
    await receive(event);
    await receive(event);
    expect(await byUserId(world, "amelia")).toMatchObject({ id: amy.id, name: "艾米", status: "active" });
    expect(await byUserId(world, "amy")).toBeNull();
    expect(await world.db.read.countBy(Employee, {})).toBe(2);
  });

  it("comes to the same end in whatever order a person's events arrive", async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const [round, order] of orders.entries()) {
      const [first, second] = [`c${round}`, `d${round}`];
      const begin = at().getTime();
      const events = [
        created(first),
        renamed(first, second, new Date(begin + 1000)),
        deleted(second, new Date(begin + 2000)),
      ];
      for (const [place, index] of order.entries()) {
        // The first event arrives at once and finds the directory as it was then; the others arrive when all is over.
        world.clock.set(place === 0 ? events[index]!.at : new Date(begin + 5000 + place * 1000));
        const seen = place === 0 ? [[listed(first)], [listed(second)], []][index]! : [];
        directoryIs(listed("boss"), listed("amy"), ...seen);
        await receive(events[index]!);
      }
      expect(await world.db.read.countBy(Employee, { status: "active" })).toBe(2);
    }
  });

  it("follows a person renamed twice when the second event comes first", async () => {
    const amy = (await byUserId(world, "amy"))!;
    const begin = at().getTime();
    directoryIs(listed("boss"), listed("cleo"));
    const first = renamed("amy", "bea", new Date(begin));
    const second = renamed("bea", "cleo", new Date(begin + 1000));
    world.clock.forward(2000);
    await receive(second);
    await receive(first);
    expect(await byUserId(world, "cleo")).toMatchObject({ id: amy.id, status: "active" });
    expect(await world.db.read.countBy(Employee, { status: "active" })).toBe(2);
  });

  it("joins a person whom a sync saw under the new id before the rename was told", async () => {
    const amy = (await byUserId(world, "amy"))!;
    const event = renamed("amy", "amelia");
    world.clock.forward(1000);
    directoryIs(listed("boss"), listed("amy"), listed("amelia"));
    await sync(world);
    directoryIs(listed("boss"), listed("amelia"));
    await receive(event);
    expect((await byUserId(world, "amelia"))!.id).toBe(amy.id);
    expect(await world.db.read.countBy(Employee, { status: "active" })).toBe(2);
  });

  it("does not take one person for another when two swap their ids", async () => {
    const [amy, boss] = await Promise.all([byUserId(world, "amy"), byUserId(world, "boss")]);
    directoryIs(listed("amy"), listed("boss"));
    const [aside, taken, back] = [renamed("boss", "tmp"), renamed("amy", "boss"), renamed("tmp", "amy")];
    world.clock.forward(1000);
    await expect(receive(taken)).rejects.toMatchObject({ code: "person.userIdTaken" });
    directoryIs(listed("tmp"), listed("amy"));
    await receive(aside);
    directoryIs(listed("amy"), listed("boss"));
    await receive(taken);
    await receive(back);
    expect((await byUserId(world, "boss"))!.id).toBe(amy!.id);
    expect((await byUserId(world, "amy"))!.id).toBe(boss!.id);
  });

  it("takes departments in any order and ignores tags", async () => {
    const party = (wecomId: number, name: string | null, parentWecomId: number | null): ContactChange => ({
      type: "create_party",
      at: at(),
      wecomId,
      name,
      parentWecomId,
    });
    await receive(party(21, "夜班", 20));
    await receive(party(20, "仓储", 1));
    await receive(party(20, "仓储", 1));
    await receive({ type: "update_party", at: at(), wecomId: 21, name: "晚班", parentWecomId: null });
    await receive({ type: "update_tag", at: at() });
    const [storage, night] = await Promise.all(
      [20, 21].map((wecomId) => world.db.read.findOneByOrFail(Department, { wecomId })),
    );
    const root = await world.db.read.findOneByOrFail(Department, { wecomId: 1 });
    expect(storage).toMatchObject({ name: "仓储", parentId: root.id });
    expect(night).toMatchObject({ name: "晚班", parentId: storage!.id });

    await receive({ type: "delete_party", at: at(), wecomId: 21 });
    await receive({ type: "delete_party", at: at(), wecomId: 21 });
    const gone = await world.db.read.findOneByOrFail(Department, { id: night!.id });
    expect(gone.archivedAt).not.toBeNull();
  });

  it("lets HR link two people only after a sync that has read them", async () => {
    const old = (await byUserId(world, "amy"))!;
    directoryIs(listed("boss"), listed("amy2"));
    await receive(deleted("amy"));
    await receive(created("amy2"));
    const renewed = (await byUserId(world, "amy2"))!;
    directoryIs(listed("boss"), listed("amy2"));
    const snapshot = await readDirectory(world.directory);
    const ended: string[] = [];
    let linking: Promise<unknown> = Promise.resolve();

    await transact(world.app, null, async (work) => {
      await syncPeople(work, snapshot);
      linking = transact(world.app, null, (other) => linkPerson(other, old.id, renewed.id)).finally(() =>
        ended.push("link"),
      );
      // The rows a sync has read without changing them are not locked: only the lock of all people keeps the link back.
      while (ended.length === 0 && !(await isWaiting(work))) await new Promise((resolve) => setTimeout(resolve, 150));
      ended.push("sync");
    });
    await linking;

    expect(ended).toEqual(["sync", "link"]);
    expect(await byUserId(world, "amy2")).toMatchObject({ id: old.id, name: "艾米", status: "active" });
    expect(await world.db.read.countBy(Employee, { status: "active" })).toBe(2);
  });

  it("gives a returning person back what was theirs when HR links them", async () => {
    const old = (await byUserId(world, "amy"))!;
    const report: Employee = await buildEmployee(world, { managerId: old.id });
    directoryIs(listed("boss"));
    await receive(deleted("amy"));
    directoryIs(listed("boss"), listed("amy2"));
    await receive(created("amy2"));
    const renewed = (await byUserId(world, "amy2"))!;
    const goal = await buildGoal(world, { ownerId: renewed.id, keyResults: [{}] });
    await world.db.transaction(async (db) => {
      const now = at();
      await db.insert(RoleGrant, { id: "r", employeeId: renewed.id, role: "hr", grantedById: null, grantedAt: now });
      await db.insert(Identity, { id: "i", employeeId: renewed.id, channel: "wechaty", externalId: "x", boundAt: now });
      const award = { kind: "praise" as const, employeeId: renewed.id, givenById: report.id, awardedAt: now };
      await db.insert(Award, { id: "w", ...award });
      await db.insert(CheckIn, {
        id: "c",
        keyResultId: goal.keyResults[0]!.id,
        reportedById: renewed.id,
        businessDay: "2026-05-11",
        operation: "set",
        amount: 1,
        source: "chat",
        occurredAt: now,
        recordedAt: now,
      });
    });

    const link = () => transact(world.app, null, (work) => linkPerson(work, old.id, renewed.id), { via: "admin" });
    await link();
    await link();

    expect(await byUserId(world, "amy2")).toMatchObject({ id: old.id, name: "艾米", status: "active", leftAt: null });
    expect(await world.db.read.findOneByOrFail(Employee, { id: renewed.id })).toMatchObject({ status: "left" });
    expect((await world.db.read.findOneByOrFail(Objective, { id: goal.id })).ownerId).toBe(old.id);
    expect((await world.db.read.findOneByOrFail(RoleGrant, { id: "r" })).employeeId).toBe(old.id);
    expect((await world.db.read.findOneByOrFail(Identity, { id: "i" })).employeeId).toBe(old.id);
    expect((await world.db.read.findOneByOrFail(Award, { id: "w" })).employeeId).toBe(old.id);
    expect((await world.db.read.findOneByOrFail(CheckIn, { id: "c" })).reportedById).toBe(renewed.id);
    expect((await world.db.read.findOneByOrFail(Employee, { id: report.id })).reportsToId).toBe(old.id);
  });
});
