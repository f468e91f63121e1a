import { z } from "zod";
import { findRecognitions } from "../../domain/recognition/findRecognitions";
import { praise } from "../../domain/recognition/praise";
import { retractPraise } from "../../domain/recognition/retractPraise";
import type { Api } from "../Api";
import { presentRecognition } from "../presenters/recognition";
import { ById, Id } from "../schemas/goals";
import * as schema from "../schemas/today";

export function recognitionRoutes(api: Api) {
  api.read(
    "/recognitions",
    { summary: "Badges and praise", input: schema.ListRecognitions, output: schema.Recognitions },
    async (reader, { query }) => ({
      recognitions: (await findRecognitions(reader.db, query)).map((one) => presentRecognition(one, reader)),
    }),
  );
  api.write(
    "post",
    "/recognitions",
    { summary: "Praise a colleague", input: schema.Praise, output: z.object({ id: Id }) },
    async (ctx, { body }) => ({
      id: (await praise(ctx, body)).id,
    }),
  );
  api.write(
    "delete",
    "/recognitions/:id",
    { summary: "Take praise back within ten minutes", input: ById, output: z.object({ id: Id }) },
    async (ctx, { params }) => ({ id: (await retractPraise(ctx, params.id)).id }),
  );
}
