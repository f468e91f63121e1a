import Taro from "@tarojs/taro";
import { PhoneFault } from "./errors";
import { newKey } from "./request";

/** A photo or file that waits on the phone with its report. */
export interface KeptFile {
  /** Where it is kept: a key of the browser's database, or a path of the mini-program. */
  place: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  /** Set once the server has it. */
  attachmentId?: string;
}

export const largestFile = 10 * 1024 * 1024;

const isWeb = process.env.TARO_ENV === "h5";
const databaseName = "dabiao-files";
const noRoom = "手机存储空间不够，没有存下这个文件。清理一些空间后再选。";
const gone = "照片或文件已经不在手机上了，请点“改一改”重新选择。";

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
        fail: () => reject(new PhoneFault(gone)),
      }),
    );
  }
  const bytes = await inDatabase<ArrayBuffer | undefined>("readonly", (files) => files.get(place)).catch(
    () => undefined,
  );
  if (!bytes) throw new PhoneFault(gone);
  return bytes;
}

export async function dropFile({ place }: KeptFile): Promise<void> {
  if (isWeb) await inDatabase("readwrite", (files) => files.delete(place)).catch(() => undefined);
  else Taro.getFileSystemManager().removeSavedFile({ filePath: place, fail: () => undefined });
}

async function keepPath(tempFilePath: string, name: string, size: number): Promise<KeptFile> {
  checkSize(size);
  return new Promise((resolve, reject) =>
    Taro.getFileSystemManager().saveFile({
      tempFilePath,
      success: ({ savedFilePath }) => resolve({ place: savedFilePath, name, type: "application/octet-stream", size }),
      fail: () => reject(new PhoneFault(noRoom)),
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
  checkSize(file.size);
  const bytes = await new Response(file).arrayBuffer();
  const place = newKey();
  await inDatabase("readwrite", (files) => files.put(bytes, place)).catch(() => {
    throw new PhoneFault(noRoom);
  });
  return { place, name: file.name, type: file.type || "application/octet-stream", size: file.size };
}

function checkSize(bytes: number): void {
  if (bytes > largestFile) throw new PhoneFault("照片或文件不能超过 10 MB，请压缩后再选。");
  if (bytes === 0) throw new PhoneFault("这个文件是空的，请换一个。");
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
