import { forget } from "./forget";
import { store } from "./store";

const key = "me";
/** Said by the server since the app was opened; before that only remembered. */
let confirmed: string | undefined;

/** Who is signed in on this phone, as far as the phone knows. */
export const me = {
  id: () => store.read<string>(key),

  /** Whether the server has said so since the app was opened, and no other window has signed in as somebody else. */
  isConfirmed: () => confirmed !== undefined && confirmed === store.read<string>(key),

  /** The server said who it is. What was kept of somebody else goes. */
  confirm(id: string): void {
    const before = store.read<string>(key);
    if (before !== undefined && before !== id) forget();
    if (before !== id) store.write(key, id);
    confirmed = id;
  },
};
