// `node scripts/pictures/readme.mjs`: the small pictures of the READMEs, out of what `npm run screenshots -- phone` took.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../setup.mjs";

const sharp = createRequire(import.meta.url)("sharp");
const images = join(root, "docs", "images");
/** What a phone shows without scrolling, at twice its pixels. */
const screen = { left: 0, top: 0, width: 750, height: 1624 };
const shown = { today: "today-behind-light", report: "report-typed-light", approvals: "approvals-manager-light" };

mkdirSync(images, { recursive: true });
for (const [name, picture] of Object.entries(shown))
  await sharp(join(root, "screenshots", "phone", `${picture}.png`))
    .extract(screen)
    .resize({ width: 480 })
    .webp({ quality: 80 })
    .toFile(join(images, `${name}.webp`));
