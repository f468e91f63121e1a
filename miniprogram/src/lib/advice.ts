/** Words that sound like an aim and measure nothing. */
const vague = /提升|提高|加强|做好|改善|优化|增强|完善|推进|努力/;
const measured = /[0-9０-９一二三四五六七八九十百千万亿两半%％]|翻番|翻倍|第一/;
/** Longer titles are cut off on cards. */
const longTitle = 40;

/** What would make a goal's name better; undefined when there is nothing to say. */
export function titleAdvice(title: string): string | undefined {
  const text = title.trim();
  if (text === "") return undefined;
  if (text.length > longTitle) return `名称有点长（${text.length} 字），40 字以内在卡片上看得全。`;
  if (vague.test(text) && !measured.test(text))
    return "“提升、加强、做好”看不出做到多少，写上数字，例如“回购率做到 25%”。";
  if (!measured.test(text)) return "写上一个数字，大家一眼就知道做到多少算成。";
  if (/\d+月\d+日|月底|年底|之前/.test(text)) return "不用写日期，周期已经有起止。";
  return undefined;
}

/** The same for the number of key results. */
export function countAdvice(count: number): string | undefined {
  if (count < 2) return "2–5 条最好：一条容易顾此失彼。";
  if (count > 5) return `现在 ${count} 条，最多 5 条，请合并或去掉一些。`;
  return undefined;
}
