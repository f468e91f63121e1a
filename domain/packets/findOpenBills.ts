import type { EntityManager } from "typeorm";
import { PacketPart, Payout } from "../../entities";

/** Bills a person may have to settle: held without an answer, or paid after their money was given otherwise. */
export const findOpenBills = (db: EntityManager, packetIds: readonly string[]): Promise<Payout[]> =>
  db
    .createQueryBuilder(Payout, "o")
    .innerJoin(PacketPart, "p", "p.id = o.partId AND p.packetId IN (:...packetIds)", { packetIds })
    .where("o.lateState IS NOT NULL OR o.unpaidAt IS NOT NULL")
    .orWhere("p.state = 'paying' AND p.heldAt IS NOT NULL AND o.attempt = p.attempt")
    .getMany();
