import { Employee } from "../../entities";
import type { Work } from "../context";
import { Conflict } from "../errors";
import { fingerprintOf } from "../ledger/linkOf";
import { freezePayouts } from "../payouts/setPayouts";
import { record } from "../record";
import { readSetting } from "./readSetting";
import { freezeSending } from "./setSending";
import { writeSetting } from "./writeSetting";

/** What the process is about to be: the sandbox with its demo company, or a company on WeCom. */
export type Purpose = { kind: "sandbox" } | { kind: "wecom"; corpId: string };

export interface Claim {
  /** The database is in another place than at its last start: sending was frozen. */
  isMoved: boolean;
  /** The sandbox found nobody: the demo company is to be created. */
  isEmpty: boolean;
}

/**
 * Decides at start whether this process may use this database, and remembers it. `place` is what readPlace answers.
 * The sandbox takes only a database that was created for it, and never one that held a real company; a company takes
 * neither the demo's nor another company's. Throws `Conflict`.
 */
export async function claimInstallation(work: Work, purpose: Purpose, place: string): Promise<Claim> {
  const isEmpty = !(await work.db.existsBy(Employee, {}));
  if (purpose.kind === "sandbox") await claimForSandbox(work, isEmpty);
  else await claimForCompany(work, purpose.corpId);
  await claimAuditKey(work);
  return { isMoved: await notePlace(work, purpose, place), isEmpty };
}

async function claimForSandbox(work: Work, isEmpty: boolean) {
  const held = await readSetting(work.db, "corpId");
  if (held) throw new Conflict("installation.heldCompany", { corpId: held.corpId });
  if (await readSetting(work.db, "demo")) return;
  if (!isEmpty) throw new Conflict("installation.notDemo");
  await writeSetting(work, "demo", { createdAt: work.now.toISOString() });
  await record(work, "installation.demo", "installation");
}

async function claimForCompany(work: Work, corpId: string) {
  if (await readSetting(work.db, "demo")) throw new Conflict("installation.isDemo");
  const held = await readSetting(work.db, "corpId");
  if (held?.corpId === corpId) return;
  if (held) throw new Conflict("installation.otherCompany", { corpId: held.corpId });
  await writeSetting(work, "corpId", { corpId });
  await record(work, "installation.company", "installation");
}

/** A booking chained with another key could never be verified: the ledger goes on with the key it was begun with. */
async function claimAuditKey(work: Work) {
  const fingerprint = fingerprintOf(work.company.auditKey);
  const held = await readSetting(work.db, "auditKey");
  if (held?.fingerprint === fingerprint) return;
  const head = await readSetting(work.db, "ledger");
  if (held && head && head.no > 0) throw new Conflict("installation.otherAuditKey");
  await writeSetting(work, "auditKey", { fingerprint });
}

// The sandbox sends to nobody but itself: its file may be copied about.
async function notePlace(work: Work, purpose: Purpose, place: string): Promise<boolean> {
  const before = await readSetting(work.db, "installation");
  if (before?.place === place) return false;
  await writeSetting(work, "installation", { place });
  if (!before || purpose.kind === "sandbox") return false;
  await freezeSending(work, "moved");
  await freezePayouts(work, "moved");
  return true;
}
