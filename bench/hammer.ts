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

/** The first shots open the connections and compile; they are not what is asked about. */
const warmUp = 100;

/** Fires all shots, so many at once, over connections that stay open. Every answer must be a 200. */
export async function hammer(shots: readonly Shot[], atOnce: number): Promise<Hammered> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const fireAll = async (part: readonly Shot[]) => {
    const queue = part.values();
    const times: number[] = [];
    const work = async () => {
      for (const shot of queue) {
        const started = performance.now();
        await fire(shot, agent);
        times.push(performance.now() - started);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return times;
  };
  await fireAll(shots.slice(0, warmUp));
  const started = performance.now();
  const times = await fireAll(shots.slice(warmUp));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return { perSecond: times.length / seconds, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
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
