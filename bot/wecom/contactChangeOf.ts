import type { ContactChange } from "../../domain/people/ContactChange";
import type { ContactChange as WecomContactChange } from "./IncomingMessage";

/** WeCom's contact event in the domain's words; undefined for kinds that are none of ours. */
export function contactChangeOf(change: WecomContactChange): ContactChange | undefined {
  const { at, userId } = change;
  switch (change.type) {
    case "create_user":
    case "delete_user":
      return userId ? { type: change.type, at, userId } : undefined;
    case "update_user":
      return userId ? { type: change.type, at, userId, newUserId: change.newUserId || null } : undefined;
    case "create_party":
    case "update_party":
    case "delete_party":
      return departmentChange(change.type, change);
    case "update_tag":
      return { type: "update_tag", at };
    default:
      return undefined;
  }
}

function departmentChange(
  type: "create_party" | "update_party" | "delete_party",
  { at, departmentId, departmentName, parentDepartmentId }: WecomContactChange,
): ContactChange | undefined {
  const wecomId = numberOf(departmentId);
  if (wecomId === null) return undefined;
  if (type === "delete_party") return { type, at, wecomId };
  return { type, at, wecomId, name: departmentName || null, parentWecomId: numberOf(parentDepartmentId) };
}

const numberOf = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);
