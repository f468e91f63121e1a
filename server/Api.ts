import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import Router from "@koa/router";
import type { Context as Koa } from "koa";
import type { EntityManager } from "typeorm";
import { z } from "zod";
import type { Actor, App, Company, Context } from "../domain/context";
import { Conflict, Forbidden, Invalid, Unauthenticated } from "../domain/errors";
import { newId } from "../domain/newId";
import { findSessionActor, renewSession } from "../domain/people/sessions";
import { transact } from "../domain/transact";
import { IdempotencyKey } from "../entities";
import { databaseFault } from "../entities/databaseErrors";
import { input } from "./input";
import { sessionCookie } from "./sessionCookie";
import { readSessionToken } from "./sessionToken";

/** What an endpoint takes and gives; the API's description is made of the same shapes. */
export interface Spec<Input extends z.ZodObject, Output extends z.ZodType> {
  summary: string;
  input: Input;
  output: Output;
}

export interface Endpoint extends Omit<Spec<z.ZodObject, z.ZodType>, "output"> {
  method: "get" | "post" | "patch" | "delete";
  path: string;
  /** Null: it redirects, or gives a file. */
  output: z.ZodType | null;
  /** Takes or gives bytes as they are. */
  file?: "taken" | "given";
  /** Answers whoever asks, signed in or not. */
  isOpen?: boolean;
}

/** What a query may use. */
export interface Reader {
  db: EntityManager;
  now: Date;
  company: Company;
  actor: Actor;
}

/** What was uploaded: what the request is told apart by, and what is stored of it. */
export interface Upload<File> {
  sent: unknown;
  file: File;
}

/** A file as it is given out, a chunk at a time. */
export interface ServedFile {
  name: string;
  type: string;
  size: number;
  /** May be shown in a page; anything else is saved. */
  isInline: boolean;
  /** Another one may be had under the same address later. */
  isPassing?: boolean;
  chunks: AsyncIterable<Buffer>;
}

const keyForm = /^[\x21-\x7e]{1,64}$/;

/** Registers endpoints: signed in, parsed on the way in and on the way out, written once per idempotency key. */
export class Api {
  readonly router = new Router({ prefix: "/api/v1" });
  readonly endpoints: Endpoint[] = [];

  constructor(
    readonly app: App,
    private readonly secrets: readonly string[],
  ) {}

  /** Answers from committed rows. */
  read<Input extends z.ZodObject, Output extends z.ZodType>(
    path: string,
    spec: Spec<Input, Output>,
    answer: (reader: Reader, request: z.infer<Input>) => Promise<z.input<Output>>,
  ) {
    this.endpoints.push({ ...spec, method: "get", path });
    this.router.get(path, async (ctx) => {
      const actor = await this.signedIn(ctx);
      const request = input(ctx, spec.input);
      ctx.body = spec.output.parse(await answer(this.readerFor(actor), request));
    });
  }

  /** Changes something, in one transaction with the claim of the request's Idempotency-Key. */
  write<Input extends z.ZodObject, Output extends z.ZodType>(
    method: "post" | "patch" | "delete",
    path: string,
    spec: Spec<Input, Output>,
    act: (ctx: Context, request: z.infer<Input>) => Promise<z.input<Output>>,
  ) {
    this.endpoints.push({ ...spec, method, path });
    // WeChat's wx.request knows no PATCH: the mini-program says PUT and means the same.
    const methods = method === "patch" ? ["PATCH", "PUT"] : [method.toUpperCase()];
    this.router.register(path, methods, async (ctx) => {
      const actor = await this.signedIn(ctx);
      const request = input(ctx, spec.input);
      ctx.body = await transact(this.app, actor, (work) =>
        once(work, ctx, ctx.request.body ?? null, async () => spec.output.parse(await act(work, request))),
      );
    });
  }

  /** Takes a file as the request's whole body: received and checked first, then stored like any write. */
  upload<File, Output extends z.ZodType>(
    path: string,
    spec: Omit<Spec<z.ZodObject, Output>, "input">,
    {
      receive,
      store,
    }: {
      receive(ctx: Koa, reader: Reader): Promise<Upload<File>>;
      store(ctx: Context, file: File): Promise<z.input<Output>>;
    },
  ) {
    this.endpoints.push({ ...spec, input: z.object({}), method: "post", path, file: "taken" });
    this.router.post(path, async (ctx) => {
      const actor = await this.signedIn(ctx);
      const { sent, file } = await receive(ctx, this.readerFor(actor));
      ctx.body = await transact(this.app, actor, (work) =>
        once(work, ctx, sent, async () => spec.output.parse(await store(work, file))),
      );
    });
  }

  /** Gives a file out. It never changes, and may do nothing in a browser. */
  download<Input extends z.ZodObject>(
    path: string,
    spec: Omit<Spec<Input, z.ZodType>, "output">,
    find: (reader: Reader, request: z.infer<Input>) => Promise<ServedFile>,
  ) {
    this.endpoints.push({ ...spec, output: null, method: "get", path, file: "given" });
    this.router.get(path, async (ctx) => {
      const actor = await this.signedIn(ctx);
      const { name, type, size, isInline, isPassing, chunks } = await find(
        this.readerFor(actor),
        input(ctx, spec.input),
      );
      ctx.body = Readable.from(chunks, { objectMode: false });
      ctx.length = size;
      ctx.set("Content-Type", type);
      ctx.attachment(name, { type: isInline ? "inline" : "attachment" });
      ctx.set("Cache-Control", isPassing ? "no-store" : "private, max-age=31536000, immutable");
      ctx.set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'self'");
    });
  }

  private readerFor(actor: Actor): Reader {
    const { db, clock, company } = this.app;
    return { db: db.read, now: clock.now(), company, actor };
  }

  /** The person behind the request's cookie or bearer token. @throws Unauthenticated */
  async signedIn(ctx: Koa): Promise<Actor> {
    const { token, isCookie } = tokenOf(ctx);
    const idHash = readSessionToken(token, this.secrets);
    const { db, clock } = this.app;
    const found = idHash ? await findSessionActor(db.read, idHash, clock.now()) : undefined;
    if (!idHash || !found) throw new Unauthenticated("session.none");
    // A cookie is sent along by any page; only ours may write with it.
    if (isCookie && !["GET", "HEAD"].includes(ctx.method)) checkOrigin(ctx, this.app.company);
    if (found.isOld) {
      const expires = await transact(this.app, null, (work) => renewSession(work, idHash), { via: "web" });
      if (isCookie) sessionCookie.write(ctx, this.app.company, { token, expires });
    }
    return found.actor;
  }
}

export function tokenOf(ctx: Koa): { token: string; isCookie: boolean } {
  const [, bearer] = /^Bearer (\S+)$/.exec(ctx.get("Authorization")) ?? [];
  return { token: bearer ?? sessionCookie.read(ctx) ?? "", isCookie: bearer === undefined };
}

export function checkOrigin(ctx: Koa, { publicUrl }: Company) {
  const origin = ctx.get("Origin");
  // Koa's own ctx.origin is what the request says of itself.
  if (origin !== new URL(publicUrl).origin && origin !== `${ctx.protocol}://${ctx.host}`)
    throw new Forbidden("session.foreignOrigin");
}

/** The same key with the same request gets the same answer; with another one it is refused. */
async function once(work: Context, ctx: Koa, sent: unknown, act: () => Promise<unknown>): Promise<unknown> {
  const key = ctx.get("Idempotency-Key");
  if (key === "") return act();
  if (!keyForm.test(key)) throw new Invalid("idempotency.badKey");
  const requestHash = createHash("sha256")
    .update(JSON.stringify([ctx.method, ctx.path, sent]))
    .digest("hex");
  const row = {
    id: newId(work.now),
    employeeId: work.actor.id,
    key,
    requestHash,
    status: 200,
    answer: null,
    at: work.now,
  };
  try {
    await work.db.insert(IdempotencyKey, row);
  } catch (error) {
    if (databaseFault(error) !== "unique") throw error;
    const stored = await work.db.findOneByOrFail(IdempotencyKey, { employeeId: work.actor.id, key });
    if (stored.requestHash !== requestHash) throw new Conflict("idempotency.bodyDiffers");
    return stored.answer;
  }
  const answer = await act();
  await work.db.update(IdempotencyKey, row.id, { answer: answer as never });
  return answer;
}
