/** What the doctor found about one thing. */
export interface Check {
  title: string;
  state: "good" | "bad" | "skipped";
  /** What was found. */
  found: string;
  /** What to do about it. */
  advice?: string;
}

export const good = (title: string, found: string): Check => ({ title, state: "good", found });
export const bad = (title: string, found: string, advice: string): Check => ({ title, state: "bad", found, advice });
export const skipped = (title: string, found: string): Check => ({ title, state: "skipped", found });
