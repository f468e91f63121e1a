import Taro from "@tarojs/taro";
import { params, storage } from "../stubs/taro";

interface Asked {
  call: string;
  key: string | undefined;
  data: unknown;
}
/** What the server answers: data, a refusal, or nothing yet. */
export type Answer = object | Refusal | Promise<object>;

export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors?: { path: string; message: string }[],
  ) {}
}

const asked: Asked[] = [];
const answers = new Map<string, Answer>();

/** Plays the server for a page: 'GET /approvals' → its answer. Calls without one fail the test. */
export function serve(given: Record<string, Answer>): void {
  for (const [call, answer] of Object.entries(given)) answers.set(call, answer);
}

/** An answer that is on its way until it is given. */
export function later() {
  let give: (data: object) => void = () => undefined;
  const promise = new Promise<object>((resolve) => {
    give = resolve;
  });
  return { promise, give: (data: object) => give(data) };
}

/** The calls made so far that begin with these words. */
export const askedFor = (call: string) => asked.filter((one) => one.call.startsWith(call));

/** What the page has told the person at the foot of the screen. */
export const told = () => (Taro.showToast as jest.Mock).mock.calls.map(([{ title }]: [{ title: string }]) => title);

/** A phone that was never used, at a page with these parameters. */
export function newPhone(parameters: Record<string, string> = {}): void {
  jest.clearAllMocks();
  storage.clear();
  asked.length = 0;
  answers.clear();
  for (const name of Object.keys(params)) delete params[name];
  Object.assign(params, parameters);
  (Taro.request as jest.Mock).mockImplementation(async ({ method, url, header, data }) => {
    const call = `${method ?? "GET"} ${url.replace("/api/v1", "")}`;
    asked.push({ call, key: header?.["Idempotency-Key"], data });
    const answer = await answers.get(call);
    if (answer === undefined) throw new Error(`nobody answers ${call}`);
    if (!(answer instanceof Refusal)) return { statusCode: 200, data: answer, header: {} };
    const { status, code, detail, errors } = answer;
    return { statusCode: status, data: { code, detail, errors }, header: {} };
  });
}
