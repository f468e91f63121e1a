import type { Work } from "../domain/context";
import { Receipt } from "../entities";
import { databaseFault } from "../entities/databaseErrors";
import type { Message } from "./Message";

export interface ClaimedReceipt {
  isTaken: boolean;
  /** What was answered the first time. */
  answer: Message | null;
}

/** Claims what came in by its key. A second delivery waits for the first and gets its answer. */
export async function claimReceipt({ db, now }: Work, key: string): Promise<ClaimedReceipt> {
  try {
    await db.insert(Receipt, { key, answer: null, at: now });
    return { isTaken: false, answer: null };
  } catch (error) {
    if (databaseFault(error) !== "unique") throw error;
    const receipt = await db.findOneBy(Receipt, { key });
    return { isTaken: true, answer: receipt?.answer as unknown as Message | null };
  }
}

export async function storeAnswer({ db }: Work, key: string, answer: Message): Promise<void> {
  await db.update(Receipt, { key }, { answer: answer as never });
}
