import type { Department, Notice } from "../entities";

/**
 * Whose limits a notice counts against: the person's or the team's, and the app's. A team without a group of its own is
 * told by the robot, which all such teams share.
 */
export function targetsOf({ employeeId, departmentId }: Notice, teams: ReadonlyMap<string, Department>): string[] {
  if (employeeId) return [`person:${employeeId}`, "app"];
  return [teams.get(departmentId ?? "")?.chatId ? `team:${departmentId}` : "webhook", "app"];
}
