import request from "supertest";
import { openWorld, type World } from "../world";
import { serveApi } from "./serveApi";

const everywhere = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [[name, inner] as [string, unknown], ...everywhere(inner)])
    : [];

interface Operation {
  summary: string;
  parameters?: { in: string; name: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
  security: object[];
}

describe("the API's description", () => {
  let world: World;
  let document: {
    openapi: string;
    info: { title: string; version: string };
    paths: Record<string, Record<string, Operation>>;
    components: { securitySchemes: Record<string, object>; schemas?: Record<string, object> };
  };
  const page = (path: string) => request(serveApi(world, { isSandbox: true })).get(path);

  beforeAll(async () => {
    world = await openWorld("sqlite");
    document = (await page("/api/v1/openapi.json")).body;
  });
  afterAll(() => world.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  it("is OpenAPI 3.1 with a title and a version", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.info.title).not.toBe("");
    expect(document.info.version).not.toBe("");
  });

  it("names every path parameter where it stands in the path", () => {
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((one) => one.in === "path");
      expect([path, declared.map(({ name }) => name)]).toEqual([path, inPath]);
      for (const { required } of declared) expect(required).toBe(true);
    }
  });

  it("gives each operation a summary, a way in, answers with shapes and the shape of a problem", () => {
    for (const { operation, method } of operations()) {
      expect(operation.summary).not.toBe("");
      for (const way of operation.security)
        for (const name of Object.keys(way)) expect(Object.keys(document.components.securitySchemes)).toContain(name);
      const { 200: ok, 302: redirect, default: problem } = operation.responses;
      const answer = ok?.content?.["application/json"] ?? ok?.content?.["application/octet-stream"];
      if (ok) expect(answer?.schema).toBeDefined();
      else expect(redirect?.description).not.toBe("");
      expect(problem?.content?.["application/problem+json"]?.schema).toBeDefined();
      if (operation.requestBody) expect(["post", "patch"]).toContain(method);
    }
  });

  it("asks for a session everywhere but at the door", () => {
    const isOpen = ({ operation }: { operation: Operation }) => operation.security.length === 0;
    expect(
      operations()
        .filter(isOpen)
        .map(({ path }) => path.startsWith("/api/v1/session")),
    ).toEqual(Array(6).fill(true));
  });

  it("offers an Idempotency-Key on every write of the signed in", () => {
    for (const { path, method, operation } of operations()) {
      const takesKey = (operation.parameters ?? []).some(
        ({ in: place, name }) => place === "header" && name === "Idempotency-Key",
      );
      expect([path, method, takesKey]).toEqual([path, method, method !== "get" && !path.startsWith("/api/v1/session")]);
    }
  });

  it("says where a file is taken, with its name, and where it is given", () => {
    const file = { schema: { type: "string", format: "binary" } };
    const { post } = document.paths["/api/v1/attachments"]!;
    const { get } = document.paths["/api/v1/attachments/{id}"]!;
    expect(post?.requestBody?.content).toEqual({ "application/octet-stream": file });
    expect(post?.parameters?.map(({ name }) => name)).toContain("X-File-Name");
    expect(get?.responses[200]?.content).toEqual({ "application/octet-stream": file });
    expect(get?.security).toHaveLength(2);
  });

  it("refers to nothing it does not hold", () => {
    for (const [name, value] of everywhere(document)) {
      if (name !== "$ref") continue;
      const place = String(value).replace("#/components/schemas/", "");
      expect(Object.keys(document.components.schemas ?? {})).toContain(place);
    }
  });

  it("keeps to the words of JSON Schema 2020-12", () => {
    const old = everywhere(document).filter(
      ([name, value]) => name === "nullable" || (name.startsWith("exclusiveM") && typeof value === "boolean"),
    );
    expect(old).toEqual([]);
  });

  it("describes the sandbox's sign-in in the sandbox only", async () => {
    expect(Object.keys(document.paths)).toContain("/api/v1/session/sandbox");
    const { body } = await request(serveApi(world)).get("/api/v1/openapi.json");
    expect(Object.keys(body.paths)).not.toContain("/api/v1/session/sandbox");
  });

  it("is read on a page that takes everything from here", async () => {
    const { status, type, text, headers } = await page("/api/docs");
    expect([status, type]).toEqual([200, "text/html"]);
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = ""]) => source);
    expect(sources).toContain("/api/docs/start.js");
    for (const source of sources) {
      expect(source).toMatch(/^(\/api\/docs\/|data:)/);
      if (source.startsWith("/")) expect([source, (await page(source)).status]).toEqual([source, 200]);
    }
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect((await page("/api/docs/start.js")).text).toContain('url: "/api/v1/openapi.json"');
    expect((await page("/api/docs/package.json")).status).toBe(404);
  });
});
