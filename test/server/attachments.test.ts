import { randomBytes } from "node:crypto";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { Attachment, AttachmentPart, type Cycle, type Employee, Event, partBytes } from "../../entities";
import { purge } from "../../jobs/purge";
import { runOnce } from "../../jobs/runOnce";
import { describeEngines } from "../engines";
import { buildCycle, buildEmployee, buildGoal } from "../factories";
import { openWorld, type World } from "../world";
import { ask, type Http, serveApi, tokenFor } from "./serveApi";
import { photo, picture, upload, zip } from "./uploads";

const office = "application/vnd.openxmlformats-officedocument";
const pdf = (bytes = 100) => Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(bytes)]);

describeEngines("Attachments of reports", (engine) => {
  let world: World;
  let http: Http;
  let cycle: Cycle;
  let owner: Employee;
  let manager: Employee;
  let token: string;
  let peerToken: string;
  let managerToken: string;

  beforeAll(async () => {
    world = await openWorld(engine);
    http = serveApi(world);
    cycle = await buildCycle(world);
    manager = await buildEmployee(world);
    managerToken = await tokenFor(world, manager);
    peerToken = await tokenFor(world, await buildEmployee(world));
  });
  // Each with a person who has uploaded nothing yet.
  beforeEach(async () => {
    owner = await buildEmployee(world, { managerId: manager.id });
    token = await tokenFor(world, owner);
  });
  afterAll(() => world.close());

  const build = (isRestricted = false) => buildGoal(world, { cycleId: cycle.id, ownerId: owner.id, isRestricted });
  const report = (goal: { keyResults: { id: string }[] }, attachmentIds: string[], by = token) =>
    ask(http, `POST /key-results/${goal.keyResults[0]!.id}/check-ins`, by).send({
      operation: "add",
      amount: "1",
      attachmentIds,
    });
  const get = (id: string, by: string | undefined = token) =>
    ask(http, `GET /attachments/${id}`, by).responseType("blob");
  const parts = (attachmentId: string) => world.db.read.findBy(AttachmentPart, { attachmentId });

  it("draws a photo anew: upright, no larger than 2048, without place and device", async () => {
    const sent = await photo();
    expect((await sharp(sent).metadata()).exif?.includes("SecretPhone")).toBe(true);
    const { status, body } = await upload(http, token, sent);
    expect([status, body]).toEqual([
      200,
      { id: expect.any(String), name: "门店 照片.jpg", type: "image/jpeg", size: expect.any(Number), isPicture: true },
    ]);
    const kept: Buffer = (await get(body.id)).body;
    const { format, width, height, exif, orientation } = await sharp(kept).metadata();
    expect([format, width, height, exif, orientation]).toEqual(["jpeg", 683, 2048, undefined, undefined]);
    expect(kept.includes("SecretPhone")).toBe(false);
    expect(kept.length).toBe(body.size);
  });

  it.each(["png", "webp", "gif"] as const)("takes a picture as %s, whatever the header calls it", async (format) => {
    const bytes = await picture(40, 30).toFormat(format).toBuffer();
    const { body } = await upload(http, token, bytes, { "Content-Type": "application/pdf", "X-File-Name": "a.pdf" });
    expect(body).toMatchObject({ name: "a.jpg", type: "image/jpeg", isPicture: true });
    expect((await sharp((await get(body.id)).body).metadata()).format).toBe("jpeg");
  });

  it.each([
    ["a PDF", () => pdf(), "日报.pdf", "application/pdf"],
    ["a workbook", () => zip(["[Content_Types].xml", "xl/workbook.xml"]), "表.xlsx", `${office}.spreadsheetml.sheet`],
    [
      "a letter",
      () => zip(["[Content_Types].xml", "word/document.xml"]),
      "信.docx",
      `${office}.wordprocessingml.document`,
    ],
    [
      "slides",
      () => zip(["[Content_Types].xml", "ppt/presentation.xml"]),
      "会.pptx",
      `${office}.presentationml.presentation`,
    ],
    ["a table in UTF-8", () => Buffer.from("\ufeff日期,GMV\n2026-05-11,100\n"), "数.csv", "text/csv"],
    ["a table as Excel writes it", () => Buffer.from([0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0x31, 0x0a]), "数.csv", "text/csv"],
  ])("keeps %s as it is", async (_, make, name, type) => {
    const bytes = make();
    const { body } = await upload(http, token, bytes, { "X-File-Name": encodeURIComponent(name) });
    expect(body).toMatchObject({ name, type, size: bytes.length, isPicture: false });
    const { body: kept, headers } = await get(body.id);
    expect(kept.equals(bytes)).toBe(true);
    expect(headers["content-type"]).toBe(type);
    expect(headers["content-disposition"]).toContain(`attachment; filename="`);
    expect(headers["content-disposition"]).toContain(`filename*=UTF-8''${encodeURIComponent(name)}`);
  });

  it.each([
    ["a program", () => Buffer.from("MZ\u0090\u0000"), "a.pdf", "attachment.kind"],
    ["a page", () => Buffer.from("<!doctype html><script>1</script>"), "a.csv", "attachment.kind"],
    [
      "a drawing that can run",
      () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      "a.jpg",
      "attachment.kind",
    ],
    ["text without a table's name", () => Buffer.from("a,b\n"), "a.txt", "attachment.kind"],
    ["bytes called a table", () => randomBytes(500), "a.csv", "attachment.kind"],
    ["any zip", () => zip(["a.exe"]), "a.xlsx", "attachment.kind"],
    ["half a zip", () => zip(["[Content_Types].xml", "xl/workbook.xml"]).subarray(0, 60), "a.xlsx", "attachment.kind"],
    [
      "a workbook with macros",
      () => zip(["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"]),
      "a.xlsx",
      "attachment.macros",
    ],
    ["half a photo", async () => (await photo()).subarray(0, 4000), "a.jpg", "attachment.unreadable"],
    [
      "an iPhone's own format",
      () => Buffer.concat([Buffer.from("\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic", "latin1")]),
      "a.heic",
      "attachment.heic",
    ],
    ["nothing", () => Buffer.alloc(0), "a.jpg", "attachment.empty"],
  ])("refuses %s, in words that say what to do", async (_, make, name, code) => {
    const { status, body } = await upload(http, token, await make(), { "X-File-Name": name });
    expect([status, body.code]).toEqual([422, code]);
    expect(body.detail).toMatch(/[\u4e00-\u9fff]/);
    expect(await world.db.read.countBy(Attachment, { ownerId: owner.id })).toBe(0);
  });

  it("refuses a small file that claims to be a giant picture, without drawing it", async () => {
    const bomb = await picture(9000, 9000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(500_000);
    expect((await upload(http, token, bomb)).body.code).toBe("attachment.tooManyPixels");
  });

  it("refuses JSON, which is no file", async () => {
    const { status, body } = await ask(http, "POST /attachments", token).send({ a: 1 });
    expect([status, body.code]).toEqual([422, "attachment.kind"]);
  });

  it("refuses more than 10 MB: at once when it is announced, and while it comes in when it is not", async () => {
    const server = createServer(http);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const send = (framing: Record<string, string | number>, megabytes: number) =>
      new Promise<number>((resolve, reject) => {
        const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/octet-stream", ...framing };
        const call = httpRequest({ port, method: "POST", path: "/api/v1/attachments", headers }, (answer) => {
          resolve(answer.statusCode ?? 0);
          call.destroy();
        });
        call.on("error", reject);
        call.flushHeaders();
        for (let sent = 0; sent < megabytes; sent++) call.write(Buffer.alloc(1024 * 1024, "x"));
      });
    // Nothing of it has been sent when it is refused; of the other, which never ends, little more than may be kept.
    expect(await send({ "Content-Length": 11 * 1024 * 1024 }, 0)).toBe(413);
    expect(await send({ "Transfer-Encoding": "chunked" }, 11)).toBe(413);
    server.close();
    server.closeAllConnections();
  });

  it("keeps ten megabytes in parts, and gives them out part by part", async () => {
    const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(10 * 1024 * 1024 - 9)]);
    const { body, status } = await upload(http, token, bytes);
    expect(status).toBe(200);
    const stored = await parts(body.id);
    expect(stored.length).toBe(Math.ceil(bytes.length / partBytes));
    expect(Math.max(...stored.map((part) => part.bytes.length))).toBe(partBytes);
    world.statements.length = 0;
    const { body: kept, headers } = await get(body.id);
    expect(kept.equals(bytes)).toBe(true);
    expect(headers["content-length"]).toBe(String(bytes.length));
    expect(world.statements.filter((sql) => /attachment_parts/.test(sql)).length).toBeGreaterThan(stored.length);
  });

  it("gives a photo to a page, for good, and lets nothing in it run", async () => {
    const { body } = await upload(http, token, await picture(20, 20).png().toBuffer());
    const { headers } = await get(body.id);
    expect(headers).toMatchObject({
      "content-type": "image/jpeg",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'self'",
    });
    expect(headers["content-disposition"]).toMatch(/^inline; filename=/);
  });

  it.each([
    ["../../etc/passwd", "passwd.pdf"],
    ["C:\\a\\工资.exe", "工资.pdf"],
    ["\u202egpj.exe", "gpj.pdf"],
    ["长".repeat(300), `${"长".repeat(116)}.pdf`],
    ["", "附件.pdf"],
  ])("keeps %j under a clean name", async (sent, name) => {
    const { body } = await upload(http, token, pdf(), { "X-File-Name": encodeURIComponent(sent) });
    expect(body.name).toBe(name);
  });

  it("answers the same key and bytes with the same file, and refuses other bytes under it", async () => {
    const bytes = pdf();
    const [first, second] = [
      await upload(http, token, bytes, { "Idempotency-Key": "k1" }),
      await upload(http, token, bytes, { "Idempotency-Key": "k1" }),
    ];
    expect(second.body).toEqual(first.body);
    expect(await world.db.read.countBy(Attachment, { ownerId: owner.id })).toBe(1);
    expect(await world.db.read.countBy(Event, { name: "attachment.uploaded", actorId: owner.id })).toBe(1);
    expect((await upload(http, token, pdf(), { "Idempotency-Key": "k1" })).body.code).toBe("idempotency.bodyDiffers");
  });

  it("stops at 20 files without a report in a day, and goes on when they have one", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 20; count++) ids.push((await upload(http, token, pdf())).body.id);
    const { status, body } = await upload(http, token, pdf());
    expect([status, body.code]).toEqual([429, "attachment.tooMany"]);
    expect((await report(await build(), ids.slice(0, 3))).status).toBe(200);
    expect((await upload(http, token, pdf())).status).toBe(200);
  });

  it("belongs to one report of the person who uploaded it", async () => {
    const goal = await build();
    const { body: mine } = await upload(http, token, pdf());
    const { body: theirs } = await upload(http, managerToken, pdf());
    expect((await report(goal, [theirs.id])).body.code).toBe("attachment.notFree");
    expect((await report(goal, [mine.id, mine.id])).status).toBe(200);
    expect((await report(goal, [mine.id])).body.code).toBe("attachment.notFree");
    expect((await report(goal, ["a", "b", "c", "d"])).status).toBe(422);
    // A refused report leaves nothing behind.
    const { body } = await ask(http, `GET /key-results/${goal.keyResults[0]!.id}/check-ins`, token);
    expect(body.checkIns).toHaveLength(1);
  });

  it("shows a file to who may read the goal, and before its report to its owner alone", async () => {
    const { body: file } = await upload(http, token, pdf());
    expect([(await get(file.id)).status, (await get(file.id, managerToken)).status]).toEqual([200, 404]);
    await report(await build(true), [file.id]);
    expect([
      (await get(file.id)).status,
      (await get(file.id, managerToken)).status,
      (await get(file.id, peerToken)).status,
    ]).toEqual([200, 200, 404]);
  });

  it("stays when its report is taken back", async () => {
    const { body: file } = await upload(http, token, pdf());
    const { body } = await report(await build(), [file.id]);
    expect((await ask(http, `DELETE /check-ins/${body.checkInId}`, token)).status).toBe(200);
    expect((await get(file.id)).status).toBe(200);
  });

  it("is gone a day after it was uploaded when no report came, with its bytes", async () => {
    const goal = await build();
    const { body: kept } = await upload(http, token, pdf());
    await report(goal, [kept.id]);
    const lost: string[] = [];
    for (let count = 0; count < 12; count++) lost.push((await upload(http, token, pdf(70_000))).body.id);
    const uploadedAt = world.clock.now();
    world.clock.forward(25 * 3_600_000);
    const { body: fresh } = await upload(http, token, pdf());
    await runOnce(world.app, purge, new Date(world.clock.now().getTime() + 1000));
    for (const id of lost) expect([(await get(id)).status, (await parts(id)).length]).toEqual([404, 0]);
    for (const { id } of [kept, fresh]) expect([(await get(id)).status, (await parts(id)).length]).toEqual([200, 1]);
    world.clock.set(uploadedAt);
  });
});
