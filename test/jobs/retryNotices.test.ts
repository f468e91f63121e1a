import { newId } from "../../domain/newId";
import { Employee, Notice, type NoticeKind } from "../../entities";
import { describeEngines } from "../engines";
import { Operator } from "../server/admin/Operator";

const hour = 3_600_000;

describeEngines("Sending failed messages again", (engine) => {
  let operator: Operator;
  beforeEach(async () => {
    operator = await Operator.start(engine);
    await operator.type("setup");
  });
  afterEach(() => operator.stop());

  const fail = (template: string, kind: NoticeKind, expiresInHours: number) =>
    operator.inDatabase(async (db) => {
      const person = await db.read.findOneByOrFail(Employee, { status: "active" });
      const id = newId(operator.now);
      await db.transaction((work) =>
        work.insert(Notice, {
          id,
          dedupeKey: template + expiresInHours,
          employeeId: person.id,
          template,
          kind,
          data: {},
          asOf: operator.now,
          day: "2026-05-11",
          nextAt: null,
          expiresAt: new Date(operator.now.getTime() + expiresInHours * hour),
          state: "failed",
          attempts: 6,
          lastError: "wecom.60020",
          createdAt: operator.now,
        }),
      );
      return id;
    });
  const templatesOwed = () =>
    operator.inDatabase(async ({ read }) =>
      (await read.find(Notice, { where: { state: "owed" } })).map(({ template }) => template).sort(),
    );

  it("leaves nudges of days that are over unless one is asked for by its number, and says so", async () => {
    const stale = await fail("nudge", "system", -1);
    await fail("lagRecovered", "system", 1);
    await fail("goalSubmitted", "approval", -1);
    expect(await operator.type("notices", "retry", "--all")).toBe(0);
    expect(operator.said).toEqual([
      "✓ 2 条消息重新排队，服务运行时会马上发送。",
      "另有 1 条提醒已过时，没有重发；确实要发就写编号：notices retry 编号",
    ]);
    expect(await templatesOwed()).toEqual(["goalSubmitted", "lagRecovered"]);
    expect(await operator.type("notices", "retry", stale)).toBe(0);
    expect(operator.said).toEqual(["✓ 1 条消息重新排队，服务运行时会马上发送。"]);
    expect(await templatesOwed()).toEqual(["goalSubmitted", "lagRecovered", "nudge"]);
  });
});
