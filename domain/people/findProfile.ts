import type { EntityManager } from "typeorm";
import { NotFound } from "../errors";

interface Named {
  id: string;
  name: string | null;
  wecomUserId: string | null;
}

/** A person with their place in the company. */
export interface Profile extends Named {
  shift: string;
  department: string | null;
  position: string | null;
  manager: Named | null;
  /** Somebody answers to them. */
  isManager: boolean;
  isWechatBound: boolean;
}

interface Row extends Omit<Profile, "manager" | "isManager" | "isWechatBound"> {
  managerId: string | null;
  managerName: string | null;
  managerUserId: string | null;
  isManager: number;
  isWechatBound: number;
}

/** Somebody who works here, in one statement. @throws NotFound */
export async function findProfile(db: EntityManager, employeeId: string): Promise<Profile> {
  const [row]: Row[] = await db.query(
    `SELECT e.id, e.name, e.wecomUserId, e.shift, d.name AS department, p.name AS position,
        m.id AS managerId, m.name AS managerName, m.wecomUserId AS managerUserId,
        EXISTS (SELECT 1 FROM employees r WHERE r.reportsToId = e.id AND r.status = 'active') AS isManager,
        EXISTS (SELECT 1 FROM identities i WHERE i.employeeId = e.id) AS isWechatBound
       FROM employees e
       LEFT JOIN departments d ON d.id = e.departmentId
       LEFT JOIN positions p ON p.id = e.positionId
       LEFT JOIN employees m ON m.id = e.reportsToId
      WHERE e.id = ? AND e.status = 'active'`,
    [employeeId],
  );
  if (!row) throw new NotFound("person.notFound");
  const { managerId, managerName, managerUserId, isManager, isWechatBound, ...person } = row;
  return {
    ...person,
    manager: managerId === null ? null : { id: managerId, name: managerName, wecomUserId: managerUserId },
    isManager: Boolean(Number(isManager)),
    isWechatBound: Boolean(Number(isWechatBound)),
  };
}
