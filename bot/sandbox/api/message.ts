import { createHash, randomUUID } from "node:crypto";
import { ApiError } from "../ApiError";
import { checkCard, takesCallbacks } from "../checkCard";
import { RollingLimit } from "../RollingLimit";
import type { SandboxState } from "../SandboxState";
import type { Api, ApiCall } from "./Api";
import { contentOf } from "./contentOf";
import { demand, type Fields, fieldsOf, idsOf, textOf } from "./fields";

const defaultRepeatSeconds = 1800;
const maxRepeatSeconds = 4 * 3600;

/** message/send, its update and its limits (doc 90236, 94888, 90312). */
export function messageApis(): Record<string, Api> {
  const perMinute = new RollingLimit(30, 60);
  const perHour = new RollingLimit(1000, 3600);
  const repeats = new Map<string, number>();
  const isLetThrough = (userId: string, now: number) => perMinute.take(userId, now) && perHour.take(userId, now);
  return {
    "message/send": ({ state, body }) => {
      checkAgent(state, body);
      const receivers = receiversOf(state, body);
      const { content, kind, taskId } = contentOf(body, "app");
      demand(body.msgtype !== "news" || !body.safe, 40074, "news does not support safe");
      demand(receivers.userIds.length > 0, 81013, "all receivers invalid");
      const now = state.clock.now().getTime();
      const answer = { ...receivers.invalid, msgid: randomUUID() };
      if (isRepeated(repeats, body, now)) return answer;
      // Unique in the app: a card that is sent again under its id is refused.
      demand(taskId === undefined || !state.taskIds.has(taskId), 42014, "task_id is used");
      if (taskId) state.taskIds.add(taskId);
      const isTranslated = body.enable_id_trans === 1;
      const sending = state.nextSending();
      for (const userId of receivers.userIds)
        if (isLetThrough(userId, now)) state.add(userId, { from: "app", kind, content, taskId, isTranslated, sending });
        else {
          // The real platform answers 0 and shows nothing.
          state.dropped += 1;
          state.add(userId, { from: "app", kind: "drop", content: null });
        }
      const isUpdatable = kind === "template_card" && takesCallbacks(fieldsOf(content));
      return isUpdatable ? { ...answer, response_code: state.mintCode(sending) } : answer;
    },
    "message/update_template_card": updateCard,
  };
}

function checkAgent(state: SandboxState, body: Fields) {
  // The official sample of a mini-program notice names no app.
  if (body.agentid === undefined && body.msgtype === "miniprogram_notice") return;
  demand(typeof body.agentid === "number", 40056, "agentid");
  demand(body.agentid === state.keys.agentId, 301002, "not this app");
}

interface Named {
  touser?: unknown;
  toparty?: unknown;
  totag?: unknown;
}

/** Who is meant, each once, and what is not known, joined as WeCom does. */
function receiversOf(state: SandboxState, { touser, toparty, totag }: Named) {
  const users = idsOf(touser);
  if (users.length === 1 && users[0] === "@all")
    return { userIds: state.people.map(({ userId }) => userId), invalid: { invaliduser: "" } };
  const parties = idsOf(toparty);
  const tags = idsOf(totag);
  demand(users.length + parties.length + tags.length > 0, 82001, "all receivers empty");
  demand(users.length <= 1000, 40032, "more than 1000 users");
  demand(parties.length <= 100, 82002, "more than 100 parties");
  demand(tags.length <= 100, 82003, "more than 100 tags");
  const inParties = state.people.filter(({ departmentId }) => parties.includes(String(departmentId)));
  const named = users.flatMap((id) => state.person(id) ?? []);
  const invalid = {
    // They come back in lower case.
    invaliduser: users
      .filter((id) => !state.person(id))
      .join("|")
      .toLowerCase(),
    invalidparty: parties.filter((id) => !state.company.departments.some((one) => String(one.id) === id)).join("|"),
    // The stand-in knows no tags.
    invalidtag: tags.join("|"),
  };
  return { userIds: [...new Set([...named, ...inParties].map(({ userId }) => userId))], invalid };
}

/** Whether the same request came within the window that it asks for: then it is answered and not shown. */
function isRepeated(repeats: Map<string, number>, body: Fields, now: number): boolean {
  if (body.enable_duplicate_check !== 1) return false;
  const key = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  const seconds = Math.min(Number(body.duplicate_check_interval ?? defaultRepeatSeconds), maxRepeatSeconds);
  if ((repeats.get(key) ?? Number.NEGATIVE_INFINITY) > now - seconds * 1000) return true;
  repeats.set(key, now);
  return false;
}

/** Changes the card of a sending for the people named; who never got it is invalid. */
function updateCard({ state, body }: ApiCall) {
  checkAgent(state, body);
  demand(body.userids === undefined || Array.isArray(body.userids), 40035, "userids must be a list");
  const code = state.codes.get(textOf(body.response_code));
  if (!code || code.isUsed || code.expiresAt < state.clock.now().getTime()) throw new ApiError(60140, "response_code");
  const everybody = { touser: "@all" };
  const some = { touser: body.userids, toparty: body.partyids, totag: body.tagids };
  const { userIds, invalid } = receiversOf(state, body.atall === 1 ? everybody : some);
  const change = changeOf(body);
  const isHolder = (userId: string) => state.messageOf(userId, code.sending) !== undefined;
  for (const userId of userIds.filter(isHolder)) {
    const message = state.messageOf(userId, code.sending)!;
    message.content = change(fieldsOf(message.content));
    if (body.template_card !== undefined) message.isTranslated = body.enable_id_trans === 1;
  }
  code.isUsed = true;
  state.changed();
  const strangers = body.atall === 1 ? [] : userIds.filter((userId) => !isHolder(userId)).map((id) => id.toLowerCase());
  return { invaliduser: [...idsOf(invalid.invaliduser), ...strangers] };
}

function changeOf(body: Fields): (card: Fields) => Fields {
  if (body.template_card !== undefined) {
    checkCard(body.template_card, { isUpdate: true });
    return () => fieldsOf(body.template_card);
  }
  const name = textOf(fieldsOf(body.button).replace_name);
  demand(name !== "", 40058, "button.replace_name");
  return (card) => ({ ...card, replace_text: name });
}
