import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { parse } from "csv-parse/sync";
import { Refusal } from "./Admin";

/** A file with a heading row, as text. */
export interface Table {
  headings: string[];
  /** `row` counts from 1 with the heading, as spreadsheets show it; empty rows are left out. */
  rows: { row: number; cells: string[] }[];
}

const mostBytes = 20 * 1024 * 1024;

/** Reads a `.csv` (UTF-8, with or without BOM, or GB18030 as Excel in China writes it) or the first sheet of an `.xlsx`. */
export async function readTable(file: string): Promise<Table> {
  const bytes = await readFile(file);
  if (bytes.length > mostBytes) throw new Refusal(`文件太大（超过 20 MB）：${file}`);
  const lines = extname(file).toLowerCase() === ".xlsx" ? await readSheet(bytes) : readCsv(decode(bytes), file);
  const [heading, ...rest] = lines;
  if (!heading) throw new Refusal(`文件是空的：${file}`);
  const rows = rest.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  return { headings: heading.cells.map((cell) => cell.trim()), rows };
}

/** Place of the first heading that is one of these names; undefined when there is none. Case does not matter. */
export function columnOf({ headings }: Table, names: readonly string[]): number | undefined {
  const wanted = names.map((name) => name.toLowerCase());
  const index = headings.findIndex((heading) => wanted.includes(heading.toLowerCase()));
  return index < 0 ? undefined : index;
}

type Line = Table["rows"][number];

/** What csv-parse answers with `info`; its types say otherwise. */
interface Parsed {
  record: string[];
  info: { lines: number };
}

function readCsv(text: string, file: string): Line[] {
  try {
    const records: unknown = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
    return (records as Parsed[]).map(({ record, info }) => ({ row: info.lines, cells: record }));
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? `第${String(error.lines)}行` : "";
    throw new Refusal(`看不懂 CSV 文件 ${file} ${line}：引号或分隔符不对。`);
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Loaded when a spreadsheet is read: it unzips and parses XML. */
async function readSheet(bytes: Buffer): Promise<Line[]> {
  const { default: readXlsx } = await import("read-excel-file/node");
  try {
    const sheet = await readXlsx(bytes);
    return sheet.map((cells, index) => ({ row: index + 1, cells: cells.map(cellText) }));
  } catch {
    throw new Refusal("看不懂这个 Excel 文件，请另存为 .xlsx 或 .csv 后再试。");
  }
}

/** Spreadsheets hold days as dates at midnight UTC. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
