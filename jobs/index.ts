import { alertLagging } from "./alertLagging";
import { followDeputies } from "./followDeputies";
import type { Job } from "./Job";
import { nudgeDaily } from "./nudgeDaily";
import { purge } from "./purge";
import { remindEvening } from "./remindEvening";
import { syncContacts } from "./syncContacts";

export { advance, startSchedule, tick } from "./schedule";

/** Everything the clock asks for. */
export const jobs: readonly Job[] = [followDeputies, nudgeDaily, remindEvening, alertLagging, syncContacts, purge];
