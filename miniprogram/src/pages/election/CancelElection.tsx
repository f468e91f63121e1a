import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { Button } from "../../components/Button";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";
import type { Election } from "../../lib/wire";

/** Calls off an election that was opened by mistake; asked once more, as it does not come back. */
export function CancelElection({ election, onDone }: { election: Election; onDone: (election: Election) => void }) {
  const cancel = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: "取消这次评选？",
      content: "提名和投票都不再算数，会通知已经参加的人。这个月可以重新发起。",
      confirmText: "取消评选",
      cancelText: "再想想",
    });
    if (!confirm) return;
    onDone(await api.cancelElection(election.id));
    tell("已取消，会通知参加的人");
  });
  return (
    <View className="span">
      <Button kind="danger" text="取消评选" onTap={() => void cancel.run()} isBusy={cancel.isBusy} />
    </View>
  );
}
