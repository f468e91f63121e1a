import type { EntityManager } from "typeorm";
import { Notice } from "../../entities";

/** The operator's list: what could not be delivered, the newest first. */
export const findFailedNotices = (db: EntityManager, limit = 50): Promise<Notice[]> =>
  db.find(Notice, { where: { state: "failed" }, order: { createdAt: "DESC", id: "DESC" }, take: limit });
