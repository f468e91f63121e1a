import { type Compiler, sources } from "webpack";

/** Writes `assets.json`, the names of what the pages are made of: the service worker keeps them on the phone. */
export class AssetList {
  apply(compiler: Compiler) {
    compiler.hooks.thisCompilation.tap("AssetList", (compilation) => {
      compilation.hooks.processAssets.tap({ name: "AssetList", stage: 5_000 }, (assets) => {
        const names = Object.keys(assets).filter((name) => /\.(js|css|png)$/.test(name) && !name.startsWith("sw."));
        compilation.emitAsset("assets.json", new sources.RawSource(JSON.stringify(names)));
      });
    });
  }
}
