import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Compiler, sources } from "webpack";

const file = join(__dirname, "../src/web/first.js");

/** Puts src/web/first.js at the very head of the page, so that it waits for nothing. */
export class FirstScript {
  apply(compiler: Compiler) {
    compiler.hooks.thisCompilation.tap("FirstScript", (compilation) => {
      const text = readFileSync(file, "utf8");
      const name = `js/first.${createHash("sha256").update(text).digest("hex").slice(0, 8)}.js`;
      // Early, so that it is made small like the others.
      compilation.hooks.processAssets.tap({ name: "FirstScript", stage: -2_000 }, () =>
        compilation.emitAsset(name, new sources.RawSource(text)),
      );
      compilation.hooks.processAssets.tap({ name: "FirstScript", stage: 4_000 }, (assets) => {
        const page = assets["index.html"];
        if (!page) return;
        const html = String(page.source()).replace("<title>", `<script src="./${name}"></script><title>`);
        compilation.updateAsset("index.html", new sources.RawSource(html));
      });
    });
  }
}
