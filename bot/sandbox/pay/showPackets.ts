import { openidOfPerson } from "../api/contacts";
import type { SandboxState } from "../SandboxState";
import type { DeskBill } from "./DeskBill";

/** Shows each packet, or transfer to be confirmed, in the chat of whom it is for, as it now is. */
export function showPackets(state: SandboxState): (bill: DeskBill) => void {
  return ({ billNo, openid, wishing, amountFen, protocol, state: now }) => {
    const person = state.people.find(({ userId }) => openidOfPerson(userId) === openid);
    if (!person) return;
    const content = { billNo, wishing, protocol, state: now, ...(now === "received" && { amountFen }) };
    const shown = state.chats
      .get(person.userId)
      ?.find((message) => message.kind === "packet" && (message.content as { billNo: string }).billNo === billNo);
    if (!shown) {
      if (now !== "failed") state.add(person.userId, { from: "app", kind: "packet", content });
      return;
    }
    shown.content = content;
    state.changed();
  };
}
