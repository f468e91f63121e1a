import { type Employee, Packet, PacketPart, type PacketSplit } from "../../entities";
import { alertBudgets } from "../budgets/alertBudgets";
import { chooseBudget, findBudgetsFor } from "../budgets/findBudgetsFor";
import { businessDayOf } from "../calendar";
import type { Context } from "../context";
import { Conflict, Invalid } from "../errors";
import { insertMany } from "../insertMany";
import { booking } from "../ledger/Booking";
import { lockLedger } from "../ledger/lockLedger";
import { post } from "../ledger/post";
import { newId } from "../newId";
import { findRecipients, type Recipient } from "../people/findRecipients";
import { plainLine } from "../plainLine";
import { readValue } from "../recognition/values";
import { record } from "../record";
import { approvalsNeededFor } from "./approvalsNeededFor";
import { askApprovers } from "./askApprovers";
import { findLimits, type Limits } from "./packetLimits";
import { releaseParts } from "./releaseParts";
import { splitByLuck, splitByShares, splitEqually } from "./splitPacket";

export interface PacketRequest {
  to: Recipient;
  totalFen: number;
  /** Between the members of a team; `shares` by employee id, whole numbers. */
  split?: Exclude<PacketSplit, "single">;
  shares?: Record<string, number>;
  /** 1–100 characters, seen by everybody. */
  reason: string;
  value?: string | null;
}

/**
 * A manager gives money to people below, out of their department's budget. Within the limits it is paid at once; above
 * them two other people approve it first. The parts are fixed here, before anything is paid.
 */
export async function requestPacket(ctx: Context, request: PacketRequest): Promise<Packet> {
  const reason = plainLine(request.reason);
  if (reason === "" || reason.length > 100) throw new Invalid("packet.reason", { most: 100 });
  if (!Number.isSafeInteger(request.totalFen) || request.totalFen <= 0) throw new Invalid("packet.amount");
  const head = await lockLedger(ctx);
  const limits = await findLimits(ctx.db, ctx.company);
  if (request.totalFen > limits.packetFen) throw new Invalid("packet.tooMuch", { mostFen: limits.packetFen });
  const { receivers, team } = await findRecipients(ctx, request.to);
  const teamId = team?.id ?? null;
  const split = teamId === null ? "single" : (request.split ?? "equal");
  const amounts = amountsOf(request, split, receivers, limits);
  const budget = await findBudget(ctx, teamId ?? receivers[0]!.departmentId, request.totalFen);
  const value = await readValue(ctx.db, request.value);
  const { totalFen } = request;
  const asked = { receivers, amounts: split === "lucky" ? mostByLuck(totalFen, amounts, limits) : amounts, totalFen };
  const approvalsNeeded = await approvalsNeededFor(ctx, limits, asked);
  const packet = packetOf(ctx, totalFen, {
    reason,
    value,
    budgetId: budget.id,
    teamId,
    split,
    approvalsNeeded,
  });
  const parts = receivers.map((person, index) => waitingPart(ctx, packet, person, amounts[index]!, index));
  await ctx.db.insert(Packet, packet);
  await insertMany(ctx.db, PacketPart, parts);
  await post(ctx, head, [booking.reserve(packet.id, budget.id, parts)]);
  await alertBudgets(ctx, [budget.id]);
  await record(ctx, "packet.requested", packet.id, { totalFen, receivers: parts.length, approvalsNeeded });
  if (approvalsNeeded > 0) await askApprovers(ctx, packet, receivers);
  else await releaseParts(ctx, packet, parts);
  return packet;
}

const packetOf = (
  { db, actor, now }: Context,
  totalFen: number,
  rest: Pick<Packet, "reason" | "value" | "budgetId" | "teamId" | "split" | "approvalsNeeded">,
): Packet =>
  db.create(Packet, {
    id: newId(now),
    giverId: actor.id,
    ruleId: null,
    fact: null,
    totalFen,
    keyResultId: null,
    state: "requested",
    requestedAt: now,
    decidedAt: null,
    ...rest,
  });

export const waitingPart = (
  { db, now }: Pick<Context, "db" | "now">,
  { id: packetId }: Packet,
  { id: employeeId }: Pick<Employee, "id">,
  amountFen: number,
  index: number,
): PacketPart =>
  db.create(PacketPart, {
    id: newId(now, index % 1024),
    packetId,
    employeeId,
    amountFen,
    state: "waiting",
    attempt: 0,
    nextAt: null,
    leaseNo: 0,
    tries: 0,
    lastError: null,
    heldAt: null,
    createdAt: now,
    paidAt: null,
    settledAt: null,
  });

/** What each receiver gets, in their order; each within what the provider pays. */
function amountsOf(request: PacketRequest, split: PacketSplit, receivers: readonly Employee[], limits: Limits) {
  const { totalFen } = request;
  const { minFen, maxFen } = limits;
  const count = receivers.length;
  if (totalFen < minFen * count || totalFen > maxFen * count)
    throw new Invalid("packet.partLimits", { minFen, maxFen, count });
  const amounts =
    split === "lucky"
      ? splitByLuck(totalFen, count, limits)
      : split === "shares"
        ? splitByShares(totalFen, sharesOf(request, receivers))
        : splitEqually(totalFen, count);
  if (amounts.some((fen) => fen < minFen || fen > maxFen))
    throw new Invalid("packet.partLimits", { minFen, maxFen, count });
  return amounts;
}

/** What each might have drawn: whether others must agree says nothing of what was drawn. */
const mostByLuck = (totalFen: number, { length }: readonly number[], { minFen, maxFen }: Limits): number[] =>
  Array<number>(length).fill(Math.min(maxFen, totalFen - minFen * (length - 1)));

function sharesOf({ shares = {} }: PacketRequest, receivers: readonly Employee[]): number[] {
  const list = receivers.map(({ id }) => shares[id] ?? 0);
  const named = new Set(receivers.map(({ id }) => id));
  const isRight = list.every((share) => Number.isSafeInteger(share) && share > 0 && share <= 10_000);
  if (!isRight || Object.keys(shares).some((id) => !named.has(id))) throw new Invalid("packet.shares");
  return list;
}

/** The budget of this month that the receivers' department draws on, with enough left. */
async function findBudget({ db, now, company }: Context, departmentId: string | null, totalFen: number) {
  const month = businessDayOf(now, company.zone).slice(0, 7);
  const lines = departmentId === null ? undefined : await findBudgetsFor(db, [departmentId], month);
  const budget = chooseBudget(lines?.get(departmentId ?? ""), totalFen);
  if (!budget) throw new Conflict("packet.noBudget");
  if (budget.leftFen < totalFen) throw new Conflict("packet.budgetShort", { leftFen: budget.leftFen });
  return budget;
}
