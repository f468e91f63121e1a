import type { Work } from "./context";
import { recordAll } from "./record";

/** Writes the same event about many subjects. */
export async function recordMany(
  work: Work,
  name: string,
  subjectIds: readonly string[],
  data: Record<string, unknown> = {},
): Promise<void> {
  await recordAll(
    work,
    subjectIds.map((subjectId) => ({ name, subjectId, data })),
  );
}
