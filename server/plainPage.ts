const style = `
:root { --bg: #f4f6f8; --card: #fff; --ink: #16202a; --ink-2: #52606d; --brand: #0b6e5f; --on-brand: #fff; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1418; --card: #182026; --ink: #edf1f4; --ink-2: #a6b2bd; --brand: #4cc9ae; --on-brand: #0f1418; } }
body { margin: 0; background: var(--bg); color: var(--ink); font: 1rem/1.5 -apple-system, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; }
main { box-sizing: border-box; max-width: 26rem; margin: 15vh auto 0; padding: 16px; }
section { background: var(--card); border-radius: 12px; padding: 24px; box-shadow: 0 1px 3px rgb(22 32 42 / 0.12); }
h1 { margin: 0 0 8px; font-size: 1.25rem; line-height: 1.75rem; }
p { margin: 0; color: var(--ink-2); }
p + p { margin-top: 8px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 8px 16px; margin: 16px 0 0; }
dt { font-weight: 600; color: var(--brand); }
dd { margin: 0; }
a { display: flex; align-items: center; justify-content: center; min-height: 48px; margin-top: 24px; border-radius: 8px; background: var(--brand); color: var(--on-brand); text-decoration: none; }
small { display: block; margin-top: 16px; text-align: center; color: var(--ink-2); }`;

const sandboxFoot = `<a href="/sandbox">回到聊天</a>`;
const sandboxNote = "<small>演示沙箱：不是真实企业微信，人物和数据都是虚构的</small>";

interface Options {
  isSandbox: boolean;
  /** Asks again after so many seconds. No script does: pages may run none that stands in them. */
  refreshSeconds?: number;
}

/** A page of a few words, for where there is nothing else to show. */
export const plainPage = (text: string, { isSandbox, refreshSeconds }: Options) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refreshSeconds ? `<meta http-equiv="refresh" content="${refreshSeconds}">` : ""}<title>达标</title><link rel="icon" href="data:,"><style>${style}</style><body><main><section><h1>达标</h1>${text}${isSandbox ? sandboxFoot : ""}</section>${isSandbox ? sandboxNote : ""}</main></body></html>`;
