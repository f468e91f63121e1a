import type { Channel, Delivery, Outcome } from "../../domain/context";

/**
 * WeCom for everybody, and rooms for the teams that have bound one and have no group of WeCom's. People are always told
 * through WeCom: whoever works here has an account there. WeCom's limits hold for the rooms too (docs/decisions/0012).
 */
export const joinChannels = (wecom: Channel, tellRoom: (delivery: Delivery) => Promise<Outcome>): Channel => ({
  limits: wecom.limits,
  deliver: (delivery) => (isForRoom(delivery) ? tellRoom(delivery) : wecom.deliver(delivery)),
});

const isForRoom = ({ team }: Delivery) => team !== null && team.chatId === null && team.roomId !== null;
