import { settle } from "./settle.js";

const storeName = "harness-files";
const saved = "wxfile://store/";
const addressOf = (path) => `/__weapp/store/${encodeURIComponent(path)}`;

/** What is on the phone: saved files outlive the mini-program, temporary ones do not. */
export class PhoneFiles {
  temporary = new Map();

  async keep(path, bytes) {
    await (await caches.open(storeName)).put(addressOf(path), new Response(bytes));
  }

  /** @throws for a file that is not there */
  async read(path) {
    const held = this.temporary.get(path);
    if (held) return held;
    const kept = await (await caches.open(storeName)).match(addressOf(path));
    if (!kept) throw new Error(`no such file or directory, open '${path}'`);
    return kept.arrayBuffer();
  }

  async drop(path) {
    if (!(await (await caches.open(storeName)).delete(addressOf(path)))) throw new Error("no such file or directory");
  }

  /** Puts bytes under a name that goes with the mini-program. */
  hold(name, bytes) {
    const path = `http://tmp/${this.temporary.size}-${name}`;
    this.temporary.set(path, bytes);
    return path;
  }

  /** What the browser can show in place of a path of the phone's; undefined for anything else. */
  async urlOf(path) {
    if (!/^(http:\/\/tmp|wxfile:\/\/)/.test(path)) return undefined;
    return URL.createObjectURL(new Blob([await this.read(path)]));
  }
}

/** `wx` about files. `album` is what the person will choose, in turn: `{ name, bytes }`; nothing left is a cancel. */
export function filesOf({ files, album, realUrl }) {
  const choose = (fileType) => {
    const chosen = album.shift();
    if (!chosen) throw new Error("cancel");
    const path = files.hold(chosen.name, chosen.bytes);
    return { path, tempFilePath: path, size: chosen.bytes.byteLength, name: chosen.name, fileType };
  };
  const manager = {
    saveFile: ({ tempFilePath, ...options }) =>
      settle(options, "saveFile", async () => {
        const bytes = files.temporary.get(tempFilePath);
        if (!bytes) throw new Error("tempFilePath file not exist");
        const savedFilePath = `${saved}${Date.now()}-${tempFilePath.split("/").at(-1)}`;
        await files.keep(savedFilePath, bytes);
        files.temporary.delete(tempFilePath);
        return { savedFilePath };
      }),
    readFile: (options) => settle(options, "readFile", async () => ({ data: await files.read(options.filePath) })),
    removeSavedFile: (options) => settle(options, "removeSavedFile", () => files.drop(options.filePath)),
  };
  return {
    getFileSystemManager: () => manager,
    chooseMedia: (options) =>
      settle(options, "chooseMedia", async () => {
        if (!options.mediaType.includes("image")) throw new Error("the harness has photos only");
        return { type: "image", tempFiles: [choose("image")] };
      }),
    chooseMessageFile: (options) => settle(options, "chooseMessageFile", async () => ({ tempFiles: [choose("file")] })),
    downloadFile(options) {
      void settle(options, "downloadFile", async () => {
        const target = realUrl(options.url);
        if (!target) throw new Error(`url not in domain list: ${options.url}`);
        const response = await fetch(target, { headers: options.header, credentials: "omit" });
        const tempFilePath = files.hold("download", await response.arrayBuffer());
        return { tempFilePath, statusCode: response.status };
      });
      return { abort() {}, onProgressUpdate() {} };
    },
    previewImage: (options) =>
      settle(options, "previewImage", async () => show("img", { src: await files.urlOf(options.urls[0]) })),
    openDocument: (options) =>
      settle(options, "openDocument", async () => {
        const bytes = await files.read(options.filePath);
        show("div", { textContent: `${bytes.byteLength} bytes` });
      }),
  };
}

/** Over everything, until it is tapped. */
function show(tag, content) {
  const shown = Object.assign(document.createElement(tag), { className: "harness-preview", ...content });
  shown.onclick = () => shown.remove();
  document.body.append(shown);
}
