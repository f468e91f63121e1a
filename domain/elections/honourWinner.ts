import { Award, type Election } from "../../entities";
import type { Work } from "../context";
import { newId } from "../newId";
import { newCertificateNo } from "../recognition/certificateNo";
import { electionTitle } from "./electionTitle";
import type { Tally } from "./electWinners";

/** Puts the elected on the wall of honour with a certificate. The fact makes it once. */
export async function honourWinner({ db, now }: Work, election: Election, { employeeId, votes }: Tally): Promise<void> {
  await db.insert(Award, {
    id: newId(now),
    kind: "honour",
    badgeCode: null,
    employeeId,
    givenById: null,
    title: electionTitle(election),
    reason: "同事投票选出",
    keyResultId: null,
    checkInId: null,
    fact: `election:${election.id}:${employeeId}`,
    figure: `${votes} 票`,
    certificateNo: newCertificateNo(),
    awardedAt: now,
    revokedAt: null,
  });
}
