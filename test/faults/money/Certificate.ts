import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A merchant's certificate and its key, in files as the product reads them. */
export class Certificate {
  private readonly folder = mkdtempSync(join(tmpdir(), "dabiao-merchant-"));
  readonly certFile = join(this.folder, "cert.pem");
  readonly keyFile = join(this.folder, "key.pem");

  constructor(days = 3650) {
    const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=1900000109"];
    execFileSync("openssl", [...request, "-days", String(days), "-keyout", this.keyFile, "-out", this.certFile], {
      stdio: "ignore",
    });
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}
