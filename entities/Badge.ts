import { Entity } from "typeorm";
import { Count, Flag, Id, Json, Text } from "./columns";

export const badgeShapes = ["medal", "shield", "star", "hexagon", "ribbon"] as const;
export const badgeSigns = [
  "star",
  "tick",
  "flame",
  "bolt",
  "flag",
  "bulb",
  "crown",
  "people",
  "heart",
  "target",
  "rocket",
  "trophy",
] as const;
export const badgeTones = ["gold", "silver", "bronze", "blue", "green", "red", "violet"] as const;

/** How a badge is drawn (badgeSvg): a shape with a sign on it, in one tone. */
export interface BadgeDesign {
  shape: (typeof badgeShapes)[number];
  sign: (typeof badgeSigns)[number];
  tone: (typeof badgeTones)[number];
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
