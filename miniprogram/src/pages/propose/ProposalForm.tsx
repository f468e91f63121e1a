import { Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import { countAdvice, titleAdvice } from "../../lib/advice";
import { api } from "../../lib/api";
import { ApiError } from "../../lib/errors";
import { newKey } from "../../lib/request";
import { useAction } from "../../lib/useAction";
import type { Goal, ProposalChoices } from "../../lib/wire";
import {
  type Draft,
  draftOf,
  drafts,
  editBody,
  emptyDraft,
  emptyKeyResult,
  type KeyResultDraft,
  proposeBody,
  weightLeft,
} from "./draft";
import { KeyResultFields } from "./KeyResultFields";

interface Props {
  choices: ProposalChoices;
  /** The draft or returned goal that is taken up again. */
  goal: Goal | undefined;
  /** Asks the server again: somebody changed the goal meanwhile. */
  onReload: () => void;
}

/** Choices beside the goals one can serve. */
const unchanged = "unchanged";
const none = "none";

const commitments = [
  { value: "committed", text: "承诺型" },
  { value: "aspirational", text: "挑战型" },
] as const;
const commitmentHelp = {
  committed: "说到做到：按 100% 完成来要求。",
  aspirational: "够一够：做到七成就很好，不因没到 100% 吃亏。",
};

/** Those that run; a goal's own may be over or still to come. */
const cyclesOf = ({ cycles }: ProposalChoices, goal: Goal | undefined) =>
  goal && !cycles.some(({ id }) => id === goal.cycle.id) ? [goal.cycle, ...cycles] : cycles;

/** A goal step by step on one page; every change is kept on the phone. */
export function ProposalForm({ choices, goal, onReload }: Props) {
  const [draft, setDraft] = useState<Draft>(
    () => drafts.read(goal?.id) ?? (goal ? draftOf(goal) : emptyDraft(choices)),
  );
  const [refusal, setRefusal] = useState<ApiError>();
  // The same press sent again is the same proposal; a changed one is another.
  const key = useRef(newKey());
  const change = (next: Partial<Draft>) => {
    const after = { ...draft, ...next };
    key.current = newKey();
    setRefusal(undefined);
    drafts.write(goal?.id, after);
    setDraft(after);
  };
  const changeOne = (at: number, next: Partial<KeyResultDraft>) =>
    change({ keyResults: draft.keyResults.map((one, index) => (index === at ? { ...one, ...next } : one)) });
  const faultOf = (path: string) => refusal?.faults.find((fault) => fault.path === `body.${path}`)?.message;

  const save = useAction(async (submit: boolean) => {
    try {
      const saved = await write(goal, draft, { submit, key: key.current });
      drafts.drop(goal?.id);
      void Taro.redirectTo({ url: `/pages/goal/index?id=${saved.id}` });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error);
    }
  });
  const reload = () => {
    drafts.drop(goal?.id);
    onReload();
  };

  const cycle = choices.cycles.find(({ id }) => id === draft.cycleId) ?? goal?.cycle;
  // A goal serves one that lasts as long or longer.
  const mayServe = (parentCycleId: string) => {
    const above = choices.cycles.find(({ id }) => id === parentCycleId);
    return !above || !cycle || (above.startsOn <= cycle.startsOn && above.endsOn >= cycle.endsOn);
  };
  const left = weightLeft(draft);
  const parents = choices.parents.filter(({ cycleId, id }) => id !== goal?.id && mayServe(cycleId));
  return (
    <>
      <Card title="什么时候、做成什么">
        <Choices
          label="周期"
          options={cyclesOf(choices, goal).map(({ id, name }) => ({ value: id, text: name }))}
          value={draft.cycleId}
          onChange={(cycleId) => change({ cycleId, parentId: cycleId === goal?.cycle.id ? undefined : null })}
        />
        <Field
          label="目标"
          value={draft.title}
          onChange={(title) => change({ title })}
          placeholder="例如：九月老客回购率做到 25%"
          help={titleAdvice(draft.title)}
          fault={faultOf("title")}
        />
      </Card>
      {draft.keyResults.map((keyResult, index) => (
        <KeyResultFields
          key={keyResult.key}
          number={index + 1}
          keyResult={keyResult}
          cycle={cycle}
          faultOf={(field) => faultOf(`keyResults.${index}.${field}`)}
          onChange={(next) => changeOne(index, next)}
          onRemove={
            draft.keyResults.length > 1
              ? () => change({ keyResults: draft.keyResults.filter((_, at) => at !== index) })
              : undefined
          }
        />
      ))}
      <Card>
        <Text className="row__meta">
          {[
            countAdvice(draft.keyResults.length),
            left === null ? "权重一样重。" : left === 0 ? "权重合计 100%。" : `权重还剩 ${left}%，要正好 100%。`,
          ].join("")}
        </Text>
        {draft.keyResults.length < 5 && (
          <View className="buttons">
            <Button
              kind="quiet"
              text="再加一条关键结果"
              onTap={() => change({ keyResults: [...draft.keyResults, emptyKeyResult()] })}
            />
          </View>
        )}
      </Card>
      <Card title="为了什么">
        <Choices
          label="服务于"
          options={[
            ...(goal ? [{ value: unchanged, text: "不变" }] : []),
            { value: none, text: "不服务于别的目标" },
            ...parents.map(({ id, title, owner }) => ({ value: id, text: `${title}（${owner.name}）` })),
          ]}
          value={draft.parentId === undefined && goal ? unchanged : (draft.parentId ?? none)}
          onChange={(id) => change({ parentId: id === unchanged ? undefined : id === none ? null : id })}
        />
        <Choices
          label={`承诺：${commitmentHelp[draft.commitment]}`}
          options={commitments}
          value={draft.commitment}
          onChange={(commitment) => change({ commitment })}
          kind="few"
        />
        <Field
          label="为什么做（给审批的人看，可不填）"
          value={draft.note}
          onChange={(note) => change({ note })}
          isLong
          most={200}
          fault={faultOf("note")}
        />
      </Card>
      {refusal && <Text className="propose-refusal">{refusal.detail}</Text>}
      {refusal?.code === "goal.stale" && <Button kind="quiet" text="看最新的（放弃这里的修改）" onTap={reload} />}
      <Button
        text="提交审批"
        isBusy={save.isBusy}
        isDisabled={draft.title.trim() === ""}
        onTap={() => void save.run(true)}
      />
      <Button
        kind="quiet"
        text="存草稿"
        isBusy={save.isBusy}
        isDisabled={draft.title.trim() === ""}
        onTap={() => void save.run(false)}
      />
    </>
  );
}

interface Saving {
  submit: boolean;
  key: string;
}

async function write(goal: Goal | undefined, draft: Draft, { submit, key }: Saving): Promise<Goal> {
  if (!goal) return api.propose(proposeBody(draft, submit), key);
  const edited = await api.edit(goal.id, editBody(draft));
  // Kept from now on, also when it is not ready to be submitted.
  drafts.write(goal.id, { ...draft, version: edited.version });
  draft.version = edited.version;
  return submit ? api.submit(goal.id, draft.note.trim() || undefined) : edited;
}
