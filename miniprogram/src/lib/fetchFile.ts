import Taro from "@tarojs/taro";
import { session } from "./session";

/** The mini-program's own copy of a file that only who is signed in may see. @throws when it cannot be had */
export async function fetchFile(url: string): Promise<string> {
  const { tempFilePath, statusCode } = await Taro.downloadFile({ url, header: session.header() });
  if (statusCode !== 200) throw new Error(String(statusCode));
  return tempFilePath;
}
