import type { EntityManager } from "typeorm";
import { Award, Badge, Employee } from "../../entities";
import { authorize } from "../authorize";
import { businessDayOf, type Day } from "../calendar";
import type { Company, Context } from "../context";
import { Conflict, NotFound } from "../errors";
import { nameOf } from "../people/nameOf";
import { readCertificateNo } from "./certificateNo";
import { awardPolicy } from "./recognitionPolicy";

/** What stands on a certificate. */
export interface Certificate {
  no: string;
  name: string;
  honour: string;
  reason: string;
  /** Of the company, as its root department is called; null where nobody named it. */
  company: string | null;
  badge: Pick<Badge, "level" | "design"> | null;
  awardedOn: Day;
  isRevoked: boolean;
}

/** The certificate of an honour, for who received it, who gave it, and HR. */
export async function findCertificate(
  { db, actor, company }: Pick<Context, "db" | "actor" | "company">,
  awardId: string,
): Promise<Certificate> {
  const award = await db.findOneBy(Award, { id: awardId });
  if (!award) throw new NotFound("award.notFound");
  authorize(awardPolicy, "certificate", actor, award, "award");
  if (award.certificateNo === null) throw new NotFound("award.noCertificate");
  if (award.revokedAt) throw new Conflict("award.isRevoked");
  return describe(db, award, company);
}

/** What whoever holds the paper may know: undefined for a number that was never given out. */
export async function findCertificateByNo(
  db: EntityManager,
  text: string,
  company: Pick<Company, "zone">,
): Promise<Certificate | undefined> {
  const no = readCertificateNo(text);
  const award = no === undefined ? null : await db.findOneBy(Award, { certificateNo: no });
  return award ? describe(db, award, company) : undefined;
}

async function describe(db: EntityManager, award: Award, { zone }: Pick<Company, "zone">): Promise<Certificate> {
  const person = await db.findOneByOrFail(Employee, { id: award.employeeId });
  const badge = award.badgeCode === null ? null : await db.findOneBy(Badge, { code: award.badgeCode });
  const root = await db.query<{ name: string }[]>(
    "SELECT name FROM departments WHERE parentId IS NULL AND archivedAt IS NULL ORDER BY wecomId LIMIT 1",
  );
  return {
    no: award.certificateNo ?? "",
    name: nameOf(person),
    honour: award.title ?? badge?.name ?? "优秀员工",
    reason: award.reason ?? "",
    company: root[0]?.name ?? null,
    badge: badge && { level: badge.level, design: badge.design },
    awardedOn: businessDayOf(award.awardedAt, zone),
    isRevoked: award.revokedAt !== null,
  };
}
