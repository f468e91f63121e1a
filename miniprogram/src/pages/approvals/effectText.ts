import { wholePercent } from "../../lib/format";
import type { Approval } from "../../lib/wire";

/** What saying yes means: the goal it serves and how that stands, and what else its owner carries. */
export function effectText({ effect: { parent, otherGoals }, owner }: Pick<Approval, "effect" | "owner">): string {
  const served = parent
    ? `支撑「${parent.title}」，${parent.progress === null ? "还没有进度" : `现在 ${wholePercent(parent.progress)}`}`
    : "没有对齐上级目标";
  const load = otherGoals === 0 ? `${owner.name}这个周期只有它` : `${owner.name}同期还有 ${otherGoals} 个目标`;
  return `${served}；${load}。`;
}
