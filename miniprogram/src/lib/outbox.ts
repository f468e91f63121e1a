import Taro from "@tarojs/taro";
import { api } from "./api";
import { ApiError, PhoneFault, Unreachable, wordsOf } from "./errors";
import { dropFile, type KeptFile } from "./files";
import { me } from "./me";
import { onNetwork } from "./onNetwork";
import { newKey } from "./request";
import { serverClock } from "./serverClock";
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
  /** When it was done, ISO; by the phone's clock until it is first sent, by the server's since. */
  occurredAt: string;
  /** Its instant was settled: the same request is sent from now on. */
  isTimed: boolean;
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
  "byId" | "keyResultId" | "operation" | "amount" | "confidence" | "note" | "files" | "title" | "unit" | "forName"
>;

const key = "outbox";
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
    return this.all().filter(this.isMine).reverse();
  }

  /** How many of the signed-in person's are not sent yet: signing out leaves them until they are back. */
  waitingCount(): number {
    return this.all().filter((one) => this.isMine(one) && isOpen(one)).length;
  }

  /** Keeps reports; `flush` sends them. @returns false when the phone has no room for them */
  add(reports: readonly NewReport[]): readonly QueuedReport[] | false {
    const occurredAt = new Date().toISOString();
    const queued = reports.map(
      (report): QueuedReport => ({
        ...report,
        id: newKey(),
        occurredAt,
        isTimed: false,
        state: "waiting",
        detail: null,
        sentAt: null,
        value: null,
        isReached: false,
      }),
    );
    if (!this.keep([...this.all(), ...queued])) return false;
    this.changed();
    return queued;
  }

  /** Forgets one that was refused or sent, or that its maker does not want to send any more. */
  drop(id: string, { keepFiles = false } = {}): void {
    const dropped = this.all().find((one) => one.id === id);
    store.write(
      key,
      this.all().filter((one) => one.id !== id),
    );
    if (!keepFiles) for (const file of dropped?.files ?? []) void dropFile(file);
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
    onNetwork((isOnline) => {
      if (isOnline) void this.flush();
    });
    // What another window of the same browser does with the queue.
    if (process.env.TARO_ENV === "h5")
      window.addEventListener("storage", ({ key: changed }) => {
        if (changed === key || changed === null) this.changed();
      });
    // What the app was closed upon is not being sent any more.
    this.keep(this.all().map((one) => (one.state === "sending" ? { ...one, state: "waiting" } : one)));
    void this.flush();
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    if (this.waitingCount() === 0) return;
    if (await this.isMySession()) await this.sendAll();
    if (this.waitingCount() > 0) this.timer = setTimeout(() => void this.flush(), retryMs);
  }

  /** Another may have signed in since these were written: the server is asked once who it would take them from. */
  private async isMySession(): Promise<boolean> {
    if (me.isConfirmed()) return true;
    return api.me().then(
      () => true,
      () => false,
    );
  }

  private async sendAll(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const next = this.all().find((one) => this.isMine(one) && isOpen(one) && !tried.has(one.id));
      if (!next || !me.isConfirmed()) return;
      tried.add(next.id);
      if (!(await this.send(next))) return;
    }
  }

  private isMine = ({ byId }: QueuedReport) => byId === me.id();

  /** Whether the next one may do better: false where the net, the session or the server's patience is what failed. */
  private async send(report: QueuedReport): Promise<boolean> {
    const occurredAt = report.isTimed ? report.occurredAt : serverClock.correct(report.occurredAt);
    this.change(report.id, { state: "sending", occurredAt, isTimed: true });
    try {
      const attachmentIds = await this.uploadAll(report);
      const { keyResultId, operation, amount, confidence, note } = report;
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
      const isRefused = isFinal(error);
      this.change(report.id, isRefused ? { state: "refused", detail: wordsOf(error) } : { state: "waiting" });
      if (isRefused) return true;
      // One that the server stumbles over holds up no other.
      return !(error instanceof Unreachable) && error instanceof ApiError && error.status === 500;
    }
  }

  /** Those that have arrived before are not sent again. */
  private async uploadAll({ id, files }: QueuedReport): Promise<string[]> {
    const sent: KeptFile[] = [...files];
    for (const [index, file] of files.entries()) {
      if (file.attachmentId) continue;
      const attachment = await api.upload(file, `${id}.${index}`);
      sent[index] = { ...file, attachmentId: attachment.id };
      this.change(id, { files: [...sent] });
    }
    return sent.flatMap(({ attachmentId }) => (attachmentId ? [attachmentId] : []));
  }

  private all(): QueuedReport[] {
    return store.read<QueuedReport[]>(key) ?? [];
  }

  /** What was kept of screens gives way to what people have written. */
  private keep(reports: readonly QueuedReport[]): boolean {
    if (store.write(key, reports)) return true;
    for (const name of Taro.getStorageInfoSync().keys) if (name.startsWith("kept:")) store.remove(name);
    return store.write(key, reports);
  }

  private change(id: string, change: Partial<QueuedReport>): void {
    this.keep(this.all().map((one) => (one.id === id ? { ...one, ...change } : one)));
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

/** Answers that say something about the report itself; those about the session or the moment do not. */
function isFinal(error: unknown): boolean {
  if (error instanceof PhoneFault) return true;
  if (!(error instanceof ApiError) || error.status >= 500 || [401, 408, 429].includes(error.status)) return false;
  return !error.code.startsWith("session.") && error.code !== "person.unknown" && error.code !== "http";
}

export const outbox = new Outbox();
