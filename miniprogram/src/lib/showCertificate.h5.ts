import { certificateUrl } from "./api";

/** In a browser, which asks with its cookie. A file of its own: Taro's picture viewer would come along to every page. */
export async function showCertificate(recognitionId: string): Promise<void> {
  window.open(certificateUrl(recognitionId), "_blank", "noreferrer");
}
