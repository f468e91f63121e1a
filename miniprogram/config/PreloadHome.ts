import { type Compiler, sources } from "webpack";

const home = /src\/pages\/today\/index\.tsx/;

/** Names 今日's own files in the page's head: they come along with the app, not a round trip after it. */
export class PreloadHome {
  apply(compiler: Compiler) {
    compiler.hooks.thisCompilation.tap("PreloadHome", (compilation) => {
      compilation.hooks.processAssets.tap({ name: "PreloadHome", stage: 4_000 }, (assets) => {
        const page = assets["index.html"];
        if (!page) return;
        const chunk = [...compilation.chunks].find(
          (one) =>
            !one.canBeInitial() &&
            [...compilation.chunkGraph.getChunkModules(one)].some((module) => home.test(module.identifier())),
        );
        const links = [...(chunk?.files ?? [])].map(
          (file) => `<link rel="preload" href="./${file}" as="${file.endsWith(".css") ? "style" : "script"}">`,
        );
        const html = String(page.source()).replace("</head>", `${links.join("")}</head>`);
        compilation.updateAsset("index.html", new sources.RawSource(html));
      });
    });
  }
}
