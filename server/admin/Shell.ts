import type { Admin } from "./Admin";

type Run = <Args extends unknown[]>(
  action: (admin: Admin, ...args: Args) => Promise<void>,
) => (...args: Args) => Promise<void>;

/** How a command gets its hands on the app: opened when it runs, closed when it ends, whatever happens. */
export interface Shell {
  /** For commands that work with people and goals: the database must be up to date and this company's. */
  run: Run;
  /** For commands that must work on any database there is. */
  look: Run;
  /** For the command that begins with nothing. */
  begin: Run;
}
