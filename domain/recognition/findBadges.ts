import type { EntityManager } from "typeorm";
import { Badge } from "../../entities";
import { reachedBadge } from "./reachedBadge";

/** The catalogue: the commonest first. Archived ones are of use to whoever edits it only. */
export const findBadges = (db: EntityManager, { isArchived }: { isArchived?: boolean } = {}): Promise<Badge[]> =>
  db.find(Badge, {
    where: isArchived === undefined ? {} : { isArchived },
    order: { isArchived: "ASC", level: "ASC", code: "ASC" },
  });

/** Those people may give: what says that a target was reached is given for that alone. */
export const findGivableBadges = async (db: EntityManager): Promise<Badge[]> =>
  (await findBadges(db, { isArchived: false })).filter(({ code }) => code !== reachedBadge);
