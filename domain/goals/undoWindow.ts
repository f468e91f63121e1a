import type { Objective } from "../../entities";

/** How long an approver may take an approval back, in minutes. */
export const undoMinutes = 10;

/** Whether an approval is recent enough to be taken back. */
export const isInUndoWindow = ({ approvedAt }: Pick<Objective, "approvedAt">, now: Date): boolean =>
  approvedAt === null || now.getTime() - approvedAt.getTime() <= undoMinutes * 60_000;
