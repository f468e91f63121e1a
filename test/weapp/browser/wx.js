import { filesOf } from "./files.js";
import { settle } from "./settle.js";

/**
 * `wx` as far as the package asks of it, over what a browser has. What is missing here the package reports as
 * unsupported, which fails the test.
 */
export function createWx({ stage, stack, host }) {
  return {
    ...network(host),
    ...storage(),
    ...screens(stage, () => stack()),
    ...system(stage),
    ...filesOf(host),
    ...transfers(),
    createSelectorQuery: () => new SelectorQuery(stage, () => stack().top),
    login: (options) => settle(options, "login", host.issueWechatCode()),
    ...(host.isWecom && {
      qy: {
        login: (options) =>
          settle(
            options,
            "qy.login",
            host.issueWecomCode().then((code) => ({ code })),
          ),
      },
    }),
  };
}

/** What WeChat's documents allow. */
const methods = ["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT"];

function network({ realUrl }) {
  const send = async ({ url, method = "GET", data, header = {}, timeout = 60_000, responseType = "text" }) => {
    const target = realUrl(url);
    if (!target) throw new Error(`url not in domain list: ${url}`);
    if (!methods.includes(method)) throw new Error(`invalid method ${method}`);
    const asked = new URL(target);
    const headers = { "content-type": "application/json", ...lowerCase(header) };
    let body;
    if (data !== undefined && data !== null)
      if (method === "GET") for (const [name, value] of Object.entries(data)) asked.searchParams.set(name, value);
      else body = data instanceof ArrayBuffer || typeof data === "string" ? data : JSON.stringify(data);
    const response = await fetch(asked, {
      method,
      headers,
      body,
      // wx.request has no cookies.
      credentials: "omit",
      signal: AbortSignal.timeout(timeout),
    }).catch((error) => {
      throw new Error(error.name === "TimeoutError" ? "timeout" : "net::ERR_FAILED");
    });
    const answer = responseType === "arraybuffer" ? await response.arrayBuffer() : parsed(await response.text());
    return { data: answer, statusCode: response.status, header: Object.fromEntries(response.headers), cookies: [] };
  };
  return {
    request(options) {
      void settle(options, "request", send(options));
      return { abort() {}, onHeadersReceived() {}, offHeadersReceived() {} };
    },
    getNetworkType: (options) =>
      settle(options, "getNetworkType", Promise.resolve({ networkType: navigator.onLine ? "wifi" : "none" })),
    onNetworkStatusChange(listener) {
      for (const type of ["online", "offline"])
        addEventListener(type, () =>
          listener({ isConnected: navigator.onLine, networkType: navigator.onLine ? "wifi" : "none" }),
        );
    },
    offNetworkStatusChange() {},
  };
}

const lowerCase = (header) =>
  Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)]));

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function storage() {
  const keys = () => Object.keys(localStorage);
  return {
    getStorageSync: (key) => (key in localStorage ? JSON.parse(localStorage[key]).data : ""),
    setStorageSync: (key, data) => localStorage.setItem(key, JSON.stringify({ data })),
    removeStorageSync: (key) => localStorage.removeItem(key),
    clearStorageSync: () => localStorage.clear(),
    getStorageInfoSync: () => ({ keys: keys(), currentSize: 1, limitSize: 10_240 }),
  };
}

function screens(stage, stack) {
  const move = (name, go) => (options) =>
    settle(options, name, new Promise((resolve) => resolve(void go(options ?? {}))));
  return {
    navigateTo: move("navigateTo", ({ url }) => stack().navigate(url)),
    redirectTo: move("redirectTo", ({ url }) => stack().redirect(url)),
    reLaunch: move("reLaunch", ({ url }) => stack().relaunch(url)),
    switchTab: move("switchTab", ({ url }) => stack().switchTab(url)),
    navigateBack: move("navigateBack", ({ delta }) => stack().back(delta)),
    setNavigationBarTitle: move("setNavigationBarTitle", ({ title }) => {
      stage.title.textContent = title;
    }),
    stopPullDownRefresh: move("stopPullDownRefresh", () => undefined),
    pageScrollTo: move("pageScrollTo", ({ scrollTop = 0 }) => stack().top.scroller.scrollTo(0, scrollTop)),
    showToast: move("showToast", ({ title, duration }) => stage.toast(title, duration)),
    hideToast: move("hideToast", () => stage.hideToast()),
    showLoading: move("showLoading", ({ title }) => stage.toast(title, Number.POSITIVE_INFINITY)),
    hideLoading: move("hideLoading", () => stage.hideToast()),
    showModal: (options) => settle(options, "showModal", modal(stage, options)),
    nextTick: (act) => setTimeout(act),
  };
}

async function modal(stage, options) {
  const {
    title,
    content,
    editable,
    placeholderText,
    showCancel = true,
    cancelText = "取消",
    confirmText = "确定",
  } = options;
  // A real phone refuses longer words.
  if ([cancelText, confirmText].some((word) => word.length > 4))
    throw new Error("confirmText length should not larger than 4 Chinese characters");
  const words = showCancel ? [cancelText, confirmText] : [confirmText];
  const answer = await stage.ask({ title, content, words, isEditable: editable, placeholder: placeholderText });
  const confirm = answer.word === confirmText;
  return { confirm, cancel: !confirm, content: answer.content };
}

function system(stage) {
  const windowInfo = () => ({
    pixelRatio: devicePixelRatio,
    screenWidth: innerWidth,
    screenHeight: innerHeight,
    windowWidth: stage.frame.clientWidth,
    windowHeight: stage.frame.clientHeight,
    statusBarHeight: 20,
    safeArea: { top: 20, bottom: innerHeight, left: 0, right: innerWidth, width: innerWidth, height: innerHeight - 20 },
  });
  const appBaseInfo = () => ({ SDKVersion: "3.8.0", language: "zh_CN", theme: stage.scheme, fontSizeScaleFactor: 1 });
  const deviceInfo = () => ({ brand: "harness", model: "harness", platform: "android", system: "Android 14" });
  return {
    getWindowInfo: windowInfo,
    getAppBaseInfo: appBaseInfo,
    getDeviceInfo: deviceInfo,
    getSystemInfoSync: () => ({ ...windowInfo(), ...appBaseInfo(), ...deviceInfo() }),
    onThemeChange(listener) {
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => listener({ theme: stage.scheme }));
    },
    offThemeChange() {},
    getLaunchOptionsSync: () => ({ path: "", query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: "", query: {}, scene: 1001 }),
    canIUse: () => true,
  };
}

/** Whoever is asked to take a transfer does, and is back at once. `window.transfers` holds what was asked. */
function transfers() {
  const asked = [];
  window.transfers = asked;
  return {
    getAccountInfoSync: () => ({ miniProgram: { appId: "wxharness", envVersion: "release", version: "1.0.0" } }),
    requestMerchantTransfer({ mchId, appId, package: packageInfo, success }) {
      asked.push({ mchId, appId, package: packageInfo });
      success({ errMsg: "requestMerchantTransfer:ok" });
    },
  };
}

class SelectorQuery {
  asked = [];

  constructor(stage, page) {
    Object.assign(this, { stage, page });
  }

  in() {
    return this;
  }

  select(selector) {
    this.find = () => this.page().root.getShadowRoot().querySelector(selector)?.getBackendElement() ?? null;
    return this;
  }

  selectViewport() {
    this.find = () => this.page().scroller;
    return this;
  }

  boundingClientRect(listener) {
    return this.ask(listener, (element) => {
      const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
      const above = this.stage.frame.getBoundingClientRect().top;
      return { top: top - above, bottom: bottom - above, left, right, width, height };
    });
  }

  scrollOffset(listener) {
    return this.ask(listener, ({ scrollTop, scrollLeft }) => ({ scrollTop, scrollLeft }));
  }

  ask(listener, read) {
    const { find } = this;
    this.asked.push(() => {
      const element = find();
      const answer = element && read(element);
      listener?.(answer);
      return answer;
    });
    return this;
  }

  exec(listener) {
    requestAnimationFrame(() => {
      const answers = this.asked.map((read) => read());
      listener?.(answers);
    });
  }
}
