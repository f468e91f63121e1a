import { copyFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DomainError } from "../../../domain/errors";
import { booking } from "../../../domain/ledger/Booking";
import { lockLedger } from "../../../domain/ledger/lockLedger";
import { post } from "../../../domain/ledger/post";
import { claimInstallation, type Purpose } from "../../../domain/settings/claimInstallation";
import { isSendingFrozen } from "../../../domain/settings/isSendingFrozen";
import { readSetting } from "../../../domain/settings/readSetting";
import { freezeSending, thawSending } from "../../../domain/settings/setSending";
import { transact } from "../../../domain/transact";
import { Event } from "../../../entities";
import { backupSqlite } from "../../../entities/backupSqlite";
import { checkDatabase, describeServer } from "../../../entities/checkDatabase";
import { Database } from "../../../entities/database";
import { readPlace } from "../../../entities/readPlace";
import { createDatabase, describeEngines, dropDatabase } from "../../engines";
import { buildEmployee } from "../../factories";
import { monday, openWorld, type World } from "../../world";

describeEngines("what a database may be used for", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.close());

  const sandbox: Purpose = { kind: "sandbox" };
  const company = (corpId: string): Purpose => ({ kind: "wecom", corpId });
  const claim = (purpose: Purpose, place = "here") =>
    transact(world.app, null, (work) => claimInstallation(work, purpose, place));
  const refusal = (purpose: Purpose) =>
    claim(purpose).then(
      () => undefined,
      (error: DomainError) => error.code,
    );

  it("is the sandbox's when it was created for it, and then never a company's", async () => {
    expect(await claim(sandbox)).toEqual({ isMoved: false, isEmpty: true });
    await buildEmployee(world);
    expect(await claim(sandbox)).toEqual({ isMoved: false, isEmpty: false });
    expect(await refusal(company("ww1"))).toBe("installation.isDemo");
  });

  it("is never the sandbox's once it has held a company, nor another company's", async () => {
    await claim(company("ww1"));
    await claim(company("ww1"));
    expect(await refusal(sandbox)).toBe("installation.heldCompany");
    expect(await refusal(company("ww2"))).toBe("installation.otherCompany");
  });

  it("keeps the key its ledger was begun with", async () => {
    const withKey = (auditKey: string) => {
      world.app.company.auditKey = auditKey;
      return refusal(company("ww1"));
    };
    expect(await withKey("first")).toBeUndefined();
    // Nothing is chained yet.
    expect(await withKey("second")).toBeUndefined();
    await transact(world.app, null, async (work) =>
      post(work, await lockLedger(work), [booking.grant("g", { id: "b", departmentId: "d", month: "2026-05" }, 100)]),
    );
    expect(await withKey("first")).toBe("installation.otherAuditKey");
    expect(await withKey("second")).toBeUndefined();
  });

  it("is not the sandbox's when people are in it that the demo did not bring", async () => {
    await buildEmployee(world);
    expect(await refusal(sandbox)).toBe("installation.notDemo");
  });

  it("sends nothing after it woke up in another place, until the operator says go", async () => {
    await claim(company("ww1"), "here");
    expect(await claim(company("ww1"), "here")).toMatchObject({ isMoved: false });
    expect(await isSendingFrozen(world.db.read)).toBe(false);

    expect(await claim(company("ww1"), "there")).toMatchObject({ isMoved: true });
    expect(await readSetting(world.db.read, "sending")).toEqual({ isFrozen: true, reason: "moved" });
    await claim(company("ww1"), "there");
    expect(await isSendingFrozen(world.db.read)).toBe(true);

    expect(await transact(world.app, null, thawSending)).toBe(true);
    expect(await isSendingFrozen(world.db.read)).toBe(false);
    const events = await world.db.read.find(Event, { where: { subjectId: "sending" }, order: { name: "ASC" } });
    expect(events.map(({ name }) => name)).toEqual(["sending.frozen", "sending.thawed"]);
  });

  it("is frozen and thawed once however often it is said", async () => {
    const freeze = () => transact(world.app, null, (work) => freezeSending(work, "operator"));
    expect([await freeze(), await freeze()]).toEqual([true, false]);
    expect(await world.db.read.countBy(Event, { name: "sending.frozen" })).toBe(1);
  });

  it("has a mark of its place that stays the same while it stays there", async () => {
    expect(await readPlace(world.db.read)).toBe(await readPlace(world.db.read));
    expect(await readPlace(world.db.read)).toMatch(engine === "sqlite" ? /^file:\d+:\d+$/ : /^table:[1-9]\d+$/);
  });

  it("is set up as it must be", async () => {
    expect(await checkDatabase(world.db.read)).toEqual([]);
    expect(await describeServer(world.db.read)).toMatch(engine === "sqlite" ? /^SQLite 3/ : /^(MariaDB|MySQL) \d/);
  });
});

describeEngines("a database that was set up wrongly", (engine) => {
  if (engine === "sqlite") return it("cannot be, as a file", () => expect(engine).toBe("sqlite"));

  it("is told its collation, and the one to use", async () => {
    const url = await createDatabase(engine);
    const db = await Database.open(url);
    const name = new URL(url).pathname.slice(1);
    await db.transaction((work) => work.query(`ALTER DATABASE ${name} COLLATE utf8mb4_general_ci`));
    await db.migrate();
    expect(await checkDatabase(db.read)).toEqual([
      { kind: "collation", found: "utf8mb4_general_ci", wanted: "utf8mb4_nopad_bin" },
    ]);
    await db.close();
    await dropDatabase(url);
  });
});

describe("a back-up of a SQLite file", () => {
  it("is taken while people write, holds what was committed, and sends nothing where it is restored", async () => {
    const world = await openWorld("sqlite");
    const amy = await buildEmployee(world, { name: "艾米" });
    const folder = dirname(world.db.file!);
    const copy = join(folder, "backup.sqlite");

    await backupSqlite(world.db.file!, copy, monday);

    await expect(backupSqlite(world.db.file!, copy, monday)).rejects.toThrow("exists");
    const restored = join(folder, "restored.sqlite");
    copyFileSync(copy, restored);
    const db = await Database.open(`sqlite:${restored}`);
    expect(await isSendingFrozen(db.read)).toBe(true);
    expect(await isSendingFrozen(world.db.read)).toBe(false);
    expect(await db.read.query("SELECT name FROM employees WHERE id = ?", [amy.id])).toEqual([{ name: "艾米" }]);
    expect(await db.pendingMigrations()).toBe(false);
    await db.close();
    await world.close();
  });

  it("is in another place than its original, even under the same name", async () => {
    const world = await openWorld("sqlite");
    const file = world.db.file!;
    const place = await readPlace(world.db.read);
    const copy = `${file}.copy`;
    await backupSqlite(file, copy, monday);
    rmSync(file);
    renameSync(copy, file);
    expect(await readPlace(world.db.read)).not.toBe(place);
    await world.close();
  });
});
