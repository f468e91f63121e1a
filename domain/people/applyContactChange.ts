import { Employee } from "../../entities";
import type { DirectoryPerson, Work } from "../context";
import { reassignApprovals } from "../goals/reassignApprovals";
import { archiveDepartment } from "./archiveDepartment";
import type { ContactChange } from "./ContactChange";
import { endBinding } from "./endBinding";
import { lockPeople } from "./lockPeople";
import { renamePerson } from "./renamePerson";
import { resolveReporting } from "./resolveReporting";
import { storeDepartment } from "./storeDepartment";
import { storePerson } from "./storePerson";

/**
 * Applies a contact event. Events come twice and in any order, so an event only says that something happened: what is
 * true is `detail`, which the caller read from the directory just now, outside the transaction, for `subjectOf(change)`
 * (null when the directory no longer knows them).
 */
export async function applyContactChange(
  work: Work,
  change: ContactChange,
  detail: DirectoryPerson | null,
): Promise<void> {
  if (change.type === "update_tag") return;
  await lockPeople(work);
  await apply(work, change, detail);
  await resolveReporting(work);
  if (detail && !detail.isActive) await passOnApprovals(work, detail.userId);
}

/** What waits for somebody who was disabled would wait until they are back. */
async function passOnApprovals(work: Work, wecomUserId: string) {
  const disabled = await work.db.findBy(Employee, { wecomUserId, status: "left" });
  await reassignApprovals(
    work,
    disabled.map(({ id }) => id),
  );
}

async function apply(
  work: Work,
  change: Exclude<ContactChange, { type: "update_tag" }>,
  detail: DirectoryPerson | null,
) {
  // Of somebody the app may not look at the nightly reading of all ids tells.
  const seen = detail?.isUnseen ? null : detail;
  switch (change.type) {
    case "create_user":
      if (seen) await storePerson(work, seen);
      return;
    case "update_user":
      if (change.newUserId)
        return renamePerson(work, { from: change.userId, to: change.newUserId, at: change.at }, detail);
      // Out of the directory, or of the app's scope where nobody else is known: no longer one of ours.
      if (!detail) return endBinding(work, change.userId, change.at);
      if (seen) await storePerson(work, seen);
      return;
    case "delete_user":
      await endBinding(work, change.userId, change.at);
      // The account is there again: whoever has it now is somebody else.
      if (seen) await storePerson(work, seen);
      return;
    case "delete_party":
      return archiveDepartment(work, change.wecomId);
    default:
      await storeDepartment(work, change);
  }
}
