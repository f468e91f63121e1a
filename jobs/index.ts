import { alertLagging } from "./alertLagging";
import { carryOver } from "./carryOver";
import { fireNightlyRules, fireRules } from "./fireRules";
import { followDeputies } from "./followDeputies";
import type { Job } from "./Job";
import { measureIdeas } from "./measureIdeas";
import { moveElections } from "./moveElections";
import { nudgeDaily } from "./nudgeDaily";
import { purge } from "./purge";
import { reconcilePayouts } from "./reconcilePayouts";
import { remindEvening } from "./remindEvening";
import { sendLedgerHead } from "./sendLedgerHead";
import { syncContacts } from "./syncContacts";

export { advance, startSchedule, tick } from "./schedule";

/** Everything the clock asks for. */
export const jobs: readonly Job[] = [
  followDeputies,
  nudgeDaily,
  remindEvening,
  alertLagging,
  syncContacts,
  measureIdeas,
  fireNightlyRules,
  fireRules,
  moveElections,
  carryOver,
  sendLedgerHead,
  reconcilePayouts,
  purge,
];
