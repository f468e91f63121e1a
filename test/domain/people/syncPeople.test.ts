import { isMassDeactivation } from "../../../domain/people/isMassDeactivation";
import { nameOf } from "../../../domain/people/nameOf";
import {
  Approval,
  Department,
  Employee,
  Event,
  Notice,
  Objective,
  Position,
  RoleGrant,
  Session,
} from "../../../entities";
import { describeEngines } from "../../engines";
import { buildEmployee, buildGoal } from "../../factories";
import { openWorld, type World } from "../../world";
import { byUserId, department, listed, sync } from "./directory";

const team = (count: number) => Array.from({ length: count }, (_, index) => listed(`staff${index + 1}`));

describeEngines("full sync of people", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.close());

  it("stores the tree, its heads, people, positions and who answers to whom", async () => {
    world.directory.departmentList = [
      department(1, { leaderUserIds: ["boss"] }),
      department(2, { leaderUserIds: ["lead"] }),
    ];
    world.directory.personList = [
      listed("boss", { position: "总经理" }),
      listed("lead", { departmentWecomIds: [2], position: "运营主管" }),
      listed("staff", { departmentWecomIds: [1, 2], mainDepartmentWecomId: 2, position: "运营" }),
      listed("aide", { departmentWecomIds: [2], managerUserId: "boss" }),
    ];

    const result = await sync(world);

    expect(result).toMatchObject({ created: 4, updated: 0, leaving: 0, departmentsCreated: 2, isRefused: false });
    const [boss, lead, staff, aide] = await Promise.all(
      ["boss", "lead", "staff", "aide"].map((id) => byUserId(world, id)),
    );
    expect(boss!.reportsToId).toBeNull();
    expect(lead!.reportsToId).toBe(boss!.id);
    expect(staff!.reportsToId).toBe(lead!.id);
    expect(aide!.reportsToId).toBe(boss!.id);
    const operations = await world.db.read.findOneByOrFail(Department, { wecomId: 2 });
    expect(operations).toMatchObject({ name: "部门名2", headId: lead!.id });
    expect(staff!.departmentId).toBe(operations.id);
    const position = await world.db.read.findOneByOrFail(Position, { id: staff!.positionId! });
    expect(position.name).toBe("运营");
    expect(staff!.spreadMinute).toBeGreaterThanOrEqual(1);
    expect(staff!.spreadMinute).toBeLessThanOrEqual(12);
  });

  it("changes nothing when it runs again", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = team(4);
    await sync(world);
    const before = await world.db.read.find(Employee, { order: { id: "ASC" } });

    const again = await sync(world);

    expect(again).toMatchObject({ created: 0, updated: 0, departmentsCreated: 0, departmentsUpdated: 0 });
    expect(await world.db.read.find(Employee, { order: { id: "ASC" } })).toEqual(before);
  });

  it("keeps what HR imported where the directory says nothing, and follows it where it does", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = [listed("a"), listed("b", { name: "李四" })];
    await sync(world);
    await world.db.transaction((db) => db.update(Employee, { wecomUserId: "a" }, { name: "张三" }));
    await world.db.transaction((db) => db.update(Employee, { wecomUserId: "b" }, { name: "李小四" }));

    await sync(world);

    expect((await byUserId(world, "a"))!.name).toBe("张三");
    expect((await byUserId(world, "b"))!.name).toBe("李四");
  });

  it("uses as many statements for 400 people as for 40", async () => {
    world.directory.departmentList = [department(1)];
    const statementsFor = async (count: number) => {
      world.directory.personList = team(count).map((person) => ({
        ...person,
        position: "客服",
        managerUserId: "staff1",
      }));
      world.statements.length = 0;
      await sync(world);
      return world.statements.length;
    };
    const few = await statementsFor(40);
    const many = await statementsFor(400);
    expect(many).toBeLessThanOrEqual(few);
  });

  it("ends access, goals and binding of somebody who is gone, and the same user id later is somebody new", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = team(2);
    await sync(world);
    const leaver = (await byUserId(world, "staff2"))!;
    const goal = await buildGoal(world, { ownerId: leaver.id });
    await world.db.transaction(async (db) => {
      const createdAt = world.clock.now();
      const expiresAt = new Date(createdAt.getTime() + 1000);
      await db.insert(Session, {
        idHash: "h",
        employeeId: leaver.id,
        via: "oauth",
        createdAt,
        expiresAt,
        revokedAt: null,
      });
      await db.insert(RoleGrant, {
        id: "g",
        employeeId: leaver.id,
        role: "hr",
        grantedById: null,
        grantedAt: createdAt,
      });
    });
    world.directory.personList = team(1);

    await sync(world);

    const left = await world.db.read.findOneByOrFail(Employee, { id: leaver.id });
    expect(left).toMatchObject({ status: "left", wecomUserId: null, leftAt: world.clock.now() });
    expect((await world.db.read.findOneByOrFail(Session, { idHash: "h" })).revokedAt).toEqual(world.clock.now());
    expect(await world.db.read.countBy(RoleGrant, { employeeId: leaver.id })).toBe(0);
    expect((await world.db.read.findOneByOrFail(Objective, { id: goal.id })).status).toBe("cancelled");
    const events = await world.db.read.findBy(Event, { subjectId: goal.id });
    expect(events.map(({ name, data }) => [name, data])).toEqual([
      ["goal.cancelled", { before: "active", after: "cancelled", reason: "left" }],
    ]);

    world.directory.personList = team(2);
    await sync(world);
    const successor = (await byUserId(world, "staff2"))!;
    expect(successor.id).not.toBe(leaver.id);
    expect((await world.db.read.findOneByOrFail(Employee, { id: leaver.id })).status).toBe("left");
  });

  it("lets go of somebody disabled and knows them again once they are enabled", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = team(2);
    await sync(world);
    const person = (await byUserId(world, "staff2"))!;
    world.directory.personList = [listed("staff1"), listed("staff2", { isActive: false })];

    const result = await sync(world);

    expect(result.leaving).toBe(1);
    expect(await byUserId(world, "staff2")).toMatchObject({ id: person.id, status: "left" });

    world.directory.personList = team(2);
    await sync(world);
    expect(await byUserId(world, "staff2")).toMatchObject({ id: person.id, status: "active", leftAt: null });
  });

  it.each([
    ["a leaver", []],
    ["somebody disabled", [listed("lead", { isActive: false })]],
  ])("hands what waited for %s to the next one up", async (_, rest) => {
    world.directory.departmentList = [department(1, { leaderUserIds: ["boss"] })];
    world.directory.personList = [listed("boss"), listed("lead"), listed("staff", { managerUserId: "lead" })];
    await sync(world);
    const [boss, lead, staff] = await Promise.all(["boss", "lead", "staff"].map((id) => byUserId(world, id)));
    const goal = await buildGoal(world, { ownerId: staff!.id, status: "submitted" });
    await world.db.transaction((db) =>
      db.insert(Approval, { id: "a", objectiveId: goal.id, approverId: lead!.id, requestedAt: world.clock.now() }),
    );
    world.directory.personList = [listed("boss"), listed("staff"), ...rest];

    await sync(world);

    expect((await world.db.read.findOneByOrFail(Approval, { id: "a" })).approverId).toBe(boss!.id);
    const notices = await world.db.read.findBy(Notice, { employeeId: boss!.id });
    expect(notices.map(({ template, data }) => [template, data])).toEqual([["goalSubmitted", { approvalId: "a" }]]);
  });

  it("hands what nobody could take over to whoever is named later", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = [listed("lead"), listed("staff", { managerUserId: "lead" })];
    await sync(world);
    const [lead, staff] = await Promise.all(["lead", "staff"].map((id) => byUserId(world, id)));
    const goal = await buildGoal(world, { ownerId: staff!.id, status: "submitted" });
    await world.db.transaction((db) =>
      db.insert(Approval, { id: "a", objectiveId: goal.id, approverId: lead!.id, requestedAt: world.clock.now() }),
    );
    world.directory.personList = [listed("staff")];
    await sync(world);
    expect((await world.db.read.findOneByOrFail(Approval, { id: "a" })).approverId).toBe(lead!.id);

    world.directory.personList = [listed("staff", { managerUserId: "new" }), listed("new")];
    await sync(world);
    const named = (await byUserId(world, "new"))!;
    expect((await world.db.read.findOneByOrFail(Approval, { id: "a" })).approverId).toBe(named.id);
    await sync(world);
    expect(await world.db.read.countBy(Notice, { template: "goalSubmitted" })).toBe(1);
  });

  it("applies nothing when too many would leave, tells the operators once, and obeys a confirmation", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = team(40);
    await sync(world);
    const operator = (await byUserId(world, "staff1"))!;
    await world.db.transaction((db) =>
      db.insert(RoleGrant, {
        id: "o",
        employeeId: operator.id,
        role: "operator",
        grantedById: null,
        grantedAt: world.clock.now(),
      }),
    );
    world.directory.personList = [...team(37), listed("new")];

    const refused = await sync(world);
    await sync(world);

    expect(refused).toMatchObject({ isRefused: true, leaving: 3, total: 40 });
    expect(await world.db.read.countBy(Employee, { status: "active" })).toBe(40);
    expect(await byUserId(world, "new")).toBeNull();
    const notices = await world.db.read.findBy(Notice, { template: "peopleSyncRefused" });
    expect(notices.map(({ employeeId, data }) => [employeeId, data])).toEqual([
      [operator.id, { leaving: 3, total: 40 }],
    ]);

    world.directory.personList = [...team(36), listed("new")];
    expect(await sync(world, { isConfirmed: true })).toMatchObject({ isRefused: true, leaving: 4 });
    world.directory.personList = [...team(37), listed("new")];
    expect(await sync(world, { isConfirmed: true })).toMatchObject({ isRefused: false, created: 1 });
    expect(await world.db.read.countBy(Employee, { status: "active" })).toBe(38);
  });

  it("does not take an empty answer for a company that left", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = team(10);
    await sync(world);
    world.directory.departmentList = [];
    world.directory.personList = [];
    expect((await sync(world)).isRefused).toBe(true);
    expect(await world.db.read.countBy(Employee, { status: "active" })).toBe(10);
  });

  it("lets go of two of 40, which is 5 %, without asking", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = team(40);
    await sync(world);
    world.directory.personList = team(38);
    expect(await sync(world)).toMatchObject({ isRefused: false, leaving: 2 });
  });

  it("leaves people who were never in the directory alone", async () => {
    const outsider = await buildEmployee(world, { wecomUserId: null });
    world.directory.departmentList = [department(1)];
    world.directory.personList = team(1);
    await sync(world);
    expect((await world.db.read.findOneByOrFail(Employee, { id: outsider.id })).status).toBe("active");
  });

  it("survives two syncs at once", async () => {
    world.directory.departmentList = [department(1)];
    world.directory.personList = team(20);
    await Promise.all([sync(world), sync(world), sync(world)]);
    expect(await world.db.read.countBy(Employee, {})).toBe(20);
  });

  it("archives a department that is gone", async () => {
    world.directory.departmentList = [department(1), department(2)];
    world.directory.personList = team(1);
    await sync(world);
    world.directory.departmentList = [department(1)];
    await sync(world);
    const gone = await world.db.read.findOneByOrFail(Department, { name: "部门名2" });
    expect(gone).toMatchObject({ wecomId: null, archivedAt: world.clock.now() });
  });
});

describe("the guard", () => {
  it("needs three people and more than one in twenty", () => {
    expect(isMassDeactivation(2, 2)).toBe(false);
    expect(isMassDeactivation(3, 3)).toBe(true);
    expect(isMassDeactivation(3, 60)).toBe(false);
    expect(isMassDeactivation(3, 59)).toBe(true);
    expect(isMassDeactivation(500, 10_000)).toBe(false);
    expect(isMassDeactivation(501, 10_000)).toBe(true);
  });
});

describe("what a person is called", () => {
  const person = { id: "01KABCDEFG", name: null, wecomUserId: "zhangsan" };

  it("is the name, else the user id, else a pseudonym", () => {
    expect(nameOf({ ...person, name: "张三" })).toBe("张三");
    expect(nameOf(person)).toBe("zhangsan");
    expect(nameOf({ ...person, wecomUserId: null })).toBe("员工DEFG");
  });
});
