/** Whom a packet, a badge or an honour is for. */
export interface Receiver {
  kind: "person" | "team";
  id: string;
  name: string;
}

/** As the server is asked. */
export const placeOf = ({ kind, id }: Receiver) => (kind === "person" ? { employeeId: id } : { departmentId: id });
