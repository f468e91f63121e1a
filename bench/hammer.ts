import { Agent, request } from "node:http";

export interface Shot {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
}

export interface Hammered {
  /** Requests per second. */
  perSecond: number;
  /** Milliseconds. */
  p99: number;
}

/** Fires all shots, so many at once, over connections that stay open. Every answer must be a 200. */
export async function hammer(shots: readonly Shot[], atOnce: number): Promise<Hammered> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const queue = shots.values();
  const times: number[] = [];
  const work = async () => {
    for (const shot of queue) {
      const started = performance.now();
      await fire(shot, agent);
      times.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return { perSecond: shots.length / seconds, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

const fire = ({ url, method = "GET", headers, body }: Shot, agent: Agent) =>
  new Promise<void>((resolve, reject) => {
    const call = request(url, { method, headers, agent }, (response) => {
      response.resume();
      response.once("end", () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
      );
    });
    call.once("error", reject);
    call.end(body);
  });
