// `npm run screenshots`: pictures of the chats and of every screen of the phone into screenshots/, on a fresh demo company
// at a fixed hour. `npm run screenshots -- chats` and `-- phone` take one half, `-- phone report goal` the screens named so.
import { join } from "node:path";
import { build } from "./build.mjs";
import { buildPages } from "./buildPages.mjs";
import { photographChats } from "./pictures/chats.mjs";
import { photographPhone } from "./pictures/phone.mjs";
import { onStage } from "./pictures/stage.mjs";
import { root, setUp } from "./setup.mjs";

await setUp();
await build();
await buildPages("h5", { onBegin: () => console.log("Building the phone's pages …") });

const realNow = Date.now;
const ahead = Date.parse("2026-09-16T02:00:00Z") - realNow();
Date.now = () => realNow() + ahead;

const [half, ...wanted] = process.argv.slice(2);
const target = join(root, "screenshots");
if (half !== "phone") await onStage((stage) => photographChats(stage, target));
if (half !== "chats") await onStage((stage) => photographPhone(stage, join(target, "phone"), wanted));
console.log(`Pictures are in ${target}`);
