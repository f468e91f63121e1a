import { databaseFault } from "./databaseErrors";

/** The database could not be used: away, locked, full or too slow. Nothing was half written. */
export class DatabaseUnavailable extends Error {
  constructor(
    readonly reason: "away" | "busy" | "full" | "slow",
    options?: ErrorOptions,
  ) {
    super(`database unavailable: ${reason}`, options);
  }
}

/** What the caller is told of a driver's error: that the database cannot be used, where that is what it means. */
export function unavailableOr(error: unknown): unknown {
  const fault = databaseFault(error);
  if (fault === "retry") return new DatabaseUnavailable("busy", { cause: error });
  if (fault === "away" || fault === "full") return new DatabaseUnavailable(fault, { cause: error });
  return error;
}

/** The result, or DatabaseUnavailable when it takes longer; what was begun goes on unheard. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable("slow")), ms);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
