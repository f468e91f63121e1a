import { readFile } from "node:fs/promises";
import { extendZodWithOpenApi, OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import Router from "@koa/router";
import { z } from "zod";
import type { Endpoint } from "./Api";

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
  /** Figures the words quote, such as the version that is stored now. */
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** The API's description, made of the shapes it is checked with, and a page to read it on. Made when first asked for. */
export function openApiRoutes(endpoints: readonly Endpoint[], { isSandbox }: { isSandbox: boolean }): Router {
  const router = new Router();
  let document: object | undefined;
  router.get("/api/v1/openapi.json", (ctx) => {
    document ??= describe(endpoints);
    ctx.body = document;
  });
  router.get("/api/docs", (ctx) => {
    ctx.type = "text/html";
    ctx.body = page(isSandbox);
  });
  router.get("/api/docs/:file", async (ctx) => {
    const type = files[ctx.params.file ?? ""];
    if (!type) return;
    ctx.type = type;
    ctx.body =
      ctx.params.file === "start.js" ? starter : await readFile(require.resolve(`swagger-ui-dist/${ctx.params.file}`));
  });
  return router;
}

const files: Record<string, string> = {
  "swagger-ui.css": "text/css",
  "swagger-ui-bundle.js": "text/javascript",
  "start.js": "text/javascript",
};

const starter = `SwaggerUIBundle({ url: "/api/v1/openapi.json", dom_id: "#docs", deepLinking: true });`;
/** Swagger's own sheet stays light, so the page does too. */
const style = `body { margin: 0; background: #fff; } .strip { margin: 0; padding: 12px 20px; background: #16202a; color: #edf1f4; font: 14px/20px sans-serif; }`;
const strip = `<p class="strip">演示沙箱：不是真实企业微信，人物和数据都是虚构的</p>`;
const page = (isSandbox: boolean) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Dabiao API</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/api/docs/swagger-ui.css"><style>${style}</style></head><body>${isSandbox ? strip : ""}<div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;

const writeHeaders = z.object({ "Idempotency-Key": z.string().max(64).optional() });
/** The name percent-encoded as UTF-8. */
const uploadHeaders = writeHeaders.extend({ "X-File-Name": z.string().optional() });
const fileContent = { "application/octet-stream": { schema: { type: "string" as const, format: "binary" } } };

function describe(endpoints: readonly Endpoint[]): object {
  extendZodWithOpenApi(z);
  const registry = new OpenAPIRegistry();
  for (const { method, path, summary, input, output, isOpen, file } of endpoints) {
    const { params, query, body } = input.shape as Record<string, z.ZodObject | undefined>;
    registry.registerPath({
      method,
      path: `/api/v1${path.replace(/:(\w+)/g, "{$1}")}`,
      summary,
      tags: [path.split("/")[1] ?? ""],
      security: isOpen || (output === null && !file) ? [] : [{ cookie: [] }, { bearer: [] }],
      request: {
        ...(params && { params }),
        ...(query && { query }),
        ...(body && { body: { content: { "application/json": { schema: body } } } }),
        ...(file === "taken" && { body: { required: true, content: fileContent } }),
        ...(method !== "get" && !isOpen && { headers: file === "taken" ? uploadHeaders : writeHeaders }),
      },
      responses: {
        ...(output
          ? { 200: { description: "OK", content: { "application/json": { schema: output } } } }
          : file
            ? { 200: { description: "The file", content: fileContent } }
            : { 302: { description: "Redirect" } }),
        default: { description: "Problem", content: { "application/problem+json": { schema: Problem } } },
      },
    });
  }
  registry.registerComponent("securitySchemes", "cookie", { type: "apiKey", in: "cookie", name: "dabiao_session" });
  registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title: "Dabiao API", version: "1", description: "Goals, reports and recognition. Decimals are text." },
  });
}
