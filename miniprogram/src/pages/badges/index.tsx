import { useRouter } from "@tarojs/taro";
import { useState } from "react";
import { BadgeEditor } from "./BadgeEditor";
import { BadgeList } from "./BadgeList";
import { ValueList } from "./ValueList";
import "./index.scss";

/** 勋章: what each is for; HR looks after them, and after the values they stand for. */
export default function BadgesPage() {
  const { code } = useRouter().params;
  const [isAtValues, setAtValues] = useState(false);
  if (code) return <BadgeEditor code={code} />;
  return isAtValues ? (
    <ValueList onBadges={() => setAtValues(false)} />
  ) : (
    <BadgeList onValues={() => setAtValues(true)} />
  );
}
