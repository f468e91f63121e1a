import { Text, View } from "@tarojs/components";
import { Avatar } from "../../components/Avatar";
import { Card } from "../../components/Card";
import { Loaded, Page } from "../../components/Page";
import { placeOf } from "../../components/PersonRow";
import { Row } from "../../components/Row";
import { Tag } from "../../components/Tag";
import { api } from "../../lib/api";
import { open } from "../../lib/open";
import { useQuery } from "../../lib/useQuery";
import type { Me } from "../../lib/wire";
import { Deputies } from "./Deputies";
import { roleWords } from "./roleWords";
import { SignOut } from "./SignOut";
import "./index.scss";

/** Who I am, and what belongs to me. */
export default function MePage() {
  const query = useQuery(api.me, "me-page");
  return (
    <Page title="我的" isGrid>
      <Loaded query={query}>
        {(me) => (
          <>
            <View className="page__side">
              <Profile me={me} />
            </View>
            <View className="page__side">
              <Ways me={me} />
              {(me.isManager || me.deputies.length > 0 || me.standsInFor.length > 0) && (
                <Deputies me={me} onChanged={query.reload} />
              )}
            </View>
          </>
        )}
      </Loaded>
      <SignOut />
    </Page>
  );
}

function Profile({ me }: { me: Me }) {
  const { manager } = me;
  return (
    <Card>
      <View className="me__top">
        <Avatar name={me.name} />
        <View className="me__words">
          <Text className="me__name">{me.name}</Text>
          <Text className="me__place">{placeOf(me) || "还没有部门和职位，请联系人事"}</Text>
        </View>
        {me.roles.map((role) => (
          <Tag key={role} tone="brand" text={roleWords[role]} />
        ))}
      </View>
      {manager ? (
        <Row title="上级" value={manager.name} onTap={() => open("person", { id: manager.id })} />
      ) : (
        <Row title="上级" value="没有" />
      )}
      <Row title="班次" value={me.shift || "按公司作息"} />
      <Row
        title="微信"
        meta={me.isWechatBound ? undefined : "在企业微信里对“达标”发“绑定”"}
        value={me.isWechatBound ? "已绑定" : "未绑定"}
      />
    </Card>
  );
}

/** Who gives them, approves them or sees to the money. */
const keepsPackets = ({ isManager, roles }: Me) => isManager || roles.length > 0;

/** Who writes what is given by itself, or agrees to its money. */
const ruleKeepers: readonly Me["roles"][number][] = ["hr", "executive", "finance"];

function Ways({ me }: { me: Me }) {
  return (
    <Card>
      <Row title="我的目标" onTap={() => open("goals")} />
      <Row title="我的主页" meta="同事看到的样子" onTap={() => open("person", { id: me.id })} />
      {(me.isManager || me.standsInFor.length > 0) && <Row title="审批" onTap={() => open("approvals")} />}
      <Row title="我收到的红包" meta="只有你能看到" onTap={() => open("income")} />
      {keepsPackets(me) && <Row title="红包" meta="发出的，等审批的" onTap={() => open("packets")} />}
      {keepsPackets(me) && <Row title="红包预算" onTap={() => open("budgets")} />}
      {me.roles.some((role) => ruleKeepers.includes(role)) && (
        <Row title="自动奖励" meta="做到了就给勋章或红包" onTap={() => open("rules")} />
      )}
      {me.roles.includes("hr") && <Row title="表扬圈子" onTap={() => open("rings")} />}
      <Row title="建议箱" meta="怎么做会更好" onTap={() => open("ideas")} />
      <Row title="优秀员工评选" onTap={() => open("election")} />
      {me.roles.includes("hr") && <Row title="勋章与价值观" onTap={() => open("badges")} />}
      <Row title="搜索" meta="找人，找目标" onTap={() => open("search")} />
      <Row title="消息设置" meta="提醒时间、文字大小" onTap={() => open("settings")} />
    </Card>
  );
}
