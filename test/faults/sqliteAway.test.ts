import { spawnSync } from "node:child_process";
import { copyFileSync, renameSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { describeEngine } from "../engines";
import { SmallDisk } from "./SmallDisk";
import { Stage } from "./Stage";

describeEngine("sqlite", "A database file that cannot be used", (engine) => {
  const onStage = async (run: (stage: Stage) => Promise<void>, folder?: string) => {
    const stage = await Stage.open(engine, { folder });
    try {
      await run(stage);
    } finally {
      await stage.close();
    }
  };
  const statuses = async (answers: ReturnType<Stage["reports"]>) =>
    new Set((await answers).map((answer) => answer?.status));

  it("is waited for while another process holds it: writes are refused in the end, everything else goes on", () =>
    onStage(async (stage) => {
      await stage.reports(1, 5);
      const holder = new Sqlite(stage.world.db.file);
      holder.exec("BEGIN EXCLUSIVE");
      let isOver = false;
      const refused = statuses(stage.reports(6, 20)).finally(() => {
        isOver = true;
      });
      expect(await stage.ready()).toBe(503);
      // The process still does what needs no writing: it looks at itself and shows the day, again and again.
      let served = 0;
      for (; !isOver; served++) {
        expect(await stage.alive()).toBe(200);
        expect((await stage.visitor.today()).status).toBe(200);
      }
      expect(served).toBeGreaterThan(5);
      expect(await refused).toEqual(new Set([503]));
      holder.exec("ROLLBACK");
      holder.close();
      await stage.recovered();
      await stage.expectReports();
      expect(await statuses(stage.reports(1, 25))).toEqual(new Set([200]));
      await stage.expectReports();
      await stage.delivered();
    }));

  it("is waited for while another process holds it for a moment: nobody notices", () =>
    onStage(async (stage) => {
      const holder = new Sqlite(stage.world.db.file);
      holder.exec("BEGIN EXCLUSIVE");
      const answers = statuses(stage.reports(1, 10));
      for (let look = 0; look < 20; look++) expect(await stage.alive()).toBe(200);
      holder.exec("ROLLBACK");
      holder.close();
      expect(await answers).toEqual(new Set([200]));
      await stage.expectReports();
    }));

  it("on a full disk takes nothing and loses nothing, and goes on when there is room", async () => {
    const disk = SmallDisk.mount();
    try {
      await onStage(async (stage) => {
        await stage.reports(1, 5);
        fill(disk, stage);
        // What fits into what is left of the last block may still be taken.
        for (let id = 6; (await stage.report(id))?.status === 200; id++);
        expect(await statuses(stage.reports(1000, 10))).toEqual(new Set([503]));
        expect((await stage.visitor.today()).status).toBe(200);
        free(disk, stage);
        await stage.recovered();
        await stage.expectReports();
        expect(await statuses(stage.reports(1000, 10))).toEqual(new Set([200]));
        await stage.expectReports();
        expect(await stage.world.db.read.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
      }, disk?.folder);
    } finally {
      disk?.unmount();
    }
  });

  it("when it is replaced answers nothing more, and stops the process", () =>
    onStage(async (stage) => {
      await stage.reports(1, 5);
      const file = stage.world.db.file ?? "";
      copyFileSync(file, `${file}.other`);
      renameSync(`${file}.other`, file);
      for (const answer of await stage.reports(6, 10)) expect([503, undefined]).toContain(answer?.status);
      expect(await stage.product.exit()).toBe(1);
    }));
});

/** Leaves no room: on a disk of its own, else by the largest file that the process may write. */
function fill(disk: SmallDisk | undefined, { product }: Stage) {
  if (disk) disk.fill();
  else spawnSync("prlimit", ["--pid", String(product.pid), "--fsize=4096:unlimited"]);
}

function free(disk: SmallDisk | undefined, { product }: Stage) {
  if (disk) disk.free();
  else spawnSync("prlimit", ["--pid", String(product.pid), "--fsize=unlimited:unlimited"]);
}
