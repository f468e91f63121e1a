import { z } from "zod";
import { Attachment } from "./attachments";
import { Day, Goal, GoalStatus, Id, Instant, KeyResult, Person, PlainText } from "./goals";
import { CheckIn } from "./today";

/** Where a key result stood when a day ended, beside where it should have stood. Per cent, at most two decimals. */
export const TrendPoint = z.object({
  day: Day,
  /** Null for days to come and before the first report. */
  attainment: z.string().nullable(),
  pace: z.string(),
});

/** A goal above this one, nearest first; what one may not read is left out. */
export const PathStep = z.object({
  id: Id,
  title: z.string(),
  level: z.enum(["company", "department", "person"]),
  owner: Person,
  progress: z.string().nullable(),
});

/** What was done with the goal. */
export const HistoryEntry = z.object({
  at: Instant,
  kind: z.enum([
    "drafted",
    "edited",
    "submitted",
    "approverChanged",
    "approved",
    "returned",
    "approvalUndone",
    "withdrawn",
    "cancelled",
  ]),
  /** Null for the system. */
  by: Person.nullable(),
  /** Decided for this person, as their deputy. */
  onBehalfOf: Person.nullable(),
  /** Why it was returned, or why it was asked for. */
  reason: z.string().nullable(),
});

export const Comment = z.object({
  id: Id,
  /** A problem asks for help; an answer is what somebody above says to it. */
  kind: z.enum(["problem", "answer"]),
  text: z.string(),
  by: Person,
  at: Instant,
});

export const GoalDetail = Goal.extend({
  isMine: z.boolean(),
  /** Whose decision it waits for. */
  waitingFor: Person.nullable(),
  path: z.array(PathStep),
  keyResults: z.array(KeyResult.extend({ trend: z.array(TrendPoint) })),
  /** Of all its key results, the latest said first; at most 20. */
  checkIns: z.array(CheckIn.extend({ keyResultId: Id, isOnBehalf: z.boolean(), attachments: z.array(Attachment) })),
  /** Newest first, at most 50. */
  history: z.array(HistoryEntry),
  /** Newest first, at most 50. */
  comments: z.array(Comment),
});

export const AddComment = z.object({
  params: z.object({ id: Id }),
  body: z.strictObject({ kind: z.enum(["problem", "answer"]), text: PlainText(300) }),
});

/** What a proposal can be made of. */
export const ProposalChoices = z.object({
  cycles: z.array(z.object({ id: Id, kind: z.string(), name: z.string(), startsOn: Day, endsOn: Day })),
  /** Goals one's own may serve: of the line above, the department, the company. */
  parents: z.array(PathStep.extend({ cycleId: Id })),
  /** One's own drafts and returned goals, to be taken up again. */
  drafts: z.array(Goal),
});

export const Approval = Goal.extend({
  /** Why it is asked for. */
  note: z.string().nullable(),
  requestedAt: Instant,
  /** Asked of this person; I decide as their deputy. */
  onBehalfOf: Person.nullable(),
  /** What saying yes means. */
  effect: z.object({
    /** The goal it serves and how that stands. */
    parent: PathStep.nullable(),
    /** Other goals of the owner in the same cycle that run or wait. */
    otherGoals: z.number().int(),
  }),
});

export const Approvals = z.object({
  /** Wait for me, the longest waiting first. */
  goals: z.array(Approval),
  /** I decided within the last ten minutes and can still take back. */
  undoable: z.array(z.object({ id: Id, title: z.string(), owner: Person, approvedAt: Instant, undoUntil: Instant })),
  /** How many red packets wait for me. */
  packets: z.number().int(),
});

export const ApproveMany = z.object({ body: z.strictObject({ goalIds: z.array(Id).min(1).max(50) }) });

/** Each for itself: one that cannot be approved keeps the others not back. */
export const ApprovedMany = z.object({
  results: z.array(
    z.object({
      goalId: Id,
      isApproved: z.boolean(),
      status: GoalStatus.nullable(),
      /** In Chinese, why not. */
      detail: z.string().nullable(),
    }),
  ),
});
