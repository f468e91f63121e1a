import Taro from "@tarojs/taro";
import { ApiError, Unreachable } from "./errors";
import { type Answer, takeHeadStart } from "./headStart";
import { serverClock } from "./serverClock";
import { session } from "./session";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

interface Options {
  body?: object | ArrayBuffer;
  header?: Record<string, string>;
  /** Makes a repeated write count once; made up unless given. */
  key?: string;
  timeoutMs?: number;
}

const retryMs = 600;
/** Answers after which the same request may do better. */
const passing = [502, 503, 504];

/**
 * The one way to the server. Asks a second time when there was no answer, and once more after signing in anew.
 * @throws ApiError, Unreachable
 */
export async function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const whole = method === "GET" ? options : { ...options, key: options.key ?? newKey() };
  try {
    return await again(() => send<T>(method, path, whole));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    await session.renew();
    return again(() => send<T>(method, path, whole));
  }
}

async function again<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Unreachable) && !(error instanceof ApiError && passing.includes(error.status))) throw error;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    return run();
  }
}

async function send<T>(method: Method, path: string, { body, header, key, timeoutMs = 12_000 }: Options): Promise<T> {
  let answer: Answer;
  try {
    const started = method === "GET" ? takeHeadStart(path, timeoutMs) : undefined;
    answer = await (started ??
      Taro.request({
        url: `${API_BASE}/api/v1${path}`,
        method: spoken(method),
        data: body,
        timeout: timeoutMs,
        header: {
          ...(body instanceof ArrayBuffer ? {} : { "Content-Type": "application/json" }),
          ...(key && { "Idempotency-Key": key }),
          ...session.header(),
          ...header,
        },
      }));
  } catch {
    throw new Unreachable();
  }
  serverClock.hear(answer.header?.date ?? answer.header?.Date);
  if (answer.statusCode >= 200 && answer.statusCode < 300 && answer.data !== null) return answer.data as T;
  throw errorOf(answer);
}

function errorOf({ statusCode, data }: Answer): ApiError {
  const problem = readProblem(data);
  return new ApiError(
    statusCode,
    problem.code ?? "http",
    problem.detail ?? `服务器没有给出能用的回答（${statusCode}），请稍后再试。`,
    problem.errors,
  );
}

interface Problem {
  code?: string;
  detail?: string;
  errors?: { path: string; message: string }[];
}

/** WeChat knows no PATCH; the server takes PUT for it. */
const spoken = (method: Method) => (method === "PATCH" ? "PUT" : method);

/** A proxy in between may answer anything. */
function readProblem(data: unknown): Problem {
  if (typeof data === "object" && data !== null) return data as Problem;
  try {
    return JSON.parse(String(data)) ?? {};
  } catch {
    return {};
  }
}

/** Unique enough: it is told apart only from the same person's other keys. */
export const newKey = () =>
  `${Date.now().toString(36)}-${[1, 2, 3].map(() => Math.random().toString(36).slice(2, 9)).join("")}`;
