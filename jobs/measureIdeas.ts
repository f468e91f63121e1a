import { IsNull, MoreThan, Not } from "typeorm";
import { measureIdea } from "../domain/ideas/measureIdea";
import { transact } from "../domain/transact";
import { Idea } from "../entities";
import type { Job } from "./Job";

/** Ideas looked at before the cursor is stored. */
const page = 200;

/** Measures what accepted ideas did, once the days they are measured over have gone by. */
export const measureIdeas: Job = {
  name: "measureIdeas",
  cron: "20 5 * * *",
  catchUpMinutes: 12 * 60,
  async run(app, slot, progress) {
    for (let after = progress.cursor ?? ""; ; ) {
      const ideas = await app.db.read.find(Idea, {
        select: { id: true },
        where: { id: MoreThan(after), state: "accepted", metricId: Not(IsNull()), measuredAt: IsNull() },
        order: { id: "ASC" },
        take: page,
      });
      const last = ideas.at(-1)?.id;
      if (last === undefined) return;
      for (const { id } of ideas) await transact(app, null, (work) => measureIdea(work, id), { now: slot });
      await progress.save(last);
      after = last;
    }
  },
};
