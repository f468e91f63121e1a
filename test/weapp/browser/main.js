import { addGlobalErrorListener, CurrentWindowBackendContext, Event } from "glass-easel";
import { MiniProgramEnv } from "glass-easel-miniprogram-adapter";
import { defineBuiltIns } from "./builtIns.js";
import { PhoneFiles } from "./files.js";
import { PageStack } from "./PageStack.js";
import { Stage } from "./Stage.js";
import { createWx } from "./wx.js";

/**
 * Runs a compiled mini-program: `files` are its modules by path, functions of what WeChat gives a module; `templates`
 * what the template compiler made of them; `configs` the pages' and components' JSON.
 */
export function run({ files, templates, configs, app, theme, styles, assets, apiBase, first, isWecom, album }) {
  const realUrl = (url) => (url.startsWith(apiBase) ? location.origin + url.slice(apiBase.length) : undefined);
  addGlobalErrorListener((error, { element, method } = {}) => {
    // biome-ignore lint/suspicious/noConsole: this is how the test hears of it
    console.error(`in ${element?.is ?? "?"} ${method ?? ""}: ${error?.stack ?? error}`);
    return false;
  });
  const phoneFiles = new PhoneFiles();
  defineBuiltIns(assets, async (url) => realUrl(url) ?? (await phoneFiles.urlOf(url)));
  document.head.append(Object.assign(document.createElement("style"), { textContent: styles }));

  const stage = new Stage({ app, theme, assets });
  let stack;
  const host = {
    realUrl,
    isWecom,
    files: phoneFiles,
    album: album.map(({ name, base64 }) => ({ name, bytes: bytesOf(base64) })),
    issueWecomCode: window.issueWecomCode,
    issueWechatCode: async () => ({ code: "wx-chenxue" }),
  };
  const wx = createWx({ stage, stack: () => stack, host });

  const environment = new MiniProgramEnv();
  const space = environment.createCodeSpace("main", true);
  const context = new CurrentWindowBackendContext();
  context.onEvent((target, type, detail, options) => {
    const event = new Event(type, detail, options);
    Event.dispatchEvent(target, event);
    return event.getEventBubbleStatus();
  });
  const backend = environment.associateBackend(context);
  for (const [path, config] of Object.entries(configs)) {
    space.addComponentStaticConfig(path, config);
    space.addCompiledTemplate(path, {
      groupList: templates,
      content: templates[path],
      // `bindtap`, beside `bind:tap`.
      fallbackListenerOnNativeNode: true,
    });
  }

  let appConfig;
  const loaded = {};
  const globals = {
    wx,
    App: (config) => {
      appConfig = config;
    },
    getApp: () => appConfig,
    getCurrentPages: () => stack.pages.map(({ instance }) => instance),
  };
  /** Runs a module once, as WeChat does: with none of the browser's globals in reach. */
  const load = (path) => {
    const file = /\.js$/.test(path) ? path : `${path}.js`;
    if (!files[file]) throw new Error(`no such module: ${file}`);
    if (loaded[file]) return loaded[file].exports;
    loaded[file] = { exports: {} };
    const require = (name) => load(new URL(name, `file:///${file}`).pathname.slice(1));
    const component = file.slice(0, -3);
    space.componentEnv(component, ({ Page, Component, Behavior }) =>
      files[file]({
        require,
        module: loaded[file],
        exports: loaded[file].exports,
        ...globals,
        Page,
        Component: dropWxBehaviors(Component),
        Behavior,
      }),
    );
    return loaded[file].exports;
  };
  stack = new PageStack(stage, {
    configs,
    create(path, scroller) {
      load("comp");
      load(path);
      const root = backend.createRoot("page-root", space, path);
      const placeholder = document.createElement("div");
      scroller.append(placeholder);
      root.attach(scroller, placeholder);
      return { root: root.getComponent(), release: () => root.release() };
    },
  });

  load("app");
  const { path, options: query } = stack.targetOf(first);
  const launch = { path, query, scene: 1001, shareTicket: undefined, referrerInfo: {} };
  appConfig.onLaunch?.(launch);
  appConfig.onShow?.(launch);
  stack.open(stack.targetOf(first));
  return {
    stack,
    wx,
    pullDown: () => stack.top.config.enablePullDownRefresh && stack.top.instance.onPullDownRefresh?.(),
  };
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;

/** Behaviours of WeChat's own are named, not given; a form field outside a form has no use for one. */
const dropWxBehaviors = (Component) => (config) =>
  Component({ ...config, behaviors: (config.behaviors ?? []).filter((one) => typeof one !== "string") });
