import { Election } from "../../entities";
import { Database } from "../../entities/database";
import { CancelledElections1764310000000 } from "../../entities/migrations/1764310000000-CancelledElections";
import { createDatabase, describeEngines, dropDatabase } from "../engines";

describeEngines("The migration for cancelled elections", (engine) => {
  let url: string;
  let db: Database;
  beforeAll(async () => {
    url = await createDatabase(engine);
    db = await Database.open(url);
    await db.migrate();
  });
  afterAll(async () => {
    await db.close();
    await dropDatabase(url);
  });

  it("gives those that were there their place, and leaves what is right when it runs again", async () => {
    const at = new Date("2026-05-11T02:00:00Z");
    const row = {
      departmentKey: "",
      seats: 1,
      createdById: "hr",
      createdAt: at,
      votesFrom: at,
      endsAt: at,
      closedAt: null,
    };
    const rows = [
      { id: "a", month: "2026-03", state: "closed", result: [{ employeeId: "e", votes: 2, isElected: true }] },
      { id: "b", month: "2026-04", state: "voting", departmentKey: "d1" },
      { id: "c", month: "2026-04", state: "cancelled", departmentKey: "d1" },
    ];
    await db.transaction((tx) => tx.insert(Election, rows.map((one) => ({ result: null, ...row, ...one })) as never));
    for (let times = 0; times < 2; times++)
      await db.transaction((tx) => new CancelledElections1764310000000().up(tx.queryRunner!));
    const found = await db.read.find(Election, { order: { id: "ASC" } });
    expect(found.map(({ id, placeKey }) => [id, placeKey])).toEqual([
      ["a", "2026-03:"],
      ["b", "2026-04:d1"],
      ["c", null],
    ]);
    expect(found[0]).toMatchObject({ state: "closed", result: rows[0]!.result, votesFrom: at });
    const again = { ...row, id: "d", month: "2026-04", departmentKey: "d1", placeKey: "2026-04:d1", result: null };
    await expect(db.transaction((tx) => tx.insert(Election, { ...again, state: "voting" }))).rejects.toThrow();
    const lost = { ...again, placeKey: null, state: "lost" as never };
    await expect(db.transaction((tx) => tx.insert(Election, lost))).rejects.toThrow();
  });
});
