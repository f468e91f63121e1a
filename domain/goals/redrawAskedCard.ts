import { IsNull, MoreThan } from "typeorm";
import { type Approval, CardCode } from "../../entities";
import type { Work } from "../context";
import { newId } from "../newId";
import { owe } from "../record";

/**
 * The card by which somebody was asked still shows buttons once it was decided without a press on it. It is owed its new
 * look by the code it was sent with, which works once; without such a code it changes when it is pressed.
 */
export async function redrawAskedCard(
  work: Work,
  { objectiveId, approverId }: Pick<Approval, "objectiveId" | "approverId">,
): Promise<void> {
  const kept = await work.db.findOne(CardCode, {
    where: {
      subjectId: objectiveId,
      employeeId: approverId,
      origin: "sent",
      usedAt: IsNull(),
      expiresAt: MoreThan(work.now),
    },
    order: { expiresAt: "DESC" },
  });
  if (!kept) return;
  const { affected } = await work.db.update(CardCode, { code: kept.code, usedAt: IsNull() }, { usedAt: work.now });
  if (affected !== 1) return;
  const data = { responseCode: kept.code };
  await owe(work, newId(work.now), [
    { to: [approverId], template: "cardUpdated", kind: "card", subjectId: objectiveId, data, hours: 72 },
  ]);
}
