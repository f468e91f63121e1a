/** What WeChat draws around and above the pages: bars, toasts, dialogues. */
export class Stage {
  constructor({ app, theme, assets }) {
    this.app = app;
    this.theme = theme;
    document.body.innerHTML = `<header class="harness-bar"><button hidden>返回</button><h1></h1></header>
      <main class="harness-frame"></main><nav class="harness-tabs"></nav>`;
    [this.bar, this.frame, this.tabs] = document.body.children;
    [this.back, this.title] = this.bar.children;
    this.tabs.append(
      ...app.tabBar.list.map(({ pagePath, text, iconPath, selectedIconPath }) => {
        const tab = document.createElement("button");
        tab.dataset.page = pagePath;
        tab.innerHTML = `<img alt="" src="${assets[iconPath]}"><img alt="" src="${assets[selectedIconPath]}">`;
        tab.append(text);
        return tab;
      }),
    );
  }

  get scheme() {
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  colour(name) {
    return name?.startsWith("@") ? this.theme[this.scheme][name.slice(1)] : name;
  }

  isTab(path) {
    return this.app.tabBar.list.some(({ pagePath }) => pagePath === path);
  }

  /** Bars as they are for a page. */
  show({ path, config, isFirst }) {
    const { window, tabBar } = this.app;
    this.title.textContent = config.navigationBarTitleText ?? window.navigationBarTitleText;
    this.bar.style.background = this.colour(window.navigationBarBackgroundColor);
    this.bar.style.color = this.colour(window.navigationBarTextStyle);
    this.frame.style.background = this.colour(window.backgroundColor);
    this.tabs.style.background = this.colour(tabBar.backgroundColor);
    this.back.hidden = isFirst;
    this.tabs.hidden = !this.isTab(path);
    for (const tab of this.tabs.children) {
      const isOn = tab.dataset.page === path;
      tab.style.color = this.colour(isOn ? tabBar.selectedColor : tabBar.color);
      tab.children[0].hidden = isOn;
      tab.children[1].hidden = !isOn;
    }
  }

  toast(text, ms = 1500) {
    this.hideToast();
    const toast = Object.assign(document.createElement("div"), { className: "harness-toast", textContent: text });
    document.body.append(toast);
    if (Number.isFinite(ms)) setTimeout(() => toast.remove(), ms);
  }

  hideToast() {
    document.querySelector(".harness-toast")?.remove();
  }

  /** Answers the word that was pressed, and what was written where something could be. */
  ask({ title = "", content = "", words, isEditable = false, placeholder = "" }) {
    return new Promise((resolve) => {
      const sheet = Object.assign(document.createElement("div"), { className: "harness-modal" });
      const heading = Object.assign(document.createElement("h2"), { textContent: title });
      const body = isEditable
        ? Object.assign(document.createElement("textarea"), { value: content, placeholder })
        : Object.assign(document.createElement("p"), { textContent: content });
      const buttons = words.map((word) => {
        const button = Object.assign(document.createElement("button"), { textContent: word });
        button.onclick = () => {
          sheet.remove();
          resolve({ word, content: isEditable ? body.value : undefined });
        };
        return button;
      });
      sheet.append(heading, body, ...buttons);
      document.body.append(sheet);
    });
  }
}
