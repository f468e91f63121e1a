import { Text, View } from "@tarojs/components";
import Taro, { useRouter } from "@tarojs/taro";
import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Field } from "../../components/Field";
import { Fault, Page } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { open } from "../../lib/open";
import { session } from "../../lib/session";
import { useAction } from "../../lib/useAction";

const isWeb = process.env.TARO_ENV === "h5";

/** Who are you: a binding code in WeChat, the company's chat in a browser, anybody in the demo. */
export default function SignInPage() {
  const { as, to } = useRouter().params;
  return <Page title="登录">{as ? <AsPerson userId={as} to={to} /> : isWeb ? <ByChat /> : <ByCode />}</Page>;
}

/** Only pages of ours. */
const pageOf = (to: string | undefined) => {
  const path = to ? decodeURIComponent(to) : "";
  return /^\/pages\/[a-z-]+\/index(\?|$)/.test(path) ? path : "/pages/today/index";
};

function AsPerson({ userId, to }: { userId: string; to: string | undefined }) {
  const [error, setError] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` tries again
  useEffect(() => {
    setError(undefined);
    session.signInAs(userId).then(() => Taro.reLaunch({ url: pageOf(to) }), setError);
  }, [userId, to, turn]);
  return error ? <Fault error={error} onRetry={() => setTurn(turn + 1)} /> : <Skeleton />;
}

function ByChat() {
  const again = useAction(() => session.renew());
  return (
    <Card title="请从企业微信进入">
      <Text>打开企业微信 → 工作台 → 达标，就会自动登录。</Text>
      <View className="buttons">
        <Button kind="quiet" text="再试一次" isBusy={again.isBusy} onTap={() => void again.run()} />
      </View>
    </Card>
  );
}

function ByCode() {
  const [code, setCode] = useState("");
  const bind = useAction(async () => {
    await session.bind(code.trim());
    open("today");
  });
  return (
    <Card title="绑定微信">
      <Field
        label="绑定码"
        value={code}
        onChange={setCode}
        most={32}
        help="在企业微信里给“达标”发“绑定”，把收到的绑定码填在这里。"
      />
      <View className="buttons">
        <Button text="绑定并登录" isBusy={bind.isBusy} isDisabled={code.trim() === ""} onTap={() => void bind.run()} />
      </View>
    </Card>
  );
}
