import type { Connection } from "mysql2";

type Query = (...call: unknown[]) => NodeJS.EventEmitter;

/**
 * Cuts a connection whose server leaves a statement unanswered for longer than `limit()` ms: the statement fails, and
 * the pool gets its place back. A frozen or unplugged server would keep both for ever, as nobody tells the socket.
 */
export function endSilent(connection: Connection, limit: () => number): void {
  const { stream } = connection as unknown as { stream: NodeJS.WritableStream & { destroy(): void } };
  const watched = connection as unknown as { query: Query };
  const query = watched.query.bind(connection);
  watched.query = (...call) => {
    const command = query(...call);
    const ms = limit();
    if (!Number.isFinite(ms)) return command;
    const timer = setTimeout(() => stream.destroy(), ms);
    const settle = () => clearTimeout(timer);
    command.once("end", settle);
    stream.once("close", settle);
    command.once("end", () => stream.removeListener("close", settle));
    return command;
  };
}
