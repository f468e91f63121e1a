import { readDirectory } from "../domain/people/readDirectory";
import { syncPeople } from "../domain/people/syncPeople";
import { transact } from "../domain/transact";
import type { Job } from "./Job";

/** Reads all people and departments from WeCom; single changes come by callback at once. */
export const syncContacts: Job = {
  name: "syncContacts",
  cron: "10 3 * * *",
  catchUpMinutes: 12 * 60,
  async run(app) {
    const snapshot = await readDirectory(app.directory);
    await transact(app, null, (work) => syncPeople(work, snapshot));
  },
};
