import Taro from "@tarojs/taro";
import { certificateUrl } from "./api";
import { fetchFile } from "./fetchFile";
import { tell } from "./useAction";

/** Opens the picture of a certificate, to be saved and printed: the mini-program fetches it with its token first. */
export async function showCertificate(recognitionId: string): Promise<void> {
  try {
    await Taro.previewImage({ urls: [await fetchFile(certificateUrl(recognitionId))] });
  } catch {
    tell("证书打不开，请稍后再试");
  }
}
