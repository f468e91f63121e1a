import type { Wechaty } from "wechaty";
import type { App, Delivery, Outcome } from "../../domain/context";
import { composeNotice } from "../composeNotice";
import { messageText } from "../messageText";

/** Tells a team in the room that was bound to it. */
export async function tellRoom(
  { company, log }: Pick<App, "company" | "log">,
  wechaty: Wechaty,
  delivery: Delivery,
): Promise<Outcome> {
  const message = composeNotice(delivery, company.publicUrl);
  if (!message) return { kind: "pointless", reason: "notice.pointless" };
  if (!wechaty.isLoggedIn) return { kind: "retry", error: "wechaty.loggedOut" };
  try {
    const room = await wechaty.Room.find({ id: delivery.team?.roomId ?? "" });
    if (!room) return { kind: "failed", error: "team.roomGone" };
    await room.say(messageText(message));
    return { kind: "sent" };
  } catch (error) {
    log.warn({ err: error }, "wechaty could not send");
    return { kind: "retry", error: "wechaty.failed" };
  }
}
