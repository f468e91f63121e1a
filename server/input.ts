import type { Context } from "koa";
import type { z } from "zod";
import { inChinese } from "./inChinese";

/** What a request sent does not fit its shape: every fault with its place. */
export class InvalidInput extends Error {
  constructor(readonly faults: readonly { path: string; message: string }[]) {
    super("invalid input");
  }
}

/** Parses what came with the request: `{ params, query, body }`, as far as the shape names them. @throws InvalidInput */
export function input<Shape extends z.ZodType>(ctx: Context & { params?: unknown }, shape: Shape): z.infer<Shape> {
  const { body } = ctx.request as { body?: unknown };
  const result = shape.safeParse({ params: ctx.params, query: ctx.query, body }, inChinese);
  if (result.success) return result.data;
  throw new InvalidInput(result.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}
