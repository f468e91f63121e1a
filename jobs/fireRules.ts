import { In } from "typeorm";
import type { App, Work } from "../domain/context";
import { findCandidates, nightlyKinds, startOfDaysAgo } from "../domain/rules/findCandidates";
import { fireRule, giftsAtOnce } from "../domain/rules/fireRule";
import { findCorrected, revokeCorrected } from "../domain/rules/revokeCorrected";
import { transact } from "../domain/transact";
import { AwardRule, type RuleKind, ruleKinds } from "../entities";
import { DatabaseUnavailable } from "../entities/DatabaseUnavailable";
import type { Job, Progress } from "./Job";

/** Figures that come in later than this give nothing any more, in days. */
const lateDays = 35;

/** Gives by the figures of days that are over, and takes back what was given for figures that were corrected. */
export const fireNightlyRules: Job = {
  name: "fireNightlyRules",
  // After the night's imports, before anybody is up to be told.
  cron: "20 5 * * *",
  catchUpMinutes: 24 * 60,
  run: (app, slot, progress) => fireAll(app, slot, progress, nightlyKinds),
};

/** Gives for what people reached, and for ideas: within minutes, and past the time it takes to undo a slip. */
export const fireRules: Job = {
  name: "fireRules",
  // By day: at night nobody is told anyway, and the first run of a morning finds it all.
  cron: "4-54/10 7-21 * * *",
  catchUpMinutes: 30,
  run: (app, slot, progress) =>
    fireAll(
      app,
      slot,
      progress,
      ruleKinds.filter((kind) => !nightlyKinds.includes(kind)),
    ),
};

/** The rules in turn; the cursor is the last one that is done, so that a killed run goes on from there. */
async function fireAll(app: App, slot: Date, { cursor, save }: Progress, kinds: readonly RuleKind[]) {
  const rules = await app.db.read.find(AwardRule, {
    // A paused rule gives no more, and what it gave is taken back like any other's.
    where: { state: In(["active", "paused"]), kind: In([...kinds]) },
    order: { id: "ASC" },
  });
  for (const rule of rules.filter(({ id }) => id > (cursor ?? ""))) {
    try {
      await fire(app, slot, rule);
    } catch (error) {
      // One rule that cannot give, such as money where nobody pays any more, must not keep the others from it.
      if (error instanceof DatabaseUnavailable) throw error;
      app.log.error({ err: error, ruleId: rule.id }, "a rule could not give");
    }
    await save(rule.id);
  }
}

async function fire(app: App, slot: Date, rule: AwardRule) {
  const work = { db: app.db.read, now: slot, company: app.company };
  const late = startOfDaysAgo(work, lateDays);
  const since = rule.activeFrom && rule.activeFrom > late ? rule.activeFrom : late;
  if (nightlyKinds.includes(rule.kind)) await takeBack(app, work, { rule, since });
  if (rule.state !== "active") return;
  const candidates = await findCandidates(work, rule, since);
  while ((await transact(app, null, (tx) => fireRule(tx, rule.id, candidates), { now: slot })) === giftsAtOnce);
}

type Reading = Pick<Work, "db" | "now" | "company">;

async function takeBack(app: App, work: Reading, { rule, since }: { rule: AwardRule; since: Date }) {
  const corrected = await findCorrected(work, rule, since);
  for (let start = 0; start < corrected.length; start += giftsAtOnce) {
    const some = corrected.slice(start, start + giftsAtOnce);
    await transact(app, null, (tx) => revokeCorrected(tx, rule.id, some), { now: work.now });
  }
}
