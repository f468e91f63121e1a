import { newId } from "../../domain/newId";
import { Event, type Role, RoleGrant, Setting } from "../../entities";
import { Database } from "../../entities/database";
import { createDatabase, describeEngines, dropDatabase } from "../engines";

describeEngines("Database", (engine) => {
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

  it("has tables that equal the entities", async () => {
    expect(await db.drift()).toEqual([]);
    expect(await db.pendingMigrations()).toBe(false);
  });

  it.each(["events", "check_ins", "metric_values"])("refuses to change or remove rows of %s", async (table) => {
    const columns: Record<string, unknown> =
      table === "events"
        ? { id: "a", name: "n", subjectId: "s", via: "web", data: "{}", at: "2026-01-01 00:00:00.000" }
        : table === "check_ins"
          ? {
              id: "a",
              keyResultId: "k",
              reportedById: "p",
              businessDay: "2026-01-01",
              operation: "set",
              amount: 1,
              source: "chat",
              occurredAt: "2026-01-01 00:00:00.000",
              recordedAt: "2026-01-01 00:00:00.000",
            }
          : {
              id: "a",
              metricId: "m",
              subjectKind: "company",
              subjectId: "",
              day: "2026-01-01",
              value: 1,
              source: "s",
              importedAt: "2026-01-01 00:00:00.000",
            };
    const names = Object.keys(columns);
    const sql = `INSERT INTO ${table} (${names.join(",")}) VALUES (${names.map(() => "?").join(",")})`;
    await db.transaction((tx) => tx.query(sql, Object.values(columns)));
    await expect(db.transaction((tx) => tx.query(`UPDATE ${table} SET id = 'b'`))).rejects.toThrow("append-only");
    await expect(db.transaction((tx) => tx.query(`DELETE FROM ${table}`))).rejects.toThrow("append-only");
  });

  it("lets finance be a role, and still refuses what is none", async () => {
    const grant = (role: string) =>
      db.transaction((tx) =>
        tx.insert(RoleGrant, { id: newId(new Date(0)), employeeId: "p", role: role as Role, grantedAt: new Date(0) }),
      );
    await grant("finance");
    await expect(grant("king")).rejects.toThrow();
    await expect(grant("finance")).rejects.toThrow();
  });

  it("keeps 50 overlapping units of work apart: what failed left nothing, what succeeded is there", async () => {
    const write = (index: number) =>
      db.transaction(async (tx) => {
        await tx.insert(Setting, { key: `w${index}`, value: { index } as never, updatedAt: new Date(0) });
        await new Promise((resolve) => setTimeout(resolve, index % 7));
        if (index % 2 === 1) throw new Error("refused");
        await tx.insert(Event, {
          id: `e${index}`,
          name: "x",
          actorId: null,
          subjectId: "s",
          via: "job",
          data: {} as never,
          at: new Date(0),
        });
      });
    await Promise.allSettled(Array.from({ length: 50 }, (_, index) => write(index)));
    const stored = await db.read.find(Setting, { order: { key: "ASC" } });
    const expected = Array.from({ length: 25 }, (_, index) => `w${2 * index}`).sort();
    expect(stored.map(({ key }) => key).filter((key) => key.startsWith("w"))).toEqual(expected);
    expect(await db.read.countBy(Event, { name: "x" })).toBe(25);
  });

  it("reads only committed rows outside a unit of work", async () => {
    await db.transaction(async (tx) => {
      await tx.insert(Setting, { key: "open", value: {} as never, updatedAt: new Date(0) });
      expect(await db.read.existsBy(Setting, { key: "open" })).toBe(false);
    });
    expect(await db.read.existsBy(Setting, { key: "open" })).toBe(true);
  });
});
