import { randomBytes } from "node:crypto";
import type { SandboxCompany, SandboxPerson } from "./company";

/** What a chat shows. `drop` is what WeCom would have swallowed without a word: it must never happen. */
export interface SandboxMessage {
  id: number;
  at: string;
  /** `app`, or the user id of who spoke. */
  from: string;
  kind: "text" | "markdown" | "textcard" | "template_card" | "packet" | "drop";
  content: unknown;
  taskId?: string;
  /** The app asked for ids to be shown as names. */
  isTranslated?: boolean;
  /** The same for all who were sent the same: a response code changes them all. */
  sending?: number;
}

export const faultNames = [
  "tokenExpired",
  "limited",
  "busy",
  "serverError",
  "timeout",
  "html",
  "doubled",
  "reordered",
] as const;
export type FaultName = (typeof faultNames)[number];

interface CardCode {
  sending: number;
  expiresAt: number;
  isUsed: boolean;
}

export interface SandboxKeys {
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  encodingAesKey: string;
  webhookKey: string;
  wechatAppId: string;
  wechatSecret: string;
}

export interface SandboxClock {
  now(): Date;
  /** Moves the product's clock on, running what is due on the way; answers what ran. */
  advance(to: Date): Promise<string[]>;
}

const mostMessages = 300;
export const codeLifeMs = 72 * 3_600_000;

/** Everything the stand-in remembers. In memory: a sandbox that is started again begins with empty chats. */
export class SandboxState {
  readonly chats = new Map<string, SandboxMessage[]>();
  readonly groups = new Map<string, { name: string; owner: string; members: string[]; isDissolved?: boolean }>();
  readonly codes = new Map<string, CardCode>();
  readonly taskIds = new Set<string>();
  readonly faults = new Set<FaultName>();
  readonly accessTokens = new Map<string, number>();
  readonly loginCodes = new Map<string, string>();
  readonly listeners = new Set<() => void>();
  menu: unknown[] = [];
  people: SandboxPerson[];
  /** Messages dropped for being over a person's limit. */
  dropped = 0;
  private nextId = 1;
  private sendings = 0;

  constructor(
    readonly company: SandboxCompany,
    readonly keys: SandboxKeys,
    readonly clock: SandboxClock,
  ) {
    this.people = company.people.map((person) => ({ ...person }));
  }

  person(userId: string): SandboxPerson | undefined {
    return this.people.find((one) => one.userId.toLowerCase() === userId.toLowerCase());
  }

  add(chat: string, message: Omit<SandboxMessage, "id" | "at">): SandboxMessage {
    const stored = { ...message, id: this.nextId++, at: this.clock.now().toISOString() };
    const messages = this.chats.get(chat) ?? [];
    messages.push(stored);
    this.chats.set(chat, messages.slice(-mostMessages));
    this.changed();
    return stored;
  }

  /** A code that updates a card once within 72 hours. */
  mintCode(sending: number): string {
    const code = randomBytes(24).toString("base64url");
    this.codes.set(code, { sending, expiresAt: this.clock.now().getTime() + codeLifeMs, isUsed: false });
    return code;
  }

  nextSending(): number {
    this.sendings += 1;
    return this.sendings;
  }

  /** What a person got of a sending. */
  messageOf(userId: string, sending: number): SandboxMessage | undefined {
    return this.chats.get(userId)?.find((message) => message.sending === sending);
  }

  changed() {
    for (const listener of this.listeners) listener();
  }
}
