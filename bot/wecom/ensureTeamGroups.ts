import type { App } from "../../domain/context";
import { transact } from "../../domain/transact";
import { Department, Employee } from "../../entities";
import { WecomRefused } from "./errors";
import { chatIdOf, dissolved } from "./WecomChannel";
import type { WecomClient } from "./WecomClient";

const exists = 86215;
/** The app as such may make no groups: asking for the next department is of no use. */
const mayNotAtAll = 48002;
/** Limits of a group (doc 90245). */
const mostNameCharacters = 50;
const mostMembers = 2000;

export interface TeamGroups {
  /** Departments whose group is there, with the people it is to have. */
  count: number;
  /** Departments WeCom refused for good, with its code; the others are done. */
  refused: { name: string; errcode: number }[];
}

interface Group {
  chatid: string;
  name: string;
  userlist: string[];
}

type Client = Pick<WecomClient, "createAppchat" | "getAppchat" | "updateAppchat">;

/**
 * Makes the group of every department that has at least two people, where the app may (root scope), and brings one that
 * is there in line with who is in the department now. Where the app may not, teams are told by the webhook.
 */
export async function ensureTeamGroups(app: App, client: Client): Promise<TeamGroups> {
  const departments = await app.db.read.find(Department, { order: { id: "ASC" } });
  const people = await app.db.read.find(Employee, { where: { status: "active" }, order: { id: "ASC" } });
  const groups: TeamGroups = { count: 0, refused: [] };
  for (const department of departments.filter(({ archivedAt }) => archivedAt === null)) {
    const userlist = membersOf(department, people);
    if (userlist.length < 2) continue;
    const ensured = await ensureGroup(client, department, { name: nameFor(department), userlist });
    if (typeof ensured === "number") {
      groups.refused.push({ name: department.name, errcode: ensured });
      continue;
    }
    await keepChatId(app, department, ensured);
    groups.count += 1;
  }
  return groups;
}

const nameFor = ({ name }: Department) => [...`${name} · 达标`].slice(0, mostNameCharacters).join("");

/** The head first: of a department that is too large for a group they are in it. */
function membersOf({ id, headId }: Department, people: readonly Employee[]): string[] {
  const head = people.filter((person) => person.id === headId);
  const others = people.filter((person) => person.departmentId === id && person.id !== headId);
  return [...head, ...others].flatMap(({ wecomUserId }) => wecomUserId ?? []).slice(0, mostMembers);
}

/** Answers the group's id, or WeCom's code when it refuses this group for good. */
async function ensureGroup(client: Client, team: Department, wanted: Omit<Group, "chatid">): Promise<string | number> {
  const chatid = team.chatId ?? chatIdOf(team.id);
  try {
    return await makeOrUpdate(client, { chatid, ...wanted }).catch((error) => {
      if (!(error instanceof WecomRefused) || error.errcode !== dissolved) throw error;
      return makeOrUpdate(client, { chatid: chatIdOf(team.id, chatid), ...wanted });
    });
  } catch (error) {
    if (!(error instanceof WecomRefused) || error.treatment !== "final" || error.errcode === mayNotAtAll) throw error;
    return error.errcode;
  }
}

async function makeOrUpdate(client: Client, group: Group): Promise<string> {
  try {
    await client.createAppchat(group);
  } catch (error) {
    if (!(error instanceof WecomRefused) || error.errcode !== exists) throw error;
    await update(client, group);
  }
  return group.chatid;
}

/** Who came, who went, and the name; nothing is asked for where nothing differs. */
async function update(client: Client, { chatid, name, userlist }: Group) {
  const { chat_info: is } = await client.getAppchat(chatid);
  // WeCom's ids do not differ by case, and come back in either.
  const wanted = new Set(userlist.map(lower));
  const present = new Set(is.userlist.map(lower));
  const add = userlist.filter((id) => !present.has(lower(id)));
  const leave = is.userlist.filter((id) => !wanted.has(lower(id)));
  const changes = {
    ...(name !== is.name && { name }),
    ...(!wanted.has(lower(is.owner)) && { owner: userlist[0] }),
    ...(add.length > 0 && { add_user_list: add }),
    ...(leave.length > 0 && { del_user_list: leave }),
  };
  if (Object.keys(changes).length > 0) await client.updateAppchat({ chatid, ...changes });
}

const lower = (id: string) => id.toLowerCase();

async function keepChatId(app: App, { id, chatId }: Department, chatid: string) {
  if (chatId !== chatid) await transact(app, null, ({ db }) => db.update(Department, id, { chatId: chatid }));
}
