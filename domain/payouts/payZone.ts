/** The provider's days, and so its statements, are Beijing's, wherever the company is. */
export const payZone = "Asia/Shanghai";
