import {
  type EntityManager,
  type EntityTarget,
  type FindOptionsWhere,
  In,
  IsNull,
  LessThan,
  Not,
  type ObjectLiteral,
} from "typeorm";
import { transact } from "../domain/transact";
import {
  Attachment,
  AttachmentPart,
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
/** Rows removed in one transaction: no writer waits for more, and no deadline is met by a busy quarter. */
const page = 1000;

/** Files of up to 10 MB removed in one transaction. */
const filePage = 10;

/** Removes a page of rows; answers whether there may be more. */
type Removal = (db: EntityManager) => Promise<boolean>;

/** Removes what is of no use any more: nothing here is a record of what people did. */
export const purge: Job = {
  name: "purge",
  cron: "40 3 * * *",
  catchUpMinutes: 24 * 60,
  async run(app, slot, progress) {
    for (const [name, removePage] of removals(slot))
      while (await transact(app, null, ({ db }) => removePage(db), { now: slot })) await progress.save(name);
  },
};

function removals(slot: Date): [name: string, removePage: Removal][] {
  const before = (hours: number) => LessThan(new Date(slot.getTime() - hours * hourMs));
  return [
    ["sends", remove(Send, "id", { at: before(25) })],
    // WeCom repeats a callback within seconds; three days are beyond any doubt.
    ["receipts", remove(Receipt, "key", { at: before(72) })],
    ["idempotencyKeys", remove(IdempotencyKey, "id", { at: before(72) })],
    ["cardCodes", remove(CardCode, "code", { expiresAt: before(0) })],
    ["conversations", remove(Conversation, "employeeId", { expiresAt: before(24) })],
    ["bindingCodes", remove(BindingCode, "codeHash", { expiresAt: before(24) })],
    ["sessions", remove(Session, "idHash", { expiresAt: before(0) })],
    // Who was greeted is known by the greeting alone: without it they would be greeted again.
    [
      "notices",
      remove(Notice, "id", {
        state: In(["sent", "expired", "digest"]),
        template: Not("welcome"),
        createdAt: before(90 * 24),
      }),
    ],
    ["attachments", removeFiles({ checkInId: IsNull(), createdAt: before(24) })],
    ["jobRuns", remove(JobRun, "id", { slot: before(90 * 24) })],
  ];
}

/** Files whose report never came. */
const removeFiles =
  (where: FindOptionsWhere<Attachment>): Removal =>
  async (db) => {
    const ids = (await db.find(Attachment, { where, take: filePage })).map(({ id }) => id);
    if (ids.length === 0) return false;
    await db.delete(Attachment, { ...where, id: In(ids) });
    // What a report has claimed meanwhile keeps its bytes.
    const kept = new Set((await db.findBy(Attachment, { id: In(ids) })).map(({ id }) => id));
    await db.delete(AttachmentPart, { attachmentId: In(ids.filter((id) => !kept.has(id))) });
    return ids.length === filePage;
  };

const remove =
  <Row extends ObjectLiteral, Key extends keyof Row & string>(
    target: EntityTarget<Row>,
    key: Key,
    where: FindOptionsWhere<Row>,
  ): Removal =>
  async (db) => {
    const rows = await db.find(target, { where, take: page });
    const keys = rows.map((row) => row[key]);
    // What has been renewed meanwhile stays.
    if (keys.length > 0) await db.delete(target, { ...where, [key]: In(keys) });
    return keys.length === page;
  };
