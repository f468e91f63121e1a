// `node scripts/pictures/readme.mjs`: the small pictures of the READMEs, out of what `npm run screenshots -- phone` took.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../setup.mjs";

const sharp = createRequire(import.meta.url)("sharp");
const images = join(root, "docs", "images");

mkdirSync(images, { recursive: true });
for (const name of ["today", "report", "approvals"])
  await sharp(join(root, "screenshots", "phone", `readme-${name}.png`))
    .resize({ width: 560 })
    .webp({ quality: 80 })
    .toFile(join(images, `${name}.webp`));
