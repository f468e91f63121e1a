import { setTimeout as sleep } from "node:timers/promises";
import { AccessToken } from "../../entities";
import type { Database } from "../../entities/database";

interface FreshToken {
  value: string;
  expiresAt: Date;
}

/** Where the access token lives between calls. */
export interface TokenStore {
  /** The stored token if it is good beyond `soon()`, else a fresh one that one caller of all processes fetches. */
  readOrRefresh(name: string, soon: () => Date, fetchToken: () => Promise<FreshToken>): Promise<string>;
  /** Forgets a token that was refused; another one stored meanwhile stays. */
  drop(name: string, value: string): Promise<void>;
}

/** Longer than the time-out of a call. */
const leaseMs = 10_000;
const pollMs = 100;

/** Keeps tokens in the database, so that all processes share one. No transaction is open while the API is asked. */
export class DatabaseTokenStore implements TokenStore {
  constructor(
    private readonly db: Database,
    /** Wall-clock time: leases are real seconds even where a sandbox moves the product's clock. */
    private readonly wallClock: () => number = Date.now,
  ) {}

  async readOrRefresh(name: string, soon: () => Date, fetchToken: () => Promise<FreshToken>): Promise<string> {
    for (;;) {
      const row = await this.db.read.findOneBy(AccessToken, { name });
      if (row?.value && row.expiresAt && row.expiresAt > soon()) return row.value;
      if (await this.lease(name, row?.value ?? null)) return this.refresh(name, fetchToken);
      await sleep(pollMs);
    }
  }

  async drop(name: string, value: string): Promise<void> {
    await this.db.transaction((db) => db.update(AccessToken, { name, value }, { value: null, expiresAt: null }));
  }

  private async refresh(name: string, fetchToken: () => Promise<FreshToken>): Promise<string> {
    let fresh: Partial<FreshToken> = {};
    try {
      fresh = await fetchToken();
    } finally {
      const changes = fresh.value ? { value: fresh.value, expiresAt: fresh.expiresAt ?? null } : {};
      await this.db.transaction((db) => db.update(AccessToken, { name }, { ...changes, leaseUntil: null }));
    }
    return fresh.value ?? "";
  }

  /** Only while the stored token is still the one that was `seen`: another may have been fetched since. */
  private lease(name: string, seen: string | null): Promise<boolean> {
    const now = this.wallClock();
    return this.db.transaction(async (db) => {
      if (!(await db.existsBy(AccessToken, { name })))
        await db
          .createQueryBuilder()
          .insert()
          .into(AccessToken)
          .values({ name, value: null, expiresAt: null, leaseUntil: null })
          .orUpdate(["name"], ["name"])
          .execute();
      const { affected } = await db
        .createQueryBuilder()
        .update(AccessToken)
        .set({ leaseUntil: new Date(now + leaseMs) })
        .where("name = :name AND (leaseUntil IS NULL OR leaseUntil < :now)", { name, now: new Date(now) })
        .andWhere(seen === null ? "value IS NULL" : "value = :seen", { seen })
        .execute();
      return affected === 1;
    });
  }
}
