import Taro from "@tarojs/taro";
import { api } from "./api";
import { ApiError, wordsOf } from "./errors";
import { dropFile, type KeptFile } from "./files";
import { newKey } from "./request";
import { store } from "./store";

/** A report on its way to the server. */
export interface QueuedReport {
  /** Also its idempotency key: sent twice, it counts once. */
  id: string;
  /** Who made it; nobody else's phone may send it. */
  byId: string;
  keyResultId: string;
  operation: "set" | "add";
  /** A plain decimal. */
  amount: string;
  confidence: number | null;
  note: string | null;
  /** When it was done, ISO. */
  occurredAt: string;
  files: KeptFile[];
  /** For the list of what waits. */
  title: string;
  unit: string;
  /** Whose key result it is, when it is not the reporter's own. */
  forName: string | null;
  state: "waiting" | "sending" | "sent" | "refused";
  /** In Chinese, why the server refused it. */
  detail: string | null;
  sentAt: string | null;
  /** Where the key result stands since. */
  value: string | null;
  isReached: boolean;
}

export type NewReport = Pick<
  QueuedReport,
  "keyResultId" | "operation" | "amount" | "confidence" | "note" | "files" | "title" | "unit" | "forName"
>;

const key = "outbox";
/** Where it is remembered who is signed in. */
export const meKey = "me";
const retryMs = 20_000;
/** How many that were sent stay in sight. */
const sentInSight = 20;

/** Reports wait on the phone until the server has them: written before anything is sent, sent in their order. */
class Outbox {
  private listeners = new Set<() => void>();
  private flushing: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** The signed-in person's, newest first. */
  list(): readonly QueuedReport[] {
    const me = store.read<string>(meKey);
    return this.all()
      .filter(({ byId }) => byId === me)
      .reverse();
  }

  /** Keeps reports and starts sending. @returns false when the phone has no room for them */
  add(reports: readonly NewReport[]): readonly QueuedReport[] | false {
    const byId = store.read<string>(meKey) ?? "";
    const occurredAt = new Date().toISOString();
    const queued = reports.map(
      (report): QueuedReport => ({
        ...report,
        id: newKey(),
        byId,
        occurredAt,
        state: "waiting",
        detail: null,
        sentAt: null,
        value: null,
        isReached: false,
      }),
    );
    if (!store.write(key, [...this.all(), ...queued])) return false;
    this.changed();
    return queued;
  }

  /** Forgets one that was refused or sent, or that its maker does not want to send any more. */
  drop(id: string): void {
    const dropped = this.all().find((one) => one.id === id);
    store.write(
      key,
      this.all().filter((one) => one.id !== id),
    );
    for (const file of dropped?.files ?? []) void dropFile(file);
    this.changed();
  }

  /** Sends what waits; many who ask at once share one run. */
  flush(): Promise<void> {
    this.flushing ??= this.run().finally(() => {
      this.flushing = undefined;
    });
    return this.flushing;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Sends whenever there is a chance. Called once, when the app starts. */
  start(): void {
    Taro.onNetworkStatusChange(({ isConnected }) => {
      if (isConnected) void this.flush();
    });
    void this.flush();
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    const tried = new Set<string>();
    for (;;) {
      const next = this.all().find((one) => this.isMine(one) && isOpen(one) && !tried.has(one.id));
      if (!next) break;
      tried.add(next.id);
      if (!(await this.send(next))) break;
    }
    if (this.all().some((one) => this.isMine(one) && isOpen(one)))
      this.timer = setTimeout(() => void this.flush(), retryMs);
  }

  private isMine = ({ byId }: QueuedReport) => byId === store.read<string>(meKey);

  /** Whether the server answered. */
  private async send(report: QueuedReport): Promise<boolean> {
    this.change(report.id, { state: "sending" });
    try {
      const attachmentIds: string[] = [];
      for (const [index, file] of report.files.entries())
        attachmentIds.push((await api.upload(file, `${report.id}.${index}`)).id);
      const { keyResultId, operation, amount, confidence, note, occurredAt } = report;
      const { value, isReached } = await api.report(
        keyResultId,
        { operation, amount, confidence, note, occurredAt, ...(attachmentIds.length > 0 && { attachmentIds }) },
        report.id,
      );
      for (const file of report.files) void dropFile(file);
      this.change(report.id, { state: "sent", sentAt: new Date().toISOString(), value, isReached, files: [] });
      this.trim();
      return true;
    } catch (error) {
      const isFinal = error instanceof ApiError && error.status < 500 && ![401, 408, 429].includes(error.status);
      this.change(report.id, isFinal ? { state: "refused", detail: wordsOf(error) } : { state: "waiting" });
      return isFinal;
    }
  }

  private all(): QueuedReport[] {
    return store.read<QueuedReport[]>(key) ?? [];
  }

  private change(id: string, change: Partial<QueuedReport>): void {
    store.write(
      key,
      this.all().map((one) => (one.id === id ? { ...one, ...change } : one)),
    );
    this.changed();
  }

  private trim(): void {
    const sent = this.all().filter(({ state }) => state === "sent");
    const gone = new Set(sent.slice(0, Math.max(0, sent.length - sentInSight)).map(({ id }) => id));
    if (gone.size > 0)
      store.write(
        key,
        this.all().filter(({ id }) => !gone.has(id)),
      );
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Killed while sending, it may have arrived or not: sent again under the same key. */
const isOpen = ({ state }: QueuedReport) => state === "waiting" || state === "sending";

export const outbox = new Outbox();
