import type { App } from "../../domain/context";
import { applyContactChange } from "../../domain/people/applyContactChange";
import { type ContactChange, subjectOf } from "../../domain/people/ContactChange";
import { transact } from "../../domain/transact";
import { contactChangeOf } from "./contactChangeOf";
import type { ContactChange as WecomContactChange } from "./IncomingMessage";

/**
 * Takes a contact event at once: asks the directory what is true now, then applies it. A leaver's access ends even
 * while the directory is away; for anything else WeCom is told to ask again.
 */
export async function receiveContactChange(app: App, event: WecomContactChange): Promise<void> {
  const change = contactChangeOf(event);
  if (!change) return;
  const userId = subjectOf(change);
  const detail = userId === undefined ? undefined : await read(app, change, userId);
  await transact(app, null, (work) => applyContactChange(work, change, detail ?? null), { via: "wecom" });
}

async function read(app: App, change: ContactChange, userId: string) {
  try {
    return await app.directory.person(userId);
  } catch (error) {
    if (change.type !== "delete_user") throw error;
    return undefined;
  }
}
