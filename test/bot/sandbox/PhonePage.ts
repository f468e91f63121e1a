import type { Browser, Locator, Page } from "playwright-core";

/** The sandbox's page as a visitor handles it: phones side by side, each with a chat. */
export class PhonePage {
  private constructor(
    readonly page: Page,
    private readonly chats: readonly string[],
    /** What the page complained of. */
    readonly complaints: string[],
  ) {}

  static async open(
    browser: Browser,
    origin: string,
    chats: string[],
    view: { width?: number; height?: number; scheme?: "light" | "dark" } = {},
  ): Promise<PhonePage> {
    const { width = 1680, height = 900, scheme = "light" } = view;
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, locale: "zh-CN" });
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await page.addInitScript(`localStorage.setItem("chats", ${JSON.stringify(JSON.stringify(chats))})`);
    // The phone's page beside the chats has tests of its own, and no cookie of a demo that plays in the past.
    await page.route("**/h5/**", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
    await page.goto(`${origin}/sandbox`);
    await page.locator(".phone header select").first().waitFor();
    return new PhonePage(page, chats, complaints);
  }

  phone(chat: string): Locator {
    return this.page.locator(".phone").nth(this.chats.indexOf(chat));
  }

  log(chat: string): Locator {
    return this.phone(chat).locator(".log");
  }

  /** Types a line and waits for the answer to it. */
  async say(chat: string, text: string) {
    const bubbles = this.log(chat).locator(".bubble, .card");
    const before = await bubbles.count();
    await this.phone(chat).locator("form input").fill(text);
    await this.phone(chat).getByRole("button", { name: "发送" }).click();
    await bubbles.nth(before + 1).waitFor();
  }

  /** Waits until a chat shows a text. */
  async sees(chat: string, text: string) {
    await this.log(chat).getByText(text).last().waitFor();
  }

  /** The newest card of a chat with this title. */
  card(chat: string, title: string): Locator {
    return this.log(chat).locator(".card", { hasText: title }).last();
  }

  async moveClock(label: string) {
    // The words of the move before may still be shown.
    const isMoved = this.page.waitForResponse((response) => response.url().endsWith("/control/clock"));
    await this.page.locator("#clock").getByRole("button", { name: label }).click();
    await isMoved;
    await this.page.locator("#toast.shown", { hasText: "时间到了" }).waitFor();
  }
}
