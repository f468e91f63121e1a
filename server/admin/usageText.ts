import type { CommanderError } from "commander";

/** What is wrong with a command as it was typed; undefined when help was asked for and shown. */
export function usageText({ code, message }: CommanderError): string | undefined {
  const [, named = ""] = /'([^']+)'/.exec(message) ?? [];
  const words: Record<string, string> = {
    "commander.unknownCommand": `没有命令“${named}”。`,
    "commander.unknownOption": `没有选项“${named}”。`,
    "commander.missingArgument": `缺少参数“${named}”。`,
    "commander.optionMissingArgument": `选项“${named}”后面缺少内容。`,
    "commander.missingMandatoryOptionValue": `缺少选项“${named}”。`,
    "commander.excessArguments": "参数太多了。",
    "commander.invalidArgument": `参数不对：${named}。`,
  };
  const isHelp = code === "commander.helpDisplayed" || code === "commander.help" || code === "commander.version";
  return isHelp ? undefined : `${words[code] ?? "命令写得不对。"}加上 --help 看用法。`;
}
