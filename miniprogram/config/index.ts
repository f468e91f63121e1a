import { join } from "node:path";
import { defineConfig, type UserConfigExport } from "@tarojs/cli";
import { AssetList } from "./AssetList";
import { FirstScript } from "./FirstScript";
import { lightPages } from "./lightPages";
import { PreloadHome } from "./PreloadHome";

const isH5 = process.env.TARO_ENV === "h5";

/** Sizes are written for a screen 375 px wide: rpx in the mini-program, plain px in the browser. */
const config: UserConfigExport<"webpack5"> = {
  projectName: "dabiao",
  date: "2026-11-25",
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: "src",
  outputRoot: process.env.PAGES_OUT ?? `dist/${process.env.TARO_ENV}`,
  framework: "react",
  compiler: { type: "webpack5", prebundle: { enable: false } },
  cache: { enable: false },
  plugins: isH5 ? [] : [join(__dirname, "ariaPlugin.ts")],
  defineConstants: { API_BASE: JSON.stringify(isH5 ? "" : (process.env.API_BASE ?? "")) },
  copy: {
    patterns: isH5 ? [{ from: "src/sw.js", to: `${process.env.PAGES_OUT ?? "dist/h5"}/sw.js` }] : [],
    options: {},
  },
  mini: { postcss: { pxtransform: { enable: true, config: {} } } },
  h5: {
    publicPath: "./",
    staticDirectory: "static",
    router: { mode: "hash" },
    webpackChain(chain) {
      lightPages(chain);
      chain.plugin("assetList").use(AssetList);
      chain.plugin("preloadHome").use(PreloadHome);
      chain.plugin("firstScript").use(FirstScript);
    },
    output: { filename: "js/[name].[contenthash:8].js", chunkFilename: "chunk/[name].[contenthash:8].js" },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: "css/[name].[contenthash:8].css",
      chunkFilename: "css/[name].[contenthash:8].css",
    },
    postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: false, config: {} } },
  },
};

export default defineConfig<"webpack5">(config);
