const mostPages = 10;
/** From the bottom, px, at which WeChat says that the end is reached. */
const endPx = 50;

/** The pages that are open, the last one on top, with the lifecycle that WeChat gives them. */
export class PageStack {
  pages = [];

  constructor(stage, { configs, create }) {
    Object.assign(this, { stage, configs, create });
    stage.back.onclick = () => this.back(1);
    for (const tab of stage.tabs.children) tab.onclick = () => this.switchTab(tab.dataset.page);
  }

  get top() {
    return this.pages.at(-1);
  }

  navigate(url) {
    const target = this.targetOf(url);
    if (this.stage.isTab(target.path)) throw new Error("can not navigateTo a tabbar page");
    if (this.pages.length >= mostPages) throw new Error("webview count limit exceed");
    this.hide();
    this.open(target);
  }

  redirect(url) {
    const target = this.targetOf(url);
    if (this.stage.isTab(target.path)) throw new Error("can not redirectTo a tabbar page");
    this.close(this.pages.pop());
    this.open(target);
  }

  relaunch(url) {
    const target = this.targetOf(url);
    for (const page of this.pages.splice(0).reverse()) this.close(page);
    for (const page of Object.values(this.tabs)) this.close(page);
    this.tabs = {};
    this.open(target);
  }

  /** Pages with a tab stay alive beneath; all others are closed. */
  tabs = {};

  switchTab(url) {
    const target = this.targetOf(url);
    if (!this.stage.isTab(target.path)) throw new Error("can not switch to no-tabBar page");
    if (this.top?.path === target.path) return;
    this.hide();
    for (const page of this.pages.splice(0).reverse()) if (!this.stage.isTab(page.path)) this.close(page);
    const kept = this.tabs[target.path];
    if (!kept) return this.open({ path: target.path, options: {} });
    this.pages.push(kept);
    this.show();
  }

  back(delta = 1) {
    const count = Math.min(delta, this.pages.length - 1);
    if (count < 1) throw new Error("cannot navigate back at first page");
    for (const page of this.pages.splice(-count).reverse()) this.close(page);
    this.show();
  }

  /** Values stay as they are in the URL: WeChat decodes nothing. */
  targetOf(url) {
    const [place, query = ""] = url.split("?");
    const path = place.replace(/^\//, "");
    if (!this.configs[path]) throw new Error(`page "${path}" is not found`);
    const pairs = query.split("&").filter(Boolean);
    const options = Object.fromEntries(pairs.map((pair) => [pair.split("=")[0], pair.slice(pair.indexOf("=") + 1)]));
    return { path, options };
  }

  open({ path, options }) {
    const scroller = Object.assign(document.createElement("page"), { className: "harness-page" });
    this.stage.frame.append(scroller);
    const { root, release } = this.create(path, scroller);
    const instance = root.getMethodCaller();
    const page = { path, scroller, root, instance, release, config: this.configs[path] };
    Object.assign(instance, { route: path, __route__: path, options });
    this.pages.push(page);
    if (this.stage.isTab(path)) this.tabs[path] = page;
    scroller.addEventListener("scroll", () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      instance.onPageScroll?.({ scrollTop });
      const isAtEnd = scrollTop + clientHeight >= scrollHeight - endPx;
      if (isAtEnd && !page.isAtEnd) instance.onReachBottom?.();
      page.isAtEnd = isAtEnd;
    });
    this.frame(page);
    instance.onLoad?.(options);
    instance.onShow?.();
    requestAnimationFrame(() => instance.onReady?.());
  }

  hide() {
    if (!this.top) return;
    this.top.instance.onHide?.();
    this.top.scroller.hidden = true;
  }

  show() {
    this.frame(this.top);
    this.top.instance.onShow?.();
  }

  frame(page) {
    page.scroller.hidden = false;
    this.stage.show({ ...page, isFirst: this.pages.length < 2 });
  }

  close(page) {
    if (!page) return;
    page.instance.onUnload?.();
    delete this.tabs[page.path];
    page.release();
    page.scroller.remove();
  }
}
