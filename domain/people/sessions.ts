import { type EntityManager, IsNull } from "typeorm";
import { Session, type SignInVia } from "../../entities";
import { sqlInstant } from "../../entities/sqlInstant";
import type { Actor, Work } from "../context";
import { record } from "../record";
import { actorOf, rolesOf } from "./findActor";

/** How long a session lasts unless it is used; using it renews it, at most once a day. */
const sessionDays = 30;
const dayMs = 86_400_000;

interface SessionActor {
  actor: Actor;
  /** Time to renew it. */
  isOld: boolean;
}

/** Opens a session for a person who proved who they are. */
export async function startSession(work: Work, idHash: string, employeeId: string, via: SignInVia): Promise<Date> {
  const expiresAt = new Date(work.now.getTime() + sessionDays * dayMs);
  await work.db.insert(Session, { idHash, employeeId, via, createdAt: work.now, expiresAt, revokedAt: null });
  await record(work, "session.started", employeeId, { via });
  return expiresAt;
}

/** Who a session belongs to, if it is good and they still work here. One statement. */
export async function findSessionActor(
  db: EntityManager,
  idHash: string,
  now: Date,
): Promise<SessionActor | undefined> {
  const renewed = new Date(now.getTime() + (sessionDays - 1) * dayMs);
  const [row] = await db.query(
    `SELECT e.*, ${rolesOf}, s.expiresAt > ? AS isFresh
       FROM sessions s JOIN employees e ON e.id = s.employeeId
      WHERE s.idHash = ? AND s.revokedAt IS NULL AND s.expiresAt > ? AND e.status = 'active'`,
    [sqlInstant(renewed), idHash, sqlInstant(now)],
  );
  return row && { actor: actorOf(db, row), isOld: !Number(row.isFresh) };
}

export async function renewSession({ db, now }: Work, idHash: string): Promise<Date> {
  const expiresAt = new Date(now.getTime() + sessionDays * dayMs);
  await db.update(Session, { idHash }, { expiresAt });
  return expiresAt;
}

/** Ends a session. Doing it twice is doing it once. */
export async function endSession({ db, now }: Work, idHash: string): Promise<void> {
  await db.update(Session, { idHash, revokedAt: IsNull() }, { revokedAt: now });
}
