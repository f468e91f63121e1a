import type { Context } from "../../domain/context";
import { approvePacket } from "../../domain/packets/approvePacket";
import { cancelPacket, returnPacket } from "../../domain/packets/endPacket";
import { findGivingPlan } from "../../domain/packets/findGivingPlan";
import { findGivingTeams } from "../../domain/packets/findGivingTeams";
import { findMyParts } from "../../domain/packets/findMyParts";
import { findPackets } from "../../domain/packets/findPackets";
import { findLimits } from "../../domain/packets/packetLimits";
import { type PacketRequest, requestPacket } from "../../domain/packets/requestPacket";
import { findPacket } from "../../domain/packets/viewPackets";
import { bookPaidPart } from "../../domain/payouts/bookPaidPart";
import { giveUpPart, resumePart } from "../../domain/payouts/resumePart";
import { writeOffPart } from "../../domain/payouts/writeOffPart";
import { findValues } from "../../domain/recognition/values";
import type { Api } from "../Api";
import { presentPacket } from "../presenters/packet";
import { presentPayouts } from "../presenters/payouts";
import { presentPerson } from "../presenters/person";
import { ById, Nothing } from "../schemas/goals";
import * as schema from "../schemas/packets";

export function packetRoutes(api: Api) {
  api.read(
    "/packets",
    {
      summary: "Red packets I gave, that wait for me, or that need a person",
      input: schema.ListPackets,
      output: schema.Packets,
    },
    async (reader, { query }) => ({
      packets: (await findPackets(reader, query)).map((view) => presentPacket(view, reader)),
      payouts: await presentPayouts(reader),
    }),
  );
  api.read(
    "/packets/limits",
    { summary: "What I may give, and to which teams", input: Nothing, output: schema.GivingLimits },
    async (reader) => ({
      limits: reader.company.payLimits ? await findLimits(reader.db, reader.company) : null,
      teams: await findGivingTeams(reader),
      values: [...(await findValues(reader.db))],
    }),
  );
  api.read(
    "/packets/plan",
    {
      summary: "Who would get something, and which budget it would come out of",
      input: schema.PlanPacket,
      output: schema.GivingPlan,
    },
    async (reader, { query }) => {
      const { receivers, budgets } = await findGivingPlan(reader, receiversOf(query));
      return {
        receivers: receivers.map(presentPerson),
        budgets: budgets.map(({ budget: { month, leftFen }, department }) => ({
          department: department?.name ?? "",
          month,
          leftFen,
        })),
      };
    },
  );
  api.read(
    "/packets/:id",
    { summary: "One red packet", input: ById, output: schema.Packet },
    async (reader, { params }) => presentPacket(await findPacket(reader, params.id), reader),
  );
  api.write(
    "post",
    "/packets",
    { summary: "Give a red packet to a person or a team", input: schema.GivePacket, output: schema.Packet },
    async (ctx, { body: { employeeId, departmentId, ...rest } }) => {
      const to = receiversOf({ employeeId, departmentId });
      return show(ctx, (await requestPacket(ctx, { to, ...rest })).id);
    },
  );
  const act = (name: string, summary: string, verb: (ctx: Context, id: string) => Promise<{ id: string }>) =>
    api.write(
      "post",
      `/packets/:id/${name}`,
      { summary, input: ById, output: schema.Packet },
      async (ctx, { params }) => show(ctx, (await verb(ctx, params.id)).id),
    );
  act("approve", "Agree to a red packet", approvePacket);
  act("cancel", "Take back a red packet that waits", cancelPacket);
  api.write(
    "post",
    "/packets/:id/return",
    { summary: "Refuse a red packet with a reason", input: schema.ReturnPacket, output: schema.Packet },
    async (ctx, { params, body }) => show(ctx, (await returnPacket(ctx, params.id, body.note)).id),
  );
  const settle = (name: string, summary: string, verb: (ctx: Context, id: string) => Promise<{ packetId: string }>) =>
    api.write(
      "post",
      `/packets/parts/:id/${name}`,
      { summary, input: ById, output: schema.Packet },
      async (ctx, { params }) => show(ctx, (await verb(ctx, params.id)).packetId),
    );
  settle("resume", "Pay a part again that failed, or ask after it", resumePart);
  settle("give-up", "Give a part up that failed", giveUpPart);
  settle("was-paid", "Book a part that was paid after its money had been given otherwise", bookPaidPart);
  settle("not-paid", "Give a part up that nobody can be asked of any more, and that was found not paid", writeOffPart);
  api.read("/me/packets", { summary: "What I was given", input: Nothing, output: schema.MyIncome }, async (reader) => ({
    parts: (await findMyParts(reader)).map(({ giver, at, ...part }) => ({
      ...part,
      giver: giver ? presentPerson(giver) : null,
      at: at.toISOString(),
    })),
  }));
}

/** The schema has seen to it that there is one of the two. */
const receiversOf = ({
  employeeId,
  departmentId = "",
}: {
  employeeId?: string;
  departmentId?: string;
}): PacketRequest["to"] => (employeeId === undefined ? { departmentId } : { employeeId });

const show = async (ctx: Context, id: string) => presentPacket(await findPacket(ctx, id), ctx);
