import type { Work } from "../context";
import { readSetting } from "../settings/readSetting";
import type { Settings } from "../settings/Settings";
import { writeSetting } from "../settings/writeSetting";
import type { Rename } from "./renamePerson";

const kept = 50;
/** Events of one change arrive within minutes; a day leaves room for an outage. */
const dayMs = 86_400_000;

/** Keeps a rename of somebody nobody knows yet: A became B and B became C, and the second event came first. */
export async function rememberRename(work: Work, { from, to, at }: Rename): Promise<void> {
  const others = Object.entries(await fresh(work)).filter(([old]) => old !== from);
  const renames = [...others.slice(1 - kept), [from, { to, at: at.toISOString() }] as const];
  await writeSetting(work, "people.renames", Object.fromEntries(renames));
}

/** The id a rename led to in the end, by later renames that arrived before it. */
export async function followRenames(work: Work, { from, to, at }: Rename): Promise<string> {
  const renames = await fresh(work);
  let [last, since] = [to, at.toISOString()];
  for (let next = renames[last]; next && next.at >= since && next.to !== from; next = renames[last]) {
    delete renames[last];
    [last, since] = [next.to, next.at];
  }
  return last;
}

async function fresh(work: Work): Promise<Settings["people.renames"]> {
  const oldest = new Date(work.now.getTime() - dayMs).toISOString();
  const renames: Settings["people.renames"] = (await readSetting(work.db, "people.renames")) ?? {};
  return Object.fromEntries(Object.entries(renames).filter(([, { at }]) => at >= oldest));
}
