import type { App } from "../domain/context";

/** How far a run got; stored, so that a killed run goes on from there. */
export interface Progress {
  cursor: string | null;
  /** Stores the cursor and renews the claim. */
  save(cursor: string): Promise<void>;
}

/** Work the clock asks for. */
export interface Job {
  name: string;
  /** Cron expression, in company time unless a zone is stated. */
  cron: string;
  zone?: string;
  /** A slot missed by more than this is not made up for, in minutes. */
  catchUpMinutes: number;
  run(app: App, slot: Date, progress: Progress): Promise<void>;
}
