import { join } from "node:path";
import { NormalModuleReplacementPlugin } from "webpack";
import type Chain from "webpack-chain";

const web = join(__dirname, "../src/web").replace(/\\/g, "/");
const newer = /node_modules[\\/](query-string|decode-uri-component|split-on-first|filter-obj)[\\/]/;

/** Taro's custom elements, and what only they need, leave the browser's first view: src/web has plain ones. */
export function lightPages(chain: Chain): void {
  chain.merge({
    resolve: {
      alias: {
        "@tarojs/components$": `${web}/components.ts`,
        // Browsers have had fetch for long; what the phone is called and JSONP nobody asks for.
        "whatwg-fetch": false,
        platform: false,
        "jsonp-retry": false,
      },
    },
    // Lets a page have of the components what it uses and no more.
    module: { rule: { web: { test: /src[\\/]web[\\/]components\.ts$/, sideEffects: false } } },
  });
  // Written for newer browsers than ours.
  chain.module.rule("script").include.add(newer);
  shareElements(chain);
  chain.plugin("lightRouter").use(NormalModuleReplacementPlugin, [
    /^@tarojs\/components\/dist\/components$/,
    (asked: { context: string; request: string }) => {
      if (/@tarojs[\\/]router/.test(asked.context)) asked.request = `${web}/tabBar.ts`;
    },
  ]);
  chain.plugin("mainPlugin").tap(([options]) => {
    options.loaderMeta.extraImportForWeb = `import { PullToRefresh } from '${web}/PullToRefresh'\n`;
    options.loaderMeta.execBeforeCreateWebApp = "config.PullDownRefresh = PullToRefresh\n";
    return [options];
  });
}

/** Fields and pickers are still Taro's custom elements: one file for all the pages with forms. */
function shareElements(chain: Chain) {
  const splitChunks = chain.optimization.get("splitChunks");
  chain.optimization.splitChunks({
    ...splitChunks,
    cacheGroups: {
      ...splitChunks.cacheGroups,
      elements: {
        name: "elements",
        chunks: "async",
        test: /node_modules[\\/](@stencil|@tarojs[\\/]components)[\\/]/,
        priority: 200,
        enforce: true,
      },
    },
  });
}
