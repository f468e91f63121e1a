import type { Work } from "../context";
import { Conflict } from "../errors";
import { findApprover } from "./findApprover";

/** Who takes over what somebody decided or owned: the nearest active person above, an executive or HR; undefined when there is none. */
export async function findSuccessor(work: Work, employeeId: string): Promise<string | undefined> {
  try {
    return (await findApprover(work, employeeId)).id;
  } catch (error) {
    if (error instanceof Conflict) return undefined;
    throw error;
  }
}
