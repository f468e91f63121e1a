import { incomeUrl } from "./api";

/** In a browser, which asks with its cookie and saves it. */
export async function showIncome(month: string): Promise<void> {
  window.open(incomeUrl(month), "_blank", "noreferrer");
}
