import type { Context } from "koa";
import { type DeskFault, DeskRefusal } from "./DeskBill";
import type { PayDesk } from "./PayDesk";

/** Longer than the product waits. */
const silenceMs = 20_000;

/** What is refused before anything is done. */
const refusals = {
  payCertificate: "CA_ERROR",
  paySystemErrorUndone: "SYSTEMERROR",
} as const;
const sendingRefusals = {
  payNotEnough: "NOTENOUGH",
  payFrequency: "FREQ_LIMIT",
  payPersonCap: "SENDNUM_LIMIT",
} as const;

export type Answered<Told> = { told: Told } | { refused: string };

/**
 * Does what was asked, unless a switch says otherwise, and answers what to say; undefined where the answer was
 * swallowed or spoilt after all was done.
 */
export async function answerAsSwitched<Told>(
  ctx: Context,
  desk: PayDesk,
  { isSending, run }: { isSending: boolean; run: () => Told },
): Promise<Answered<Told> | undefined> {
  const answered = attempt(desk.faults, isSending, run);
  if (desk.faults.has("paySystemErrorDone")) return { refused: "SYSTEMERROR" };
  return (await spoil(ctx, desk)) ? undefined : answered;
}

function attempt<Told>(faults: ReadonlySet<DeskFault>, isSending: boolean, run: () => Told): Answered<Told> {
  const named: Partial<Record<DeskFault, string>> = { ...refusals, ...(isSending && sendingRefusals) };
  for (const fault of faults) if (named[fault]) return { refused: named[fault] };
  try {
    return { told: run() };
  } catch (error) {
    if (error instanceof DeskRefusal) return { refused: error.code };
    throw error;
  }
}

async function spoil(ctx: Context, { faults }: PayDesk): Promise<boolean> {
  if (faults.has("payTimeout")) {
    await new Promise<void>((resolve) => {
      ctx.res.once("close", resolve);
      setTimeout(resolve, silenceMs).unref();
    });
    ctx.status = 504;
    return true;
  }
  if (!faults.has("payBadGateway") && !faults.has("payGarbage")) return false;
  ctx.status = faults.has("payBadGateway") ? 502 : 200;
  ctx.type = "text/html";
  ctx.body = "<html><body>系统维护中</body></html>";
  return true;
}
