import { endDeputy } from "../../domain/people/endDeputy";
import { nameDeputy } from "../../domain/people/nameDeputy";
import type { Api } from "../Api";
import { presentDeputy } from "../presenters/deputy";
import { ById } from "../schemas/goals";
import * as schema from "../schemas/people";

export function deputyRoutes(api: Api) {
  api.write(
    "post",
    "/me/deputies",
    { summary: "Name who decides for me on some days", input: schema.NameDeputy, output: schema.Deputy },
    async (ctx, { body }) => {
      const { deputy, person } = await nameDeputy(ctx, body);
      return presentDeputy(deputy, person);
    },
  );
  api.write(
    "delete",
    "/me/deputies/:id",
    { summary: "Decide myself again", input: ById, output: schema.Deputy },
    async (ctx, { params }) => {
      const { deputy, person } = await endDeputy(ctx, params.id);
      return presentDeputy(deputy, person);
    },
  );
}
