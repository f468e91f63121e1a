import { cutBytes } from "../../../domain/cutBytes";
import { checkCard } from "../checkCard";
import type { SandboxMessage } from "../SandboxState";
import { bytesOf, demand, type Fields, fieldsOf, isPageUrl, listOf, textOf } from "./fields";

/** Where a message goes decides which kinds and lengths are allowed (docs 90236, 90248, 99110). */
export type Sink = "app" | "group" | "webhook";

type Content = Pick<SandboxMessage, "kind" | "content" | "taskId">;
type Read = (part: Fields, sink: Sink) => Content;

const maxTextBytes = 2048;
const maxMpnewsBytes = 666 * 1024;
const maxImageBytes = 2 * 1024 * 1024;

const everywhere = ["text", "markdown", "news", "voice", "file", "image"];
const toPeopleAndGroups = [...everywhere, "video", "textcard", "mpnews"];
const kinds: Record<Sink, ReadonlySet<string>> = {
  app: new Set([...toPeopleAndGroups, "template_card", "miniprogram_notice"]),
  // Groups cannot show cards.
  group: new Set(toPeopleAndGroups),
  webhook: new Set([...everywhere, "markdown_v2", "template_card"]),
};

/** What a message holds, or the refusal WeCom would give. */
export function contentOf(body: Fields, sink: Sink): Content {
  const type = textOf(body.msgtype);
  const read = readers[type];
  demand(read !== undefined && kinds[sink].has(type), 40008, "msgtype");
  return read!(fieldsOf(body[type]), sink);
}

const readers: Record<string, Read> = {
  text({ content }) {
    demand(textOf(content) !== "", 44004, "empty content");
    return { kind: "text", content: cutBytes(textOf(content), maxTextBytes) };
  },
  markdown: ({ content }, sink) => readMarkdown(content, sink === "webhook" ? 4096 : 2048),
  markdown_v2: ({ content }) => readMarkdown(content, 4096),
  textcard(part, sink) {
    const { title, description, url, btntxt = "详情" } = part;
    const length = (text: unknown) => (sink === "group" ? bytesOf(text) : [...textOf(text)].length);
    demand(textOf(title) !== "" && textOf(description) !== "", 40063, "textcard is empty");
    demand(length(title) <= 128, 40058, "textcard.title exceed max length 128");
    demand(length(description) <= 512, 40058, "textcard.description exceed max length 512");
    demand(isPageUrl(url), 45034, "textcard.url without http(s)://");
    demand(bytesOf(url) <= 2048, 40058, "textcard.url exceed max length 2048");
    demand([...textOf(btntxt)].length <= 4, 40058, "textcard.btntxt exceed max length 4");
    return { kind: "textcard", content: part };
  },
  image(part, sink) {
    if (sink !== "webhook") return readMedia(part, "图片");
    const bytes = Buffer.from(textOf(part.base64), "base64");
    demand(bytes.length > 0 && textOf(part.md5) !== "", 40063, "image is empty");
    demand(bytes.length <= maxImageBytes, 93018, "image too big");
    return { kind: "text", content: "［图片］" };
  },
  voice: (part) => readMedia(part, "语音"),
  file: (part) => readMedia(part, "文件"),
  video(part) {
    demand(bytesOf(part.title) <= 128, 40058, "video.title exceed max length 128");
    demand(bytesOf(part.description) <= 512, 40058, "video.description exceed max length 512");
    return readMedia(part, "视频");
  },
  news(part, sink) {
    const articles = readArticles(part);
    for (const { title, description, url, appid, pagepath } of articles) {
      demand(textOf(title) !== "", 40063, "news.title is empty");
      demand(bytesOf(title) <= 128, 40058, "news.title exceed max length 128");
      demand(bytesOf(description) <= 512, 40058, "news.description exceed max length 512");
      // The official sample for robots has none.
      const isPage = sink === "webhook" ? textOf(url) !== "" : isPageUrl(url);
      demand(isPage || (textOf(appid) !== "" && textOf(pagepath) !== ""), 45034, "news.url");
      demand(bytesOf(url) <= 2048 && bytesOf(pagepath) <= 128, 40058, "news.url exceed max length");
    }
    return { kind: "text", content: articles.map(({ title }) => `［图文］${textOf(title)}`).join("\n") };
  },
  mpnews(part) {
    if (textOf(part.media_id) !== "") return readMedia(part, "图文");
    const articles = readArticles(part);
    for (const { title, thumb_media_id, content } of articles) {
      demand(textOf(title) !== "" && textOf(content) !== "", 40063, "mpnews is empty");
      demand(textOf(thumb_media_id) !== "", 40007, "mpnews.thumb_media_id");
      demand(bytesOf(content) <= maxMpnewsBytes, 45002, "mpnews.content");
    }
    return { kind: "text", content: articles.map(({ title }) => `［图文］${textOf(title)}`).join("\n") };
  },
  miniprogram_notice(part) {
    const items = listOf(part.content_item);
    demand(textOf(part.appid) !== "", 90200, "appid missing");
    demand(items.length <= 10, 90201, "content_item");
    demand(
      items.every(({ key }) => textOf(key) !== "" && [...textOf(key)].length <= 10),
      90202,
      "content_item.key",
    );
    demand(
      items.every(({ value }) => [...textOf(value)].length <= 30),
      90203,
      "content_item.value",
    );
    return { kind: "text", content: `［小程序］${textOf(part.title)}` };
  },
  template_card(part, sink) {
    checkCard(part, { isWebhook: sink === "webhook" });
    return { kind: "template_card", content: part, taskId: textOf(part.task_id) || undefined };
  },
};

function readMarkdown(content: unknown, most: number): Content {
  demand(textOf(content) !== "", 44004, "empty content");
  demand(bytesOf(content) <= most, 40058, `markdown.content exceed max length ${most}`);
  return { kind: "markdown", content };
}

/** The stand-in keeps no media: any id counts as one that was uploaded. */
function readMedia({ media_id }: Fields, name: string): Content {
  demand(textOf(media_id) !== "", 40007, "media_id");
  return { kind: "text", content: `［${name}］` };
}

function readArticles({ articles }: Fields): Fields[] {
  const list = listOf(articles);
  demand(list.length >= 1, 40063, "articles is empty");
  demand(list.length <= 8, 45008, "more than 8 articles");
  return list;
}
