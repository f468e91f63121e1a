import { View } from "@tarojs/components";
import { Choices } from "../../components/Choices";

const tabs = [
  { value: "badges", text: "勋章" },
  { value: "values", text: "价值观" },
] as const;

interface Props {
  at: (typeof tabs)[number]["value"];
  onOther: () => void;
}

/** What HR looks after. */
export const Tabs = ({ at, onOther }: Props) => (
  <View className="span">
    <Choices kind="few" options={tabs} value={at} onChange={(picked) => picked !== at && onOther()} />
  </View>
);
