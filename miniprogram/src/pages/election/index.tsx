import { useRouter } from "@tarojs/taro";
import { ElectionDetail } from "./ElectionDetail";
import { ElectionList } from "./ElectionList";
import "./index.scss";

/** 优秀员工评选: those one takes part in, or the one a message speaks of. */
export default function ElectionPage() {
  const { id } = useRouter().params;
  return id ? <ElectionDetail id={id} /> : <ElectionList />;
}
