import { sandboxCompany } from "../bot/sandbox/company";
import { Sandbox } from "../bot/sandbox/Sandbox";
import { sandboxKeys } from "../bot/sandbox/sandboxKeys";
import type { WechatConfig } from "../bot/wechat/exchangeWechatCode";
import { ensureTeamGroups } from "../bot/wecom/ensureTeamGroups";
import { businessDayOf } from "../domain/calendar";
import type { App } from "../domain/context";
import { nextLoudInstant, officeShift, type Schedule } from "../domain/shift";
import { instantOf } from "../entities/sqlInstant";
import { createDemo } from "./demo/createDemo";
import type { Env } from "./env";
import { localUrl } from "./localUrl";
import type { OpenedApp } from "./openApp";
import { publishMenu } from "./publishMenu";

const officeSchedule: Schedule = { shift: officeShift, overrides: new Map(), leaves: [] };

/** The stand-in for WeCom, where no company is configured. `advance` moves the product's clock and runs what is due. */
export function createSandbox(
  env: Env,
  { clock, pay }: OpenedApp,
  advance: (to: Date) => Promise<string[]>,
): Sandbox | undefined {
  if (env.wecom) return undefined;
  return new Sandbox({
    company: sandboxCompany,
    keys: sandboxKeys,
    payKeys: pay.deskKeys,
    zone: env.zone,
    callbackUrl: () => `${localUrl(env)}/wecom/callback`,
    clock: { now: () => clock.now(), advance },
  });
}

/** Where the mini-program outside WeCom signs in, in the sandbox. */
export const sandboxWechat = (env: Env): WechatConfig => ({
  apiUrl: `${localUrl(env)}/sandbox/wechat`,
  appId: sandboxKeys.wechatAppId,
  secret: sandboxKeys.wechatSecret,
});

/** A fresh sandbox gets its company; each start its menu and its groups, which the stand-in does not keep. */
export async function prepareSandbox({ app, clock, client, isEmpty }: OpenedApp): Promise<void> {
  if (isEmpty) await createDemo(app);
  else clock.moveTo(await findLastInstant(app));
  const day = businessDayOf(app.clock.now(), app.company.zone);
  // Nobody shows a sleeping company: outside office hours the stage opens on the next working morning.
  clock.moveTo(nextLoudInstant(officeSchedule, app.clock.now(), day, app.company.zone));
  await publishMenu(client);
  await ensureTeamGroups(app, client);
}

/** The clock was moved when the stage was last played: what happened then must not lie in the future now. */
async function findLastInstant({ db, clock }: App): Promise<Date> {
  const rows: { at: Date | string | null }[] = await db.read.query(
    "SELECT MAX(at) AS at FROM events UNION ALL SELECT MAX(slot) FROM job_runs",
  );
  const instants = rows.flatMap(({ at }) => (at === null ? [] : [instantOf(at).getTime()]));
  return new Date(Math.max(clock.now().getTime(), ...instants));
}
