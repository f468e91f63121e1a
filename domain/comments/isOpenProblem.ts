/**
 * Whether the comment `p` of a goal is its last problem and no answer followed, as SQL. Not `= 'problem'`: SQLite would
 * look for all problems of the company instead of the goal's comments.
 */
export const isOpenProblem = `p.kind <> 'answer' AND NOT EXISTS (
    SELECT 1 FROM comments n WHERE n.objectiveId = p.objectiveId
       AND ((n.kind = 'answer' AND n.at >= p.at) OR (n.kind = 'problem' AND n.id > p.id)))`;
