import { randomBytes } from "node:crypto";
import { ApiError } from "../ApiError";
import { RollingLimit } from "../RollingLimit";
import type { SandboxState } from "../SandboxState";
import type { Api, ApiCall } from "./Api";
import { contentOf } from "./contentOf";
import { demand, textOf } from "./fields";

/** Groups the app makes (appchat, doc 90244–90248) and the group robot's webhook (doc 99110). */
export function groupApis(): Record<string, Api> {
  const webhook = new RollingLimit(20, 60);
  return {
    "appchat/create": createGroup,
    "appchat/update": updateGroup,
    "appchat/get": getGroup,
    "appchat/send": ({ state, body }) => {
      const [chatId] = findGroup(state, body.chatid);
      state.add(`group:${chatId}`, { from: "app", ...contentOf(body, "group") });
      return {};
    },
    "webhook/send": ({ state, query, body }) => {
      demand(query.get("key") === state.keys.webhookKey, 93000, "invalid webhook url");
      demand(webhook.take("robot", state.clock.now().getTime()), 45009, "api freq out of limit");
      state.add("group:webhook", { from: "app", ...contentOf(body, "webhook") });
      return {};
    },
  };
}

const writtenAs = (state: SandboxState, id: unknown) => state.person(String(id))?.userId ?? String(id);

/** Each once, as the contacts write them: ids are the same in upper and lower case. */
const listedIds = (state: SandboxState, value: unknown): string[] =>
  Array.isArray(value) ? [...new Set(value.map((id) => writtenAs(state, id)))] : [];

function checkMembers(state: SandboxState, members: string[]) {
  demand(members.length >= 2 && members.length <= 2000, 86006, "2 to 2000 members");
  demand(
    members.every((userId) => state.person(userId)),
    86007,
    "illegal member",
  );
}

const checkName = (name: string) => demand([...name].length <= 50, 86004, "name");

function createGroup({ state, body }: ApiCall) {
  const members = listedIds(state, body.userlist);
  checkMembers(state, members);
  const chatId = body.chatid === undefined ? randomBytes(16).toString("hex") : textOf(body.chatid);
  demand(/^[0-9A-Za-z]+$/.test(chatId), 86001, "chatid");
  demand(chatId.length <= 32, 86205, "chatid too long");
  demand(!state.groups.has(chatId), 86215, "chatid exists");
  const name = textOf(body.name);
  checkName(name);
  const owner = body.owner === undefined ? members[0]! : writtenAs(state, body.owner);
  demand(members.includes(owner), 86207, "owner not in userlist");
  state.groups.set(chatId, { name, owner, members });
  state.changed();
  return { chatid: chatId };
}

function updateGroup({ state, body }: ApiCall) {
  const [, group] = findGroup(state, body.chatid);
  const leaving = listedIds(state, body.del_user_list);
  demand(
    leaving.every((userId) => group.members.includes(userId)),
    86216,
    "not in the chat",
  );
  const members = listedIds(state, [...group.members, ...listedIds(state, body.add_user_list)]).filter(
    (id) => !leaving.includes(id),
  );
  demand(
    members.every((userId) => state.person(userId)),
    86216,
    "not in the contacts",
  );
  checkMembers(state, members);
  const owner = body.owner === undefined ? group.owner : writtenAs(state, body.owner);
  demand(members.includes(owner), 86005, "owner");
  const name = body.name === undefined ? group.name : textOf(body.name);
  checkName(name);
  Object.assign(group, { name, owner, members });
  state.changed();
  return {};
}

function getGroup({ state, query }: ApiCall) {
  const [chatid, { name, owner, members }] = findGroup(state, query.get("chatid"));
  return { chat_info: { chatid, name, owner, userlist: members, chat_type: 0 } };
}

function findGroup(state: SandboxState, id: unknown) {
  const chatId = textOf(id);
  const group = state.groups.get(chatId);
  if (!group) throw new ApiError(40050, "chatid does not exist");
  demand(!group.isDissolved, 49008, "group is dissolved");
  return [chatId, group] as const;
}
