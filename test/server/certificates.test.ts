import Koa from "koa";
import sharp from "sharp";
import request from "supertest";
import { readCertificateNo } from "../../domain/recognition/certificateNo";
import { giveAward } from "../../domain/recognition/giveAward";
import { retractAward } from "../../domain/recognition/retractAward";
import { transact } from "../../domain/transact";
import type { Award, Employee } from "../../entities";
import { drawPicture } from "../../server/drawPicture";
import { certificatePages } from "../../server/routes/certificates";
import { describeEngine } from "../engines";
import { buildDepartment, buildEmployee } from "../factories";
import { openWorld, type World } from "../world";
import { ask, serveApi, tokenFor } from "./serveApi";

describeEngine("sqlite", "A certificate", (engine) => {
  let world: World;
  let hr: Awaited<ReturnType<typeof buildEmployee>>;
  let receiver: Employee;
  let award: Award;
  beforeAll(async () => {
    world = await openWorld(engine);
    await buildDepartment(world, { name: "云裳服饰", wecomId: 1 });
    hr = await buildEmployee(world, { roles: ["hr"] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    receiver = await buildEmployee(world, { name: `<b>张"三"&` });
    const gift = { kind: "honour", title: "年度<冠军>", to: { employeeId: receiver.id }, reason: "$好&坏" } as const;
    [award] = (await transact(world.app, hr, (ctx) => giveAward(ctx, gift))) as [Award];
  });

  const page = (no: string) => {
    const koa = new Koa();
    koa.use(certificatePages(world.app, { isSandbox: false }).routes());
    return request(koa.callback()).get(`/certificate/${encodeURIComponent(no)}`);
  };
  const picture = async () =>
    ask(serveApi(world), `GET /recognitions/${award.id}/certificate`, await tokenFor(world, receiver))
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => done(null, Buffer.concat(chunks)));
      });

  it("is written in a font that knows the letters: those of one that does not are boxes, and all alike", async () => {
    const written = (text: string, weight: number) =>
      drawPicture(
        `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><text x="5" y="32" font-size="30" font-family="Noto Sans SC" font-weight="${weight}">${text}</text></svg>`,
      );
    const [a, b, bold] = [await written("张三", 400), await written("李四", 400), await written("张三", 700)];
    expect(a!.equals(b!)).toBe(false);
    expect(a!.equals(bold!)).toBe(false);
  });

  it("is written without boxes: a rare letter of a name is 〓, and a picture is left out", async () => {
    const nameOn = async (name: string) => {
      receiver = await buildEmployee(world, { name });
      const gift = { kind: "honour", title: "冠军", to: { employeeId: receiver.id }, reason: "好" } as const;
      [award] = (await transact(world.app, hr, (ctx) => giveAward(ctx, gift))) as [Award];
      const place = { left: 400, top: 550, width: 1500, height: 115 };
      return sharp((await picture()).body)
        .extract(place)
        .greyscale()
        .threshold(128)
        .raw()
        .toBuffer();
    };
    const wanted = await nameOn("〓野");
    // Few colours are shared by a whole picture, whose number is another each time: an edge may be lighter by one.
    const apart = (other: Buffer) => other.reduce((count, dot, index) => count + Number(dot !== wanted[index]), 0);
    expect(apart(await nameOn("𠮷野😀"))).toBeLessThan(100);
    expect(apart(await nameOn("古野"))).toBeGreaterThan(1000);
  });

  it("is a picture for paper", async () => {
    const { status, type, body } = await picture();
    expect([status, type]).toEqual([200, "image/png"]);
    const { width = 0, height = 0 } = await sharp(body).metadata();
    expect(width).toBeGreaterThan(2300);
    expect(width / height).toBeCloseTo(Math.SQRT2, 2);
  });

  it("is known by its number to whoever holds it, small letters and dashes forgiven, and says nothing else", async () => {
    const no = award.certificateNo!;
    const { status, text } = await page(`${no.slice(0, 4)}-${no.slice(4)}`.toLowerCase());
    expect(status).toBe(200);
    expect(text).toContain("证书有效");
    for (const word of ["&lt;b&gt;张&quot;三&quot;&amp;", "年度&lt;冠军&gt;", "云裳服饰", "2026-05-11", no])
      expect(text).toContain(word);
    for (const secret of ["<b>张", receiver.id, receiver.wecomUserId!, "$好"]) expect(text).not.toContain(secret);
  });

  it("says so when it was taken back, and is drawn no more", async () => {
    await transact(world.app, hr, (ctx) => retractAward(ctx, award.id));
    expect((await page(award.certificateNo!)).text).toContain("不再有效");
    expect((await picture()).status).toBe(409);
  });

  it.each(["", "none", "0".repeat(12), "%", "7K2MQ8R4XWTB7K2M"])("knows no certificate %j", async (no) => {
    const { status, text } = await page(no || "x");
    expect(status).toBe(404);
    expect(text).not.toContain("证书有效");
  });

  it("reads what looks alike as what it is", () => {
    expect(readCertificateNo("7k2m q8r4-xwtb")).toBe("7K2MQ8R4XWTB");
    expect(readCertificateNo("OIL0QQQQQQQQ")).toBe("0110QQQQQQQQ");
    expect(readCertificateNo("7K2MQ8R4XWTU")).toBeUndefined();
  });
});
