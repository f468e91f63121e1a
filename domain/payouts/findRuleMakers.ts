import { type EntityManager, In } from "typeorm";
import { AwardRule, type Packet } from "../../entities";

/** Who ever had a hand in the rule a packet is given by, by rule: the receiver must not be one of them under another name. */
export async function findRuleMakers(
  db: EntityManager,
  packets: Iterable<Pick<Packet, "ruleId">>,
): Promise<Map<string | null, string[]>> {
  const ids = [...new Set([...packets].flatMap(({ ruleId }) => ruleId ?? []))];
  const rules = ids.length === 0 ? [] : await db.findBy(AwardRule, { id: In(ids) });
  return new Map(rules.map((rule) => [rule.id, rule.allMakers]));
}
