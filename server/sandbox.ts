import { sandboxCompany } from "../bot/sandbox/company";
import { Sandbox } from "../bot/sandbox/Sandbox";
import { sandboxKeys } from "../bot/sandbox/sandboxKeys";
import { ensureTeamGroups } from "../bot/wecom/ensureTeamGroups";
import { businessDayOf } from "../domain/calendar";
import { nextLoudInstant, officeShift, type Schedule } from "../domain/shift";
import { createDemo } from "./demo/createDemo";
import type { Env } from "./env";
import type { OpenedApp } from "./openApp";
import { publishMenu } from "./publishMenu";

const officeSchedule: Schedule = { shift: officeShift, overrides: new Map(), leaves: [] };

/** The stand-in for WeCom, where no company is configured. `advance` moves the product's clock and runs what is due. */
export function createSandbox(
  env: Env,
  { clock }: OpenedApp,
  advance: (to: Date) => Promise<string[]>,
): Sandbox | undefined {
  if (env.wecom) return undefined;
  return new Sandbox({
    company: sandboxCompany,
    keys: sandboxKeys,
    zone: env.zone,
    callbackUrl: () => `http://127.0.0.1:${env.port}/wecom/callback`,
    clock: { now: () => clock.now(), advance },
  });
}

/** A fresh sandbox gets its company; each start its menu and its groups, which the stand-in does not keep. */
export async function prepareSandbox({ app, clock, client, isEmpty }: OpenedApp): Promise<void> {
  if (isEmpty) await createDemo(app);
  const day = businessDayOf(app.clock.now(), app.company.zone);
  // Nobody shows a sleeping company: outside office hours the stage opens on the next working morning.
  clock.moveTo(nextLoudInstant(officeSchedule, app.clock.now(), day, app.company.zone));
  await publishMenu(client);
  await ensureTeamGroups(app, client);
}
