import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Empty } from "../../components/Empty";
import { Loaded, Page } from "../../components/Page";
import { Row } from "../../components/Row";
import { Skeleton } from "../../components/Skeleton";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { serverClock } from "../../lib/serverClock";
import { showIncome } from "../../lib/showIncome";
import { useQuery } from "../../lib/useQuery";
import { dayOf } from "../me/dayOf";
import { BudgetCard } from "./BudgetCard";
import { GrantSheet } from "./GrantSheet";
import { addMonths, monthText } from "./month";
import "./index.scss";

/** What departments have for red packets, a month at a time. */
export default function BudgetsPage() {
  // Until the server has said which month it is, its own clock is asked for.
  const [month, setMonth] = useState<string>();
  const shown = month ?? dayOf(serverClock.now()).slice(0, 7);
  return <Month key={month ?? ""} month={month} shown={shown} onMonth={setMonth} />;
}

interface Props {
  month: string | undefined;
  shown: string;
  onMonth: (month: string) => void;
}

function Month({ month, shown, onMonth }: Props) {
  const query = useQuery(() => api.budgets(month), `budgets-${month ?? "now"}`);
  const [isGranting, setGranting] = useState(false);
  const at = query.data?.month ?? shown;
  // What is over cannot be filled any more; the server refuses it as well.
  const mayGrant = query.data?.mayGrant && at >= dayOf(serverClock.now()).slice(0, 7);
  return (
    <Page title="红包预算" isLeaf isGrid footer={mayGrant && <Button text="拨预算" onTap={() => setGranting(true)} />}>
      <View className="months span">
        <Tap className="months__step" label="上个月" onTap={() => onMonth(addMonths(at, -1))}>
          <View className="months__back" />
        </Tap>
        <Text className="months__name">{monthText(at)}</Text>
        <Tap className="months__step" label="下个月" onTap={() => onMonth(addMonths(at, 1))}>
          <View className="months__next" />
        </Tap>
      </View>
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={3} />}>
        {({ budgets, mayExportIncome }) => (
          <>
            {budgets.length === 0 && <Empty text={`${monthText(at)}没有你能看到的预算。财务拨了预算才能发红包。`} />}
            {budgets.map((budget) => (
              <BudgetCard key={budget.id} budget={budget} />
            ))}
            {mayExportIncome && (
              <Card>
                <Row
                  title={`导出${monthText(at)}红包收入`}
                  meta="按人汇总的 Excel，给薪资计税"
                  onTap={() => void showIncome(at)}
                />
              </Card>
            )}
          </>
        )}
      </Loaded>
      {isGranting && query.data && (
        <GrantSheet
          month={at}
          departments={query.data.departments}
          onClose={() => setGranting(false)}
          onDone={() => void query.reload()}
        />
      )}
    </Page>
  );
}
