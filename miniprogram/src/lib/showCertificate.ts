import Taro from "@tarojs/taro";
import { certificateUrl } from "./api";
import { session } from "./session";
import { tell } from "./useAction";

/** Opens the picture of a certificate, to be saved and printed: the mini-program fetches it with its token first. */
export async function showCertificate(recognitionId: string): Promise<void> {
  try {
    const { tempFilePath, statusCode } = await Taro.downloadFile({
      url: certificateUrl(recognitionId),
      header: session.header(),
    });
    if (statusCode !== 200) throw new Error(String(statusCode));
    await Taro.previewImage({ urls: [tempFilePath] });
  } catch {
    tell("证书打不开，请稍后再试");
  }
}
