import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { freePort } from "../../../bench/freePort";
import { signMd5 } from "../../../bot/pay/wecom/signV2";
import { WecomPayer } from "../../../bot/pay/wecom/WecomPayer";
import { readXmlBody, xmlBody } from "../../../bot/pay/wecom/xmlBody";
import { clientOf } from "../sandbox/clientOf";
import { StandIn } from "../sandbox/StandIn";
import { billOf } from "./bill";

const apiKey = "k".repeat(32);

/** Certificates of an authority of our own, made by openssl as merchants' are. */
class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), "dabiao-certificates-"));

  constructor() {
    this.run(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
      "-days",
      "2",
      "-subj",
      "/CN=ca",
    );
  }

  get pem() {
    return this.read("ca.pem");
  }

  issue(name: string): { cert: string; key: string } {
    writeFileSync(join(this.folder, "names"), "subjectAltName=IP:127.0.0.1");
    this.run(
      "req",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.csr`,
      "-subj",
      `/CN=${name}`,
    );
    this.run(
      ...["x509", "-req", "-in", `${name}.csr`, "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"],
      ...["-out", `${name}.pem`, "-days", "1", "-extfile", "names"],
    );
    return { cert: this.read(`${name}.pem`), key: this.read(`${name}.key`) };
  }

  /** A server that takes certificates of this authority only. */
  serve(port: number, version: string): ChildProcess {
    this.issue("strict");
    const own = ["-cert", "strict.pem", "-key", "strict.key", "-CAfile", "ca.pem"];
    const strict = ["-Verify", "1", "-verify_return_error", "-www", version];
    return spawn("openssl", ["s_server", "-accept", String(port), ...own, ...strict], {
      cwd: this.folder,
      stdio: "ignore",
    });
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }

  private read(file: string) {
    return readFileSync(join(this.folder, file), "utf8");
  }

  private run(...args: string[]) {
    execFileSync("openssl", args, { cwd: this.folder, stdio: "ignore" });
  }
}

describe("the merchant's certificate", () => {
  jest.setTimeout(60_000);
  let authority: Authority;
  let stranger: Authority;
  let standIn: StandIn;
  let server: Server;
  let merchant: { cert: string; key: string };
  const seen: string[] = [];

  beforeAll(async () => {
    authority = new Authority();
    stranger = new Authority();
    merchant = authority.issue("1900000109");
    standIn = await StandIn.start();
    const options = { ...authority.issue("server"), ca: authority.pem, requestCert: true, rejectUnauthorized: false };
    server = createServer(options, async (incoming, response) => {
      const socket = incoming.socket as TLSSocket;
      if (!socket.authorized) {
        response.writeHead(400).end("<html><head><title>400 The SSL certificate error</title></head></html>");
        return;
      }
      seen.push(String(socket.getPeerCertificate().subject.CN));
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { mch_billno = "", mch_id = "", total_amount = "" } = readXmlBody(Buffer.concat(chunks).toString()) ?? {};
      const answer = {
        return_code: "SUCCESS",
        result_code: "SUCCESS",
        mch_billno,
        mch_id,
        total_amount,
        send_listid: "7",
      };
      response.end(xmlBody({ ...answer, sign: signMd5(answer, apiKey) }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    await standIn?.stop();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    authority?.remove();
    stranger?.remove();
  });
  beforeEach(() => {
    seen.length = 0;
  });

  const payer = (certificate: { cert: string; key: string; ca?: string }, now = new Date(), apiUrl = urlOf(server)) =>
    new WecomPayer(
      {
        apiUrl,
        mchId: "1900000109",
        apiKey,
        corpId: "ww1",
        agentId: 1,
        paySecret: "secret",
        certificate,
      },
      { wecom: clientOf(standIn), now: () => now },
    );

  it("is shown to the provider", async () => {
    const outcome = await payer({ ...merchant, ca: authority.pem }).send(billOf());
    expect(outcome).toEqual({ kind: "accepted", providerNo: "7" });
    expect(seen).toEqual(["1900000109"]);
  });

  it("stops everything when it has expired, before anything is sent", async () => {
    const in2Days = new Date(Date.now() + 2 * 86_400_000);
    const outcome = await payer({ ...merchant, ca: authority.pem }, in2Days).send(billOf());
    expect(outcome).toEqual({ kind: "stopped", error: "CERTIFICATE" });
    expect(seen).toEqual([]);
  });

  it.each(["-tls1_2", "-tls1_3"])("stops everything when the provider breaks off for it (%s)", async (version) => {
    const port = await freePort();
    const provider = authority.serve(port, version);
    try {
      await listening(port);
      const apiUrl = `https://127.0.0.1:${port}`;
      const outcome = await payer({ ...stranger.issue("1900000109"), ca: authority.pem }, new Date(), apiUrl).send(
        billOf(),
      );
      expect(outcome).toEqual({ kind: "stopped", error: "CERTIFICATE" });
    } finally {
      provider.kill();
    }
  });

  it("stops everything when the provider says so on a page", async () => {
    const outcome = await payer({ ...stranger.issue("1900000109"), ca: authority.pem }).send(billOf());
    expect(outcome).toEqual({ kind: "stopped", error: "CERTIFICATE" });
    expect(seen).toEqual([]);
  });

  it("is shown to nobody who cannot prove to be the provider", async () => {
    const trusting = payer({ ...merchant, ca: stranger.pem });
    expect(await trusting.send(billOf())).toEqual({ kind: "unknown", error: "network" });
    expect(await trusting.query(billOf().billNo)).toEqual({ kind: "unknown", error: "network" });
    expect(seen).toEqual([]);
  });
});

const urlOf = (server: Server) => `https://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Until something answers on a port. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      }).on("error", () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
