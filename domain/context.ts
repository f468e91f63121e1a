import type { EntityManager } from "typeorm";
import type { Department, Employee, Notice, Role, Via } from "../entities";
import type { Database } from "../entities/database";

/** A signed-in person with the rights they hold. */
export interface Actor extends Employee {
  roles: readonly Role[];
}

export interface Clock {
  now(): Date;
}

/** What the operator set for the company. */
export interface Company {
  /** IANA zone of the business day. */
  zone: string;
  /** Where people reach the pages, without a slash at the end. */
  publicUrl: string;
}

/** One unit of work: everything in it happens in one transaction, at one instant. */
export interface Work {
  db: EntityManager;
  now: Date;
  company: Company;
  via: Via;
  /** Notices written so far; delivery is woken after the commit when there are any. */
  owed: number;
}

/** Work somebody asked for. Work without a person has no `actor`, so the compiler keeps jobs from such verbs. */
export interface Context extends Work {
  actor: Actor;
}

/** What a channel needs to carry a notice. `facts` are those of its template, as of the notice's `asOf`. */
export interface Delivery {
  notice: Notice;
  person: Employee | null;
  team: Department | null;
  facts: unknown;
}

export type Outcome =
  | { kind: "sent"; messageId?: string; responseCode?: string }
  /** Try again; `afterSeconds` where the other side said how long to wait. */
  | { kind: "retry"; error: string; afterSeconds?: number }
  | { kind: "failed"; error: string }
  /** There is nothing to say any more, or nobody to say it to, and nothing for the operator to mend. */
  | { kind: "pointless"; reason: string };

/** At most `max` messages to one target within any `seconds`. */
export interface SendLimit {
  /** `webhook`: the robot that tells all teams without a group of their own. */
  target: "person" | "team" | "webhook" | "app";
  seconds: number;
  max: number;
}

/** Carries notices to people and teams. */
export interface Channel {
  readonly limits: readonly SendLimit[];
  deliver(delivery: Delivery): Promise<Outcome>;
}

export interface DirectoryDepartment {
  wecomId: number;
  name: string | null;
  parentWecomId: number | null;
  leaderUserIds: string[];
}

export interface DirectoryPerson {
  userId: string;
  /** Null where the app has no right to names. */
  name: string | null;
  departmentWecomIds: number[];
  mainDepartmentWecomId: number | null;
  position: string | null;
  managerUserId: string | null;
  isActive: boolean;
  /** The app may not look at them: nothing but the id is known, not even that it is still in use. */
  isUnseen?: boolean;
}

/** Where people and departments come from. */
export interface Directory {
  departments(): Promise<DirectoryDepartment[]>;
  people(departments: readonly DirectoryDepartment[]): Promise<DirectoryPerson[]>;
  person(userId: string): Promise<DirectoryPerson | undefined>;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Everything the parts share. Made once by `server/main.ts`, and by `test/world.ts` for tests. */
export interface App {
  db: Database;
  clock: Clock;
  channel: Channel;
  directory: Directory;
  company: Company;
  log: Log;
  /** Told after a commit that owes notices. */
  wake(): void;
}
