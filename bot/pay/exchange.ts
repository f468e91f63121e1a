import { request as overHttp } from "node:http";
import { request as overHttps, type RequestOptions } from "node:https";
import { PayUnreachable } from "./PayUnreachable";

/** The merchant's certificate and its key, PEM: who we are to the provider. */
export interface ClientCertificate {
  cert: string;
  key: string;
  /** Instead of the certificate authorities of Node, for tests. */
  ca?: string;
}

export interface PayRequest {
  method: "GET" | "POST";
  url: string;
  headers?: Record<string, string>;
  body?: string;
  certificate?: ClientCertificate;
  timeoutMs?: number;
  maxBytes?: number;
}

export interface PayResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const defaultTimeoutMs = 10_000;
const defaultMaxBytes = 256 * 1024;
/** TLS alerts of a server that does not take our certificate, in Node's code or OpenSSL's words: nothing was asked yet. */
const certificateAlert = /alert.(bad.certificate|unsupported.certificate|certificate|unknown.ca)|certificate.required/i;

/**
 * One round trip. Node's `fetch` cannot show a client certificate without a package of its own, so this is node:https.
 * @throws PayUnreachable, whose cause is dropped on purpose: it may quote what was sent
 */
export function exchange(asked: PayRequest): Promise<PayResponse> {
  const { url, method, headers, body, certificate, timeoutMs = defaultTimeoutMs } = asked;
  const target = new URL(url);
  const send = target.protocol === "http:" ? overHttp : overHttps;
  // A socket that was kept may be closed just as it is used: the answer would be lost.
  const options: RequestOptions = {
    method,
    headers: { "user-agent": "dabiao", ...headers },
    agent: false,
    ...certificate,
  };
  return new Promise((resolve, reject) => {
    const fail = (failure: PayUnreachable["failure"]) => reject(new PayUnreachable(failure, target.pathname));
    const sent = send(target, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size <= (asked.maxBytes ?? defaultMaxBytes)) return;
        fail("body");
        sent.destroy();
      });
      response.on("error", () => fail("network"));
      response.on("end", () => {
        const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(named), body: Buffer.concat(chunks) });
      });
    });
    // The whole exchange, not the silence between two packets.
    const impatience = setTimeout(() => {
      fail("timeout");
      sent.destroy();
    }, timeoutMs);
    sent.on("close", () => clearTimeout(impatience));
    sent.on("error", ({ code, message }: NodeJS.ErrnoException) =>
      fail(certificateAlert.test(`${code} ${message}`) ? "certificate" : "network"),
    );
    sent.end(body);
  });
}
