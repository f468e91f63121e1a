import { Award, Employee, type Packet, PacketPart } from "../../entities";
import type { Work } from "../context";
import { insertMany } from "../insertMany";
import { newId } from "../newId";
import { recordAll } from "../record";

/** Lets a packet be paid: its parts are owed from now on, and its recognition is on the wall and in the chats. */
export async function releaseParts(work: Work, packet: Packet, parts: readonly PacketPart[]): Promise<void> {
  packet.state = "approved";
  packet.decidedAt = work.now;
  await work.db.save(packet);
  await work.db.update(PacketPart, { packetId: packet.id, state: "waiting" }, { state: "owed", nextAt: work.now });
  const awards = parts.map(({ employeeId }, index) => awardOf(work, packet, employeeId, index));
  for (const award of awards) award.occasionId = parts.length > 1 ? awards[0]!.id : null;
  await insertMany(work.db, Award, awards);
  await recordAll(work, [
    ...awards.map((award) => ({
      name: "award.given",
      subjectId: award.id,
      data: { kind: "packet", employeeId: award.employeeId, packetId: packet.id },
      owed: [{ to: [award.employeeId], template: "packetGiven", ...told(award) }],
    })),
    {
      name: "packet.approved",
      subjectId: packet.id,
      owed: [{ team: await teamOf(work, packet, parts), template: "packetAnnounced", ...told(awards[0]!) }],
    },
  ]);
}

const told = ({ id, packetId }: Award) =>
  ({ kind: "recognition", subjectId: id, data: { awardId: id, packetId } }) as const;

const awardOf = ({ db, now }: Work, packet: Packet, employeeId: string, index: number): Award =>
  db.create(Award, {
    id: newId(now, index % 1024),
    kind: "packet",
    badgeCode: null,
    employeeId,
    givenById: packet.giverId,
    reason: packet.reason,
    keyResultId: packet.keyResultId,
    checkInId: null,
    fact: null,
    teamId: packet.teamId,
    occasionId: null,
    ruleId: packet.ruleId,
    packetId: packet.id,
    value: packet.value,
    figure: null,
    certificateNo: null,
    awardedAt: now,
    revokedAt: null,
  });

/** The team it was given to, else the one its receiver works in. */
async function teamOf({ db }: Work, { teamId }: Packet, [first]: readonly PacketPart[]): Promise<string | null> {
  if (teamId !== null || !first) return teamId;
  return (await db.findOneBy(Employee, { id: first.employeeId }))?.departmentId ?? null;
}
