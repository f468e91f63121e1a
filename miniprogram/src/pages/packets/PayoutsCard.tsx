import { Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import type { Payouts } from "../../lib/wire";
import { frozenText } from "./packetWords";

/** Whether money goes out, and the one switch for it where the person may press it. */
export function PayoutsCard({ payouts, onChanged }: { payouts: Payouts; onChanged: (payouts: Payouts) => void }) {
  const { isFrozen, reason, mayFreeze } = payouts;
  const change = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: isFrozen ? "放行红包发放？" : "停止发放所有红包？",
      content: isFrozen ? "请先和支付方对账。放行后，等着的红包会接着发出。" : "已经通过的红包也会等着，直到有人放行。",
      confirmText: isFrozen ? "放行" : "停止发放",
      cancelText: "再想想",
    });
    if (!confirm) return;
    onChanged(await (isFrozen ? api.thawPayouts() : api.freezePayouts()));
    tell(isFrozen ? "已放行，红包会接着发出" : "已停止发放");
  });
  return (
    <Card className="span">
      <Text className={`payouts__state payouts__state--${isFrozen ? "frozen" : "going"}`}>
        {isFrozen ? "■ 红包发放已暂停" : "● 红包正常发放"}
      </Text>
      {isFrozen && <Text className="packet__note">{frozenText(reason)}。钱还在预算里，没有丢。</Text>}
      {mayFreeze && (
        <View className="buttons">
          <Button
            kind={isFrozen ? "primary" : "danger"}
            text={isFrozen ? "放行" : "停止发放"}
            onTap={() => void change.run()}
            isBusy={change.isBusy}
          />
        </View>
      )}
    </Card>
  );
}
