import { nameOf } from "../domain/people/nameOf";
import { plainLine } from "../domain/plainLine";

type Named = Parameters<typeof nameOf>[0];

/**
 * A person's name in a message. Where only the WeCom id is known it stands between two private characters, which a
 * sink that can translate ids turns into a name, and every other drops (see escape.ts).
 */
export const personName = (person: Named): string =>
  person.name === null && person.wecomUserId !== null ? `\uE000${person.wecomUserId}\uE001` : plainLine(nameOf(person));

/** Whether a text needs a sink that translates ids. */
export const holdsPersonId = (text: string): boolean => text.includes("\uE000");
