import Taro from "@tarojs/taro";
import { incomeUrl } from "./api";
import { fetchFile } from "./fetchFile";
import { tell } from "./useAction";

/** Opens what everybody got in a month as a sheet, to be passed on. */
export async function showIncome(month: string): Promise<void> {
  try {
    const filePath = await fetchFile(incomeUrl(month));
    await Taro.openDocument({ filePath, fileType: "xlsx", showMenu: true });
  } catch {
    tell("文件打不开，请稍后再试");
  }
}
