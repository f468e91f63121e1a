import { Entity } from "typeorm";
import { Id, Instant, Json } from "./columns";

/** One fact about the installation: `demo`, `corpId`, `sending`, `company`, `installation`. */
@Entity("settings")
export class Setting {
  @Id(40)
  key: string;

  @Json()
  value: Record<string, unknown>;

  @Instant()
  updatedAt: Date;
}
