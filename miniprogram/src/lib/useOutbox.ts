import { useEffect, useState } from "react";
import { outbox, type QueuedReport } from "./outbox";

/** What this phone has reported and is reporting, newest first. */
export function useOutbox(): readonly QueuedReport[] {
  const [reports, setReports] = useState(() => outbox.list());
  useEffect(() => {
    setReports(outbox.list());
    return outbox.subscribe(() => setReports(outbox.list()));
  }, []);
  return reports;
}
