import { triggerEvent } from "glass-easel";
import { withoutRpx } from "../withoutRpx";

/**
 * WeChat's own components as far as the package uses them, as elements of the browser: `<view>` is `<wx-view>` here.
 * Which there are says ../builtInTags.ts.
 */
export function defineBuiltIns(assets, realUrl) {
  const define = (tag, element) => customElements.define(`wx-${tag}`, element);
  define("view", class extends BuiltIn {});
  define("text", class extends BuiltIn {});
  define("scroll-view", ScrollView);
  define("image", imageOf(assets, realUrl));
  define("input", fieldOf("input"));
  define("textarea", fieldOf("textarea"));
  define("picker", Picker);
}

class BuiltIn extends HTMLElement {
  setAttribute(name, value) {
    if (name.startsWith("aria-")) this.tell(name);
    else super.setAttribute(name, name === "style" ? withoutRpx(value) : value);
  }

  removeAttribute(name) {
    if (name.startsWith("aria-")) this.tell(name);
    else super.removeAttribute(name);
  }

  /** Who is told by a screen reader what WeChat's component passes on. */
  get spoken() {
    return this;
  }

  /** Nothing is said of what is empty. */
  tell(name) {
    const said = this.given(name) ?? "";
    const attribute = name === "aria-role" ? "role" : name;
    // Not by our own methods, which would come back here.
    if (said === "") Element.prototype.removeAttribute.call(this.spoken, attribute);
    else Element.prototype.setAttribute.call(this.spoken, attribute, String(said));
  }

  /** What was bound, which an attribute could not hold. */
  given(name) {
    return this.__wxElement?.getAttribute(name);
  }

  emit(type, detail = {}) {
    if (this.__wxElement) triggerEvent(this.__wxElement, type, detail, { bubbles: false });
  }

  /** What is inside, out of reach of the package's style sheets. */
  inside(html) {
    this.attachShadow({ mode: "open" }).innerHTML = html;
    return this.shadowRoot.lastElementChild;
  }
}

class ScrollView extends BuiltIn {
  constructor() {
    super();
    this.addEventListener("scroll", (event) => {
      event.stopPropagation();
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight } = this;
      this.emit("scroll", { scrollTop, scrollLeft, scrollHeight, scrollWidth });
      if (scrollTop + clientHeight >= scrollHeight - 50) this.emit("scrolltolower");
    });
  }
}

const fits = { scaleToFill: "fill", aspectFit: "contain", aspectFill: "cover" };

const imageOf = (assets, realUrl) =>
  class extends BuiltIn {
    static observedAttributes = ["src", "mode"];

    constructor() {
      super();
      this.image = this.inside('<img alt="" style="display:block;width:100%;height:100%">');
      this.image.onload = () => this.emit("load", { width: this.image.naturalWidth, height: this.image.naturalHeight });
      this.image.onerror = () => this.emit("error", { errMsg: "image:fail" });
    }

    attributeChangedCallback(name, _, value) {
      if (name === "mode") this.image.style.objectFit = fits[value] ?? "fill";
      else if (value) void this.load(value);
    }

    async load(value) {
      const address = assets[value.replace(/^\//, "")] ?? (await realUrl(value)) ?? value;
      if (this.given("src") === value) this.image.src = address;
    }
  };

const keyboards = { digit: "decimal", number: "numeric" };

const fieldOf = (tag) =>
  class extends BuiltIn {
    static observedAttributes = ["value", "placeholder", "disabled", "maxlength", "type", "focus"];

    constructor() {
      super();
      this.field = this.inside(
        `<${tag} style="all:unset;display:block;box-sizing:border-box;width:100%;height:100%;white-space:pre-wrap"></${tag}>`,
      );
      const { field } = this;
      // What the browser would tell, WeChat's component tells in its own words.
      for (const type of ["input", "change", "focus", "blur"])
        field.addEventListener(type, (event) => event.stopPropagation());
      field.addEventListener("input", () =>
        this.emit("input", { value: field.value, cursor: field.selectionStart, keyCode: 0 }),
      );
      field.addEventListener("focus", () => this.emit("focus", { value: field.value, height: 0 }));
      field.addEventListener("blur", () => this.emit("blur", { value: field.value, cursor: field.selectionStart }));
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && tag === "input") this.emit("confirm", { value: field.value });
      });
    }

    get spoken() {
      return this.field;
    }

    attributeChangedCallback(name) {
      const { field } = this;
      const value = this.given(name);
      if (name === "value") {
        if (field.value !== (value ?? "")) field.value = value ?? "";
      } else if (name === "placeholder") field.placeholder = value ?? "";
      else if (name === "disabled") field.disabled = Boolean(value);
      else if (name === "maxlength") field.maxLength = value ?? -1;
      else if (name === "type") field.inputMode = keyboards[value] ?? "text";
      else if (value) setTimeout(() => field.focus());
    }
  };

/** Wheels in WeChat; here a field of the browser, and two buttons. */
class Picker extends BuiltIn {
  constructor() {
    super();
    this.addEventListener("click", () => this.open());
  }

  open() {
    if (this.given("disabled")) return;
    const sheet = document.createElement("div");
    sheet.className = "harness-picker";
    sheet.innerHTML = `${this.wheel()}<button>取消</button><button>确定</button>`;
    const [field, cancel, confirm] = sheet.children;
    field.value = this.given("value") ?? "";
    const close = (type, detail) => {
      sheet.remove();
      this.emit(type, detail);
    };
    cancel.onclick = () => close("cancel", {});
    confirm.onclick = () => close("change", { value: field.value });
    document.body.append(sheet);
  }

  wheel() {
    const mode = this.given("mode");
    if (mode === "date" || mode === "time") return `<input type="${mode}">`;
    if (mode !== "selector") throw new Error(`the harness has no picker of mode ${mode}`);
    const options = this.given("range").map((text, index) => `<option value="${index}">${text}</option>`);
    return `<select>${options.join("")}</select>`;
  }
}
