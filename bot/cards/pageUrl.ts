import type { Company } from "../../domain/context";

/** The page a card speaks of. */
export const pageUrl = (
  { publicUrl }: Pick<Company, "publicUrl">,
  noun: "today" | "goals" | "team" | "awards",
  id?: string,
) => `${publicUrl}/h5/#/${noun}${id ? `/${id}` : ""}`;
