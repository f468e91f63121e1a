import { type EntityTarget, type FindOptionsWhere, In, LessThan, type ObjectLiteral } from "typeorm";
import type { App } from "../domain/context";
import {
  BindingCode,
  CardCode,
  Conversation,
  IdempotencyKey,
  JobRun,
  Notice,
  Receipt,
  Send,
  Session,
} from "../entities";
import type { Job } from "./Job";

const hourMs = 3_600_000;

/** Removes what is of no use any more: nothing here is a record of what people did. */
export const purge: Job = {
  name: "purge",
  cron: "40 3 * * *",
  catchUpMinutes: 24 * 60,
  async run(app, slot) {
    const before = (hours: number) => LessThan(new Date(slot.getTime() - hours * hourMs));
    await remove(app, Send, { at: before(25) });
    // WeCom repeats a callback within seconds; three days are beyond any doubt.
    await remove(app, Receipt, { at: before(72) });
    await remove(app, IdempotencyKey, { at: before(72) });
    await remove(app, CardCode, { expiresAt: before(0) });
    await remove(app, Conversation, { expiresAt: before(24) });
    await remove(app, BindingCode, { expiresAt: before(24) });
    await remove(app, Session, { expiresAt: before(0) });
    await remove(app, Notice, { state: In(["sent", "expired", "digest"]), createdAt: before(90 * 24) });
    await remove(app, JobRun, { state: "done", slot: before(90 * 24) });
  },
};

const remove = <Row extends ObjectLiteral>({ db }: App, target: EntityTarget<Row>, where: FindOptionsWhere<Row>) =>
  db.transaction((tx) => tx.delete(target, where));
