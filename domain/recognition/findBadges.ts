import type { EntityManager } from "typeorm";
import { Badge } from "../../entities";

/** The catalogue: the commonest first. Archived ones are of use to whoever edits it only. */
export const findBadges = (db: EntityManager, { isArchived }: { isArchived?: boolean } = {}): Promise<Badge[]> =>
  db.find(Badge, {
    where: isArchived === undefined ? {} : { isArchived },
    order: { isArchived: "ASC", level: "ASC", code: "ASC" },
  });
