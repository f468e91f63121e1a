import { followDeputies as follow } from "../domain/goals/followDeputies";
import { transact } from "../domain/transact";
import type { Job } from "./Job";

/** As a day begins, what waits for managers moves to who stands in for them from today on, and back to who has returned. */
export const followDeputies: Job = {
  name: "followDeputies",
  cron: "2 0 * * *",
  catchUpMinutes: 23 * 60,
  async run(app, slot) {
    await transact(app, null, follow, { now: slot });
  },
};
