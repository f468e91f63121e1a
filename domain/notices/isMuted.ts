import type { Employee, Notice } from "../../entities";

/**
 * Whether the person does not want this message. Of alerts only those about what is theirs: how others' goals stand is
 * told to whoever answers for them. Asked again at delivery, so that what was owed before they said so does not come.
 */
export function isMuted(person: Employee, { template, data }: Pick<Notice, "template" | "data">): boolean {
  if (template === "nudge") return person.isMorningMuted;
  if (template === "eveningReminder") return person.isEveningMuted;
  if (template === "lagAlert" || template === "lagRecovered") return person.isAlertMuted && data.ownerId === person.id;
  return false;
}
