import { Entity } from "typeorm";
import { Count, Flag, Id, Json, Text } from "./columns";

/** How a badge is drawn: a shape with a sign on it, in two colours of the palette. */
export interface BadgeDesign {
  shape: "medal" | "shield" | "star" | "hexagon" | "ribbon";
  sign: string;
  tone: "gold" | "silver" | "bronze" | "blue" | "green" | "red" | "violet";
}

/** A kind of badge people can earn. */
@Entity("badges")
export class Badge {
  @Id(40)
  code: string;

  @Text(40)
  name: string;

  @Text(120)
  description: string;

  /** 1 (the most common) to 3. */
  @Count({ default: 1 })
  level: number;

  @Json({ nullable: true })
  design: BadgeDesign | null;

  /** Not given any more; those who have it keep it. */
  @Flag({ default: false })
  isArchived: boolean;
}
