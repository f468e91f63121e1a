import type { Context } from "../../domain/context";
import { Forbidden } from "../../domain/errors";
import { payoutPolicy } from "../../domain/payouts/payoutPolicy";
import { freezePayouts, thawPayouts } from "../../domain/payouts/setPayouts";
import type { Api } from "../Api";
import { presentPayouts } from "../presenters/payouts";
import { Nothing } from "../schemas/goals";
import * as schema from "../schemas/packets";

export function payoutRoutes(api: Api) {
  const change = (name: string, summary: string, verb: (ctx: Context) => Promise<boolean>) =>
    api.write(
      "post",
      `/payouts/${name}`,
      { summary, input: Nothing, output: schema.Packets.shape.payouts },
      async (ctx) => {
        if (!payoutPolicy.freeze(ctx.actor)) throw new Forbidden("payouts.freezeForbidden");
        await verb(ctx);
        return presentPayouts(ctx);
      },
    );
  change("freeze", "Stop all payouts", (ctx) => freezePayouts(ctx, "operator"));
  change("go", "Let payouts go on", thawPayouts);
}
