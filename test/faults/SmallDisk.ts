import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of a few megabytes that can be filled to the last byte; undefined where none may be mounted. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  static mount(): SmallDisk | undefined {
    const folder = mkdtempSync(join(tmpdir(), "dabiao-disk-"));
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], { stdio: "ignore" });
    if (status === 0) return new SmallDisk(folder);
    rmSync(folder, { recursive: true });
    return undefined;
  }

  fill() {
    for (const size of [1 << 20, 1 << 12])
      try {
        for (let count = 0; ; count++) writeFileSync(join(this.folder, `filler-${size}-${count}`), Buffer.alloc(size));
      } catch {
        // Full, to within this size.
      }
  }

  free() {
    spawnSync("sh", ["-c", 'rm -f "$1"/filler-*', "sh", this.folder]);
  }

  unmount() {
    spawnSync("umount", [this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
