import type { Work } from "../context";
import { record } from "../record";
import { readSetting } from "./readSetting";
import type { FreezeReason } from "./Settings";
import { writeSetting } from "./writeSetting";

/** Stops all sending. What is owed stays owed. Doing it twice is doing it once. */
export async function freezeSending(work: Work, reason: FreezeReason): Promise<boolean> {
  return change(work, { isFrozen: true, reason });
}

/** Lets messages go out again. */
export async function thawSending(work: Work): Promise<boolean> {
  return change(work, { isFrozen: false, reason: null });
}

/** Answers whether anything changed. */
async function change(work: Work, value: { isFrozen: boolean; reason: FreezeReason | null }): Promise<boolean> {
  const before = await readSetting(work.db, "sending");
  if ((before?.isFrozen ?? false) === value.isFrozen) return false;
  await writeSetting(work, "sending", value);
  await record(work, value.isFrozen ? "sending.frozen" : "sending.thawed", "sending", { reason: value.reason });
  return true;
}
