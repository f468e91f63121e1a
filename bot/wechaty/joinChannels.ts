import type { Channel, Delivery } from "../../domain/context";
import type { WechatyChannel } from "./WechatyChannel";

/** Two channels as one: WeCom for everybody and every team it reaches, Wechaty for the others. WeCom's limits hold for both. */
export function joinChannels(wecom: Channel, wechaty: Pick<WechatyChannel, "deliver" | "findRoom">): Channel {
  const isForWechaty = async ({ person, team, notice }: Delivery) => {
    // A pressed card is updated where it was pressed, and only WeCom's can be.
    if (notice.template === "cardUpdated") return false;
    if (team) return team.chatId === null && (await wechaty.findRoom(team.name)) !== undefined;
    return person !== null && person.wecomUserId === null;
  };
  return {
    limits: wecom.limits,
    async deliver(delivery) {
      return (await isForWechaty(delivery)) ? wechaty.deliver(delivery) : wecom.deliver(delivery);
    },
  };
}
