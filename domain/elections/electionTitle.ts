import type { Election } from "../../entities";

/** '2026年5月优秀员工' */
export const electionTitle = ({ month }: Pick<Election, "month">): string =>
  `${month.slice(0, 4)}年${Number(month.slice(5))}月优秀员工`;
