import { z } from "zod";
import { Conversation } from "../entities";
import type { Chat } from "./Chat";

/** A conversation that was interrupted by a question and goes on once that is answered or too old. */
const Waiting = z.object({ flow: z.string(), state: z.record(z.string(), z.unknown()), expiresAt: z.coerce.date() });

type Open = Pick<Conversation, "flow" | "state" | "expiresAt">;

/** The conversation that is open with the person and when it last went on; undefined when there is none. */
export async function findConversation(chat: Chat): Promise<(Open & Pick<Conversation, "updatedAt">) | undefined> {
  const row = await chat.db.findOneBy(Conversation, { employeeId: chat.actor.id });
  if (!row || row.expiresAt > chat.now) return row ?? undefined;
  const waiting = waitingIn(chat, row);
  return waiting && { ...waiting, updatedAt: row.updatedAt };
}

/** Opens a conversation, or goes on with it, in place of any other. */
export async function startConversation(chat: Chat, flow: string, state: object, minutes: number): Promise<void> {
  await store(chat, { flow, state: state as never, expiresAt: new Date(chat.now.getTime() + minutes * 60_000) });
}

/** Asks something in between: what was going on waits for the answer. A question that is interrupted is dropped. */
export async function interruptConversation(chat: Chat, flow: string, state: object, minutes: number): Promise<void> {
  const open = await findConversation(chat);
  const below = (open && waitingIn(chat, open)) ?? open;
  // One level, however often two questions interrupt each other.
  const waiting = below?.flow === flow ? undefined : below;
  await startConversation(chat, flow, { ...state, waiting }, minutes);
}

/** Ends the open conversation; one that waited for it is open again. */
export async function endConversation(chat: Chat): Promise<void> {
  const open = await findConversation(chat);
  const waiting = open && waitingIn(chat, open);
  if (waiting) await store(chat, waiting);
  else await chat.db.delete(Conversation, { employeeId: chat.actor.id });
}

function waitingIn({ now }: Chat, { state }: Pick<Conversation, "state">): Open | undefined {
  const waiting = Waiting.safeParse(state.waiting).data;
  return waiting && waiting.expiresAt > now ? waiting : undefined;
}

async function store({ db, actor, now }: Chat, { flow, state, expiresAt }: Open) {
  const row = { employeeId: actor.id, flow, state: state as never, updatedAt: now, expiresAt };
  await db.upsert(Conversation, row, ["employeeId"]);
}
