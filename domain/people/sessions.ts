import type { EntityManager } from "typeorm";
import { Employee, type Role, RoleGrant, Session, type SignInVia } from "../../entities";
import type { Actor, Work } from "../context";
import { record } from "../record";

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
  const { entities, raw } = await db
    .createQueryBuilder(Employee, "e")
    .innerJoin(Session, "s", "s.employeeId = e.id")
    .leftJoin(RoleGrant, "g", "g.employeeId = e.id")
    .addSelect("g.role", "role")
    .addSelect("s.expiresAt > :renewed", "isFresh")
    .where("s.idHash = :idHash AND s.revokedAt IS NULL AND s.expiresAt > :now AND e.status = 'active'")
    .setParameters({ idHash, now, renewed: new Date(now.getTime() + (sessionDays - 1) * dayMs) })
    .getRawAndEntities<{ role: Role | null; isFresh: number }>();
  const employee = entities[0];
  if (!employee) return undefined;
  const roles = raw.map(({ role }) => role).filter((role) => role !== null);
  return { actor: Object.assign(employee, { roles }), isOld: !Number(raw[0]?.isFresh) };
}

export async function renewSession({ db, now }: Work, idHash: string): Promise<void> {
  await db.update(Session, { idHash }, { expiresAt: new Date(now.getTime() + sessionDays * dayMs) });
}

/** Ends a session. Doing it twice is doing it once. */
export async function endSession({ db, now }: Work, idHash: string): Promise<void> {
  await db
    .createQueryBuilder()
    .update(Session)
    .set({ revokedAt: now })
    .where("idHash = :idHash AND revokedAt IS NULL", { idHash })
    .execute();
}
