import type { App } from "../../domain/context";
import { transact } from "../../domain/transact";
import { Department, Employee } from "../../entities";
import { WecomRefused } from "./errors";
import { chatIdOf } from "./WecomChannel";
import type { WecomClient } from "./WecomClient";

const exists = 86215;
/** A name may have 50 characters (doc 90245). */
const mostNameCharacters = 50;

/**
 * Makes the group of every department that has at least two people, where the app may (root scope). A group that is
 * there already is taken over; where the app may not, teams are told by the webhook. Answers how many there are.
 */
export async function ensureTeamGroups(app: App, client: WecomClient): Promise<number> {
  const departments = await app.db.read.find(Department, { order: { id: "ASC" } });
  const people = await app.db.read.findBy(Employee, { status: "active" });
  let count = 0;
  for (const department of departments.filter(({ archivedAt }) => archivedAt === null)) {
    const members = people
      .filter(({ departmentId, id }) => departmentId === department.id || id === department.headId)
      .flatMap(({ wecomUserId }) => wecomUserId ?? []);
    if (members.length < 2) continue;
    const chatid = chatIdOf(department.id);
    await makeGroup(client, {
      chatid,
      name: [...`${department.name} · 达标`].slice(0, mostNameCharacters).join(""),
      userlist: members,
    });
    if (department.chatId !== chatid)
      await transact(app, null, ({ db }) => db.update(Department, department.id, { chatId: chatid }));
    count += 1;
  }
  return count;
}

async function makeGroup(client: WecomClient, group: { chatid: string; name: string; userlist: string[] }) {
  try {
    await client.createAppchat(group);
  } catch (error) {
    if (!(error instanceof WecomRefused) || error.errcode !== exists) throw error;
  }
}
