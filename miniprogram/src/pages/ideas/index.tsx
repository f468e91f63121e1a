import { useRouter } from "@tarojs/taro";
import { IdeaDetail } from "./IdeaDetail";
import { IdeaList } from "./IdeaList";
import "./index.scss";

/** 建议箱: the list, or the one idea a message speaks of. */
export default function IdeasPage() {
  const { id } = useRouter().params;
  return id ? <IdeaDetail id={id} /> : <IdeaList />;
}
