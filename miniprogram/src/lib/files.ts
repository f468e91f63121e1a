import Taro from "@tarojs/taro";
import { newKey } from "./request";

/** A photo or file that waits on the phone with its report. */
export interface KeptFile {
  /** Where it is kept: a key of the browser's database, or a path of the mini-program. */
  place: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
}

export const largestFile = 10 * 1024 * 1024;

const isWeb = process.env.TARO_ENV === "h5";
const databaseName = "dabiao-files";

/** Lets the person choose a photo, and keeps it until it is sent. Undefined when nothing was chosen. */
export async function choosePicture(): Promise<KeptFile | undefined> {
  if (isWeb) return chooseInBrowser("image/*");
  const chosen = await Taro.chooseMedia({ count: 1, mediaType: ["image"], sizeType: ["compressed"] }).catch(() => null);
  const [file] = chosen?.tempFiles ?? [];
  return file && keepPath(file.tempFilePath, `照片.${file.tempFilePath.split(".").pop() ?? "jpg"}`, file.size);
}

/** The same for a document: in WeChat from a chat, in the browser from the phone's files. */
export async function chooseDocument(): Promise<KeptFile | undefined> {
  if (isWeb) return chooseInBrowser(".pdf,.xlsx,.docx,.pptx,.csv,image/*");
  const chosen = await Taro.chooseMessageFile({ count: 1, type: "file" }).catch(() => null);
  const [file] = chosen?.tempFiles ?? [];
  return file && keepPath(file.path, file.name, file.size);
}

export async function readFile({ place }: KeptFile): Promise<ArrayBuffer> {
  if (!isWeb) {
    return new Promise((resolve, reject) =>
      Taro.getFileSystemManager().readFile({
        filePath: place,
        success: ({ data }) => resolve(data as ArrayBuffer),
        fail: reject,
      }),
    );
  }
  const bytes = await inDatabase<ArrayBuffer | undefined>("readonly", (files) => files.get(place));
  if (!bytes) throw new Error("the file is gone");
  return bytes;
}

export async function dropFile({ place }: KeptFile): Promise<void> {
  if (isWeb) await inDatabase("readwrite", (files) => files.delete(place)).catch(() => undefined);
  else Taro.getFileSystemManager().removeSavedFile({ filePath: place, fail: () => undefined });
}

function keepPath(tempFilePath: string, name: string, size: number): Promise<KeptFile> {
  return new Promise((resolve, reject) =>
    Taro.getFileSystemManager().saveFile({
      tempFilePath,
      success: ({ savedFilePath }) => resolve({ place: savedFilePath, name, type: "application/octet-stream", size }),
      fail: reject,
    }),
  );
}

function chooseInBrowser(accept: string): Promise<KeptFile | undefined> {
  return new Promise((resolve, reject) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.style.display = "none";
    input.onchange = () => {
      const file = input.files?.[0];
      input.remove();
      if (file) keepBytes(file).then(resolve, reject);
      else resolve(undefined);
    };
    // Said only by newer browsers; older ones leave the promise open, which holds nothing up.
    input.addEventListener("cancel", () => resolve(undefined));
    document.body.append(input);
    input.click();
  });
}

async function keepBytes(file: File): Promise<KeptFile> {
  const kept = { place: newKey(), name: file.name, type: file.type || "application/octet-stream", size: file.size };
  if (file.size <= largestFile) {
    const bytes = await new Response(file).arrayBuffer();
    await inDatabase("readwrite", (files) => files.put(bytes, kept.place));
  }
  return kept;
}

function inDatabase<T>(mode: IDBTransactionMode, act: (files: IDBObjectStore) => IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(databaseName, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("files");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction("files", mode);
      const asked = act(transaction.objectStore("files"));
      transaction.oncomplete = () => {
        database.close();
        resolve(asked.result as T);
      };
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
