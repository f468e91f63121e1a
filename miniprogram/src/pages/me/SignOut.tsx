import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { Button } from "../../components/Button";
import { session } from "../../lib/session";
import { useAction } from "../../lib/useAction";
import { useOutbox } from "../../lib/useOutbox";

/** Leaves this phone; says so where reports have not been sent yet. */
export function SignOut() {
  const waiting = useOutbox().filter(({ state }) => state === "waiting" || state === "sending").length;
  const leave = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: "退出登录",
      content:
        waiting > 0
          ? `还有 ${waiting} 条进度没有发出。退出后它们留在这部手机上，你再登录才会发出。`
          : "退出后，要看目标需要再登录。",
      confirmText: waiting > 0 ? "仍然退出" : "退出",
      cancelText: "不退出",
    });
    if (!confirm) return;
    await session.end();
    await Taro.reLaunch({ url: "/pages/sign-in/index" });
  });
  return (
    <View className="span me__leave">
      <Button kind="danger" text="退出登录" onTap={() => void leave.run()} isBusy={leave.isBusy} />
    </View>
  );
}
