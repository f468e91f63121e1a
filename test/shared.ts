import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** The folder of real data and vectors beside the project; absent on most machines. */
const folder = resolve(__dirname, "../../shared");

export const hasShared = existsSync(folder);

/** Reads a text file of the shared folder; check `hasShared` first. */
export const readShared = (path: string) => readFileSync(resolve(folder, path), "utf8");

/** `describe` where the shared folder is there; elsewhere one loudly skipped block. `REQUIRE_ALL=1` makes that a failure. */
export const describeShared: jest.Describe = hasShared
  ? describe
  : process.env.REQUIRE_ALL === "1"
    ? (Object.assign(
        (name: string) =>
          describe(name, () => it("needs the shared folder", () => expect("../shared is absent").toBe(""))),
        describe,
      ) as unknown as jest.Describe)
    : describe.skip;
