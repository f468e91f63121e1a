import type { Company } from "../../domain/context";
import type { TextLink } from "../Message";
import { pageLabels } from "./pageLabels";
import { type PageName, pageUrl } from "./pageUrl";

/** The link under words that speak of a page. */
export const pageLink = (
  company: Pick<Company, "publicUrl">,
  name: PageName,
  query?: Readonly<Record<string, string>>,
): TextLink => ({ label: pageLabels[name], url: pageUrl(company, name, query) });
