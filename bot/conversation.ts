import { Conversation } from "../entities";
import type { Chat } from "./Chat";

/** The conversation that is open with the person; null when there is none. */
export async function findConversation({ db, actor, now }: Chat): Promise<Conversation | null> {
  const conversation = await db.findOneBy(Conversation, { employeeId: actor.id });
  return conversation && conversation.expiresAt > now ? conversation : null;
}

/** Opens a conversation, or goes on with it, in place of any other. */
export async function startConversation(
  { db, actor, now }: Chat,
  flow: string,
  state: object,
  minutes: number,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + minutes * 60_000);
  const row = { employeeId: actor.id, flow, state: state as never, updatedAt: now, expiresAt };
  await db.upsert(Conversation, row, ["employeeId"]);
}

export async function endConversation({ db, actor }: Chat): Promise<void> {
  await db.delete(Conversation, { employeeId: actor.id });
}
