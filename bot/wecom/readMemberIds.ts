import type { WecomClient } from "./WecomClient";

/** Pages of 10,000: more than any company has; a cursor that never ends is a fault. */
const mostPages = 100;

/** The ids of everybody in the company with their department numbers, by a client that has the contact-sync secret. */
export async function readMemberIds(client: Pick<WecomClient, "memberIds">): Promise<Map<string, number[]>> {
  const ids = new Map<string, number[]>();
  let cursor = "";
  for (let page = 0; page < mostPages; page++) {
    const answer = await client.memberIds(cursor);
    for (const { userid, department } of answer.dept_user) ids.set(userid, [...(ids.get(userid) ?? []), department]);
    cursor = answer.next_cursor;
    if (cursor === "") return ids;
  }
  throw new Error("user/list_id does not end");
}
