import type { Colleague } from "../lib/wire";
import { Avatar } from "./Avatar";
import { Row } from "./Row";

/** Where somebody works and as what. */
export const placeOf = ({ department, position }: Pick<Colleague, "department" | "position">) =>
  [department, position].filter((part) => part !== null && part !== "").join(" · ");

/** A colleague in a list. */
export const PersonRow = ({ person, onTap }: { person: Colleague; onTap: () => void }) => (
  <Row icon={<Avatar name={person.name} />} title={person.name} meta={placeOf(person)} onTap={onTap} />
);
