import { Database } from "../../entities/database";
import { createDatabase, describeEngines, dropDatabase } from "../engines";

describeEngines("migrateInTurn", (engine) => {
  let url: string;
  let opened: Database[];

  beforeEach(async () => {
    url = await createDatabase(engine);
    opened = [];
  });

  afterEach(async () => {
    for (const db of opened) await db.close();
    await dropDatabase(url);
  });

  const open = async () => {
    const db = await Database.open(url);
    opened.push(db);
    return db;
  };

  it("asks for migrations without making a table of its own", async () => {
    const db = await open();
    expect(await db.pendingMigrations()).toBe(true);
    await expect(db.read.query("SELECT 1 FROM migrations")).rejects.toThrow();
    await db.migrate();
    expect(await db.pendingMigrations()).toBe(false);
  });

  if (engine === "sqlite") return;

  it("lets three processes that start at once migrate once", async () => {
    const processes = [await open(), await open(), await open()];
    const ran = await Promise.all(processes.map((db) => db.migrate()));
    const [row] = await processes[0]!.read.query("SELECT COUNT(*) AS count FROM migrations");
    expect(ran.map((names) => names.length).sort()).toEqual([0, 0, Number(row.count)]);
  });

  it("goes on with a migration that was broken off half-way", async () => {
    const db = await open();
    await db.migrate();
    const before = await shapeOf(db);
    // A server keeps what a failed migration did: everything is there, and it does not count as run.
    await db.read.query("DELETE FROM migrations");
    await db.read.query("DROP TABLE access_tokens");
    await db.migrate();
    expect(await shapeOf(db)).toEqual(before);
  });
});

/** Tables, conditions and triggers: what the comparison with the entities does not see. */
async function shapeOf({ read }: Database) {
  return Promise.all([
    read.query("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1"),
    read.query(
      `SELECT table_name, constraint_name, constraint_type FROM information_schema.table_constraints
        WHERE constraint_schema = DATABASE() ORDER BY 1, 2`,
    ),
    read.query("SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY 1"),
  ]);
}
