import { ApiError } from "../ApiError";
import { checkCard } from "../checkCard";
import { RollingLimit } from "../RollingLimit";
import type { SandboxState } from "../SandboxState";
import type { Api, ApiCall } from "./Api";

const maxTextBytes = 2048;

/** message/send, its update and its limits (doc 90236, 94888, 90312). */
export function messageApis(): Record<string, Api> {
  const perMinute = new RollingLimit(30, 60);
  const perHour = new RollingLimit(1000, 3600);
  return {
    "message/send": (call) =>
      sendMessage(call, (userId, now) => perMinute.take(userId, now) && perHour.take(userId, now)),
    "message/update_template_card": updateCard,
  };
}

type LetThrough = (userId: string, now: number) => boolean;

function sendMessage({ state, body }: ApiCall, letThrough: LetThrough) {
  if (typeof body.agentid !== "number") throw new ApiError(40056, "agentid");
  if (body.agentid !== state.keys.agentId) throw new ApiError(301002, "not this app");
  const userIds = String(body.touser ?? "")
    .split("|")
    .filter(Boolean);
  if (userIds.length === 0) throw new ApiError(82001, "no receiver");
  if (userIds.length > 1000) throw new ApiError(40032, "too many receivers");
  const content = contentOf(state, body);
  const known = userIds.filter((userId) => state.person(userId));
  if (known.length === 0) throw new ApiError(81013, "all receivers invalid");
  const now = state.clock.now().getTime();
  let responseCode: string | undefined;
  for (const userId of known) {
    const chat = state.person(userId)!.userId;
    if (!letThrough(chat, now)) {
      // The real platform answers 0 and shows nothing.
      state.dropped += 1;
      state.add(chat, { from: "app", kind: "drop", content: null });
      continue;
    }
    const message = state.add(chat, { from: "app", ...content });
    if (content.kind !== "template_card") continue;
    responseCode ??= state.mintCode(chat, message.id);
    message.responseCode = responseCode;
  }
  const invaliduser = userIds.filter((userId) => !known.includes(userId)).join("|");
  return {
    invaliduser,
    msgid: `sandbox-${now}-${Math.random().toString(36).slice(2)}`,
    ...(responseCode && { response_code: responseCode }),
  };
}

export function contentOf(state: SandboxState, body: Record<string, unknown>) {
  const part = (name: string) => (body[name] ?? {}) as Record<string, unknown>;
  const type = String(body.msgtype ?? "");
  if (type === "text") {
    const content = String(part("text").content ?? "");
    if (content === "") throw new ApiError(44004, "empty content");
    return { kind: "text" as const, content: cutBytes(content, maxTextBytes) };
  }
  if (type === "markdown") {
    const content = String(part("markdown").content ?? "");
    if (content === "") throw new ApiError(44004, "empty content");
    if (Buffer.byteLength(content) > maxTextBytes) throw new ApiError(40058, "markdown.content exceed max length 2048");
    return { kind: "markdown" as const, content };
  }
  if (type === "textcard") {
    const card = part("textcard");
    if (!/^https?:\/\//.test(String(card.url ?? ""))) throw new ApiError(45034, "url");
    if (String(card.title ?? "") === "" || String(card.description ?? "") === "") throw new ApiError(40058, "textcard");
    return { kind: "textcard" as const, content: card };
  }
  if (type === "template_card") {
    const card = part("template_card");
    checkCard(card);
    const taskId = card.task_id === undefined ? undefined : String(card.task_id);
    if (taskId) state.taskIds.add(taskId);
    return { kind: "template_card" as const, content: card, taskId };
  }
  throw new ApiError(40008, "msgtype");
}

/** Text that is longer is cut without a word. */
function cutBytes(text: string, most: number): string {
  let cut = text;
  while (Buffer.byteLength(cut) > most) cut = cut.slice(0, -1);
  return cut;
}

function updateCard({ state, body }: ApiCall) {
  if (body.agentid !== state.keys.agentId) throw new ApiError(301002, "not this app");
  if (!Array.isArray(body.userids) || body.userids.length === 0) throw new ApiError(40035, "userids must be a list");
  const code = state.codes.get(String(body.response_code ?? ""));
  if (!code || code.isUsed || code.expiresAt < state.clock.now().getTime()) throw new ApiError(60140, "response_code");
  const message = state.chats.get(code.chat)?.find(({ id }) => id === code.messageId);
  if (body.template_card !== undefined) {
    checkCard(body.template_card, { isUpdate: true });
    if (message) message.content = body.template_card;
  } else {
    const name = (body.button as { replace_name?: unknown } | undefined)?.replace_name;
    if (typeof name !== "string" || name === "") throw new ApiError(40058, "button.replace_name");
    if (message) message.content = { ...(message.content as object), replace_text: name };
  }
  code.isUsed = true;
  state.changed();
  return { invaliduser: [] };
}
