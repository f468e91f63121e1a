import { IsNull } from "typeorm";
import { type Badge, Department, Metric, Objective } from "../../entities";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { findLimits, type Limits } from "../packets/packetLimits";
import { findBadges } from "../recognition/findBadges";
import { rulePolicy } from "./rulePolicy";

export interface RuleChoices {
  metrics: Metric[];
  /** The company's running goals, the newest first. */
  objectives: Objective[];
  departments: Department[];
  badges: Badge[];
  /** What one gift of money may be; null where nothing is paid out. */
  limits: Pick<Limits, "minFen" | "maxFen"> | null;
}

const mostObjectives = 100;

/** What a rule can be made of, in a fixed number of statements. */
export async function findRuleChoices({
  db,
  actor,
  company,
}: Pick<Context, "db" | "actor" | "company">): Promise<RuleChoices> {
  authorize(rulePolicy, "read", actor, null, "rule");
  const running = { level: "company", status: "active", isRestricted: false } as const;
  return {
    metrics: await db.find(Metric, { order: { name: "ASC", id: "ASC" } }),
    objectives: await db.find(Objective, { where: running, order: { id: "DESC" }, take: mostObjectives }),
    departments: await db.find(Department, { where: { archivedAt: IsNull() }, order: { name: "ASC", id: "ASC" } }),
    badges: await findBadges(db, { isArchived: false }),
    limits: company.payLimits ? await findLimits(db, company) : null,
  };
}
