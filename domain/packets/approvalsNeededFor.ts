import type { Employee } from "../../entities";
import { sqlInstant } from "../../entities/sqlInstant";
import type { Context } from "../context";
import type { Limits } from "./packetLimits";

const windowMs = 30 * 86_400_000;

interface Asked {
  receivers: readonly Employee[];
  amounts: readonly number[];
  totalFen: number;
}

/**
 * Two people where the packet, what its giver gave one of the receivers within thirty days, or all they gave, is above
 * the limit with it (domain §6); else nobody. What was asked for counts as given, unless it was returned or cancelled.
 */
export async function approvalsNeededFor(
  { db, actor, now }: Context,
  limits: Limits,
  { receivers, amounts, totalFen }: Asked,
): Promise<number> {
  if (totalFen > limits.directFen) return 2;
  const rows: { employeeId: string; fen: number | string }[] = await db.query(
    `SELECT p.employeeId, SUM(p.amountFen) AS fen FROM packets k JOIN packet_parts p ON p.packetId = k.id
      WHERE k.giverId = ? AND k.requestedAt > ? AND p.state <> 'cancelled' GROUP BY p.employeeId`,
    [actor.id, sqlInstant(new Date(now.getTime() - windowMs))],
  );
  const given = new Map(rows.map(({ employeeId, fen }) => [employeeId, Number(fen)]));
  const all = [...given.values()].reduce((sum, fen) => sum + fen, totalFen);
  const isPairAbove = receivers.some(
    ({ id }, index) => (given.get(id) ?? 0) + amounts[index]! > limits.pairThirtyDaysFen,
  );
  return all > limits.giverThirtyDaysFen || isPairAbove ? 2 : 0;
}
