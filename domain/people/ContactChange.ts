/** What WeCom's contact callback tells (wecom.md §2.7). `at` is the event's own time, to the second. */
export type ContactChange =
  | { type: "create_user"; at: Date; userId: string }
  | { type: "update_user"; at: Date; userId: string; newUserId: string | null }
  | { type: "delete_user"; at: Date; userId: string }
  | {
      type: "create_party" | "update_party";
      at: Date;
      wecomId: number;
      name: string | null;
      parentWecomId: number | null;
    }
  | { type: "delete_party"; at: Date; wecomId: number }
  | { type: "update_tag"; at: Date };

/** Whose details are to be read again from the directory before the change is applied; undefined for departments. */
export function subjectOf(change: ContactChange): string | undefined {
  if (change.type === "update_user") return change.newUserId ?? change.userId;
  return "userId" in change ? change.userId : undefined;
}
