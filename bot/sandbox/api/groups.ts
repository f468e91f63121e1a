import { ApiError } from "../ApiError";
import { RollingLimit } from "../RollingLimit";
import type { Api, ApiCall } from "./Api";
import { contentOf } from "./message";

/** Groups the app makes (appchat, doc 90244–90248) and the group robot's webhook (doc 99110). */
export function groupApis(): Record<string, Api> {
  const webhook = new RollingLimit(20, 60);
  return {
    "appchat/create": createGroup,
    "appchat/get": getGroup,
    "appchat/send": sendToGroup,
    "webhook/send": (call) => {
      const { state, query, body } = call;
      if (query.get("key") !== state.keys.webhookKey) throw new ApiError(93000, "invalid webhook url");
      if (!webhook.take("robot", state.clock.now().getTime())) throw new ApiError(45009, "api freq out of limit");
      if (body.msgtype !== "text" && body.msgtype !== "markdown") throw new ApiError(40008, "msgtype");
      state.add("group:webhook", { from: "app", ...contentOf(state, body) });
      return {};
    },
  };
}

function createGroup({ state, body }: ApiCall) {
  const members = Array.isArray(body.userlist) ? body.userlist.map(String) : [];
  if (members.length < 2 || members.length > 2000) throw new ApiError(86006, "2 to 2000 members");
  if (members.some((userId) => !state.person(userId))) throw new ApiError(86007, "illegal member");
  const chatId = body.chatid === undefined ? Math.random().toString(36).slice(2) : String(body.chatid);
  if (!/^[0-9A-Za-z]{1,32}$/.test(chatId)) throw new ApiError(86001, "chatid");
  if (state.groups.has(chatId)) throw new ApiError(86215, "chatid exists");
  const name = String(body.name ?? "");
  if ([...name].length > 50) throw new ApiError(86004, "name");
  if (body.owner !== undefined && !members.includes(String(body.owner)))
    throw new ApiError(86207, "owner not in userlist");
  state.groups.set(chatId, { name, members });
  state.changed();
  return { chatid: chatId };
}

function getGroup({ state, query }: ApiCall) {
  const chatId = query.get("chatid") ?? "";
  const group = state.groups.get(chatId);
  if (!group) throw new ApiError(40050, "chatid does not exist");
  return { chat_info: { chatid: chatId, name: group.name, userlist: group.members, chat_type: 0 } };
}

function sendToGroup({ state, body }: ApiCall) {
  const chatId = String(body.chatid ?? "");
  if (!state.groups.has(chatId)) throw new ApiError(40050, "chatid does not exist");
  // Groups cannot show cards.
  if (body.msgtype === "template_card") throw new ApiError(40008, "msgtype");
  state.add(`group:${chatId}`, { from: "app", ...contentOf(state, body) });
  return {};
}
