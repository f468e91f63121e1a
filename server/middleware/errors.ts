import type { Middleware } from "koa";
import { ZodError } from "zod";
import { wordsFor } from "../../bot/say";
import type { Log } from "../../domain/context";
import { DomainError, Unavailable } from "../../domain/errors";
import { DatabaseUnavailable } from "../../entities/database";
import { InvalidInput } from "../input";

/** Turns errors into problem+json (RFC 9457): a stable code, and in Chinese what happened and what to do. */
export function errors(log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined && ctx.path.startsWith("/api/"))
        problem(ctx, 404, "route.notFound");
    } catch (error) {
      if (error instanceof InvalidInput) return problem(ctx, 422, "input.invalid", { errors: error.faults });
      if (error instanceof DatabaseUnavailable || error instanceof Unavailable) ctx.set("Retry-After", "10");
      if (error instanceof DomainError)
        return problem(ctx, error.status, error.code, { details: error.details }, error.details);
      if (error instanceof DatabaseUnavailable) return problem(ctx, 503, "database.unavailable");
      if (isHttpError(error))
        return problem(ctx, error.status, error.status === 413 ? "input.tooLarge" : "input.malformed");
      log.error({ err: error, requestId: ctx.state.requestId, path: ctx.path }, "a request failed");
      problem(ctx, 500, "system.failed", { requestId: ctx.state.requestId });
    }
  };
}

type Koa = Parameters<Middleware>[0];

function problem(
  ctx: Koa,
  status: number,
  code: string,
  more: object = {},
  details: Readonly<Record<string, string | number>> = {},
) {
  ctx.status = status;
  ctx.body = { type: `urn:dabiao:${code}`, title: code, status, code, detail: wordsFor(code, details), ...more };
  ctx.type = "application/problem+json";
}

/** Errors of Koa and its body parser carry a status meant for the client. */
const isHttpError = (error: unknown): error is { status: number } =>
  error instanceof Error &&
  !(error instanceof ZodError) &&
  "status" in error &&
  Number(error.status) >= 400 &&
  Number(error.status) < 500;
