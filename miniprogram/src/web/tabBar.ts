import Taro from "@tarojs/taro";
import "./tabBar.scss";

interface Tab {
  pagePath: string;
  text: string;
  iconPath: string;
  selectedIconPath: string;
}

interface Conf {
  list: Tab[];
  homePage: string;
}

interface RouteChange {
  toLocation?: { path?: string };
}

const pathOf = (url: string) => `/${url.replace(/^[#/]+/, "").replace(/[?#].*$/, "")}`;

/** The way between the tabs in a browser; gone on pages that are none. Taro's router makes it and gives it `conf`. */
class TabBar extends HTMLElement {
  conf: Conf;
  private links: HTMLAnchorElement[];

  connectedCallback(): void {
    if (this.links) return;
    const { list } = this.conf;
    // The router compares with addresses, which begin so.
    for (const tab of list) tab.pagePath = pathOf(tab.pagePath);
    this.links = list.map(linkTo);
    const bar = document.createElement("nav");
    bar.className = "weui-tabbar";
    bar.append(...this.links);
    this.append(bar);
    this.show({});
    Taro.eventCenter.on("__taroRouterChange", (change?: RouteChange) => this.show(change ?? {}));
  }

  private show({ toLocation }: RouteChange): void {
    const to = pathOf(toLocation?.path ?? location.hash);
    const path = to === "/" ? pathOf(this.conf.homePage) : to;
    const current = this.conf.list.findIndex(({ pagePath }) => pagePath === path);
    this.className = `taro-tabbar__tabbar taro-tabbar__tabbar-${current < 0 ? "hide" : "bottom"}`;
    this.links.forEach((link, index) => {
      const tab = this.conf.list[index];
      const isOn = index === current;
      link.className = `weui-tabbar__item${isOn ? " weui-bar__item_on" : ""}`;
      if (isOn) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      const icon = link.querySelector("img");
      const source = isOn ? tab?.selectedIconPath : tab?.iconPath;
      if (icon && source && icon.getAttribute("src") !== source) icon.src = source;
    });
  }
}

function linkTo({ pagePath, text }: Tab): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = `#${pagePath}`;
  const icon = document.createElement("img");
  icon.className = "weui-tabbar__icon";
  icon.alt = "";
  const label = document.createElement("p");
  label.className = "weui-tabbar__label";
  label.textContent = text;
  link.append(icon, label);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    void Taro.switchTab({ url: pagePath });
  });
  return link;
}

/** By this name the router asks for it. */
export function defineCustomElementTaroTabbar(): void {
  if (!customElements.get("taro-tabbar")) customElements.define("taro-tabbar", TabBar);
}
