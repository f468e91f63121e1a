import { Text } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { Button } from "../../components/Button";
import { api } from "../../lib/api";
import { goBack } from "../../lib/open";
import { tell, useAction } from "../../lib/useAction";
import type { Badge } from "../../lib/wire";

/** Takes a badge out of use, or back into it. */
export function ArchiveButton({ badge: { code, name, isArchived, isBuiltIn } }: { badge: Badge }) {
  const archive = useAction(async () => {
    const { confirm } = await Taro.showModal({
      title: `停用“${name}”`,
      content: "停用后不能再授予，已经获得的同事照旧保留。以后可以重新启用。",
      confirmText: "停用",
      cancelText: "不停用",
    });
    if (!confirm) return;
    await api.editBadge(code, { isArchived: true });
    tell("已停用");
    goBack();
  });
  const restore = useAction(async () => {
    await api.editBadge(code, { isArchived: false });
    tell("已重新启用");
    goBack();
  });
  if (isBuiltIn) return <Text className="badges__note">目标达成时由系统自动颁发，不能停用。</Text>;
  if (isArchived)
    return <Button kind="quiet" text="重新启用" onTap={() => void restore.run()} isBusy={restore.isBusy} />;
  return <Button kind="danger" text="停用" onTap={() => void archive.run()} isBusy={archive.isBusy} />;
}
