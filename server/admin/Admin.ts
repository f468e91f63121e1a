import type { WecomClient } from "../../bot/wecom/WecomClient";
import type { App, Work } from "../../domain/context";
import type { Env } from "../env";

/** What a command has at hand: the app without a server around it, and the terminal. */
export interface Admin {
  app: App;
  env: Env;
  /** Null where no company is configured (the sandbox). */
  client: WecomClient | null;
  /** A line for the operator. */
  say(line: string): void;
  /** A unit of work, written down as done on the command line. */
  work<T>(run: (work: Work) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A command cannot do what it was asked; the text says why and what to do, in Chinese. */
export class Refusal extends Error {}
