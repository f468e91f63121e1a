import type { CheckIn } from "../../entities";

/**
 * Whose a report is to take back: whoever reported, and the owner for whom somebody else did (代报). Imported figures are
 * nobody's.
 */
export const isTheirs = (
  personId: string,
  { reportedById, source }: Pick<CheckIn, "reportedById" | "source">,
  ownerId: string,
): boolean => source !== "import" && (reportedById === personId || ownerId === personId);
