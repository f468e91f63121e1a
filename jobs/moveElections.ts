import { closeElection } from "../domain/elections/closeElection";
import { findDueElections } from "../domain/elections/findDueElections";
import { startVoting } from "../domain/elections/startVoting";
import { transact } from "../domain/transact";
import type { Job } from "./Job";

/** Starts the voting of elections whose nominations are over, and counts those that have ended. */
export const moveElections: Job = {
  name: "moveElections",
  // Both begin and end with a day; the next slot finds what one has missed.
  cron: "3 * * * *",
  catchUpMinutes: 60,
  async run(app, slot) {
    for (const { id, state } of await findDueElections(app.db.read, slot)) {
      if (state === "nominating") await transact(app, null, (work) => startVoting(work, id), { now: slot });
      // A slot that comes days late starts and counts at once.
      await transact(app, null, (work) => closeElection(work, id), { now: slot });
    }
  },
};
