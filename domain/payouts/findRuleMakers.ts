import { type EntityManager, In } from "typeorm";
import { AwardRule, type Packet } from "../../entities";

/** Who wrote and who let pass the rule a packet is given by, by rule: the receiver must not be one of them under another name. */
export async function findRuleMakers(
  db: EntityManager,
  packets: Iterable<Pick<Packet, "ruleId">>,
): Promise<Map<string | null, string[]>> {
  const ids = [...new Set([...packets].flatMap(({ ruleId }) => ruleId ?? []))];
  const rules = ids.length === 0 ? [] : await db.findBy(AwardRule, { id: In(ids) });
  return new Map(
    rules.map(({ id, createdById, approvedById }) => [id, approvedById ? [createdById, approvedById] : [createdById]]),
  );
}
