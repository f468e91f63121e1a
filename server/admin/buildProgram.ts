import { Command } from "commander";
import { backupCommands } from "./backupCommands";
import { calendarCommands } from "./calendarCommands";
import { doctorCommand } from "./doctorCommand";
import { groupCommands } from "./groupCommands";
import { ledgerCommands } from "./ledgerCommands";
import { menuCommands } from "./menuCommands";
import { metricCommands } from "./metricCommands";
import { noticeCommands } from "./noticeCommands";
import { payoutCommands } from "./payoutCommands";
import { peopleCommands } from "./peopleCommands";
import { roleCommands } from "./roleCommands";
import type { Shell } from "./Shell";
import { setupCommand } from "./setupCommand";

const titles: Record<string, string> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Commands:": "命令：",
};

/** All commands. Help and errors are thrown as CommanderError, and never end the process. */
export function buildProgram(shell: Shell, write: (text: string) => void): Command {
  const program = new Command("npm run admin --").description("达标：运维命令");
  for (const register of [
    setupCommand,
    peopleCommands,
    roleCommands,
    metricCommands,
    calendarCommands,
    noticeCommands,
    payoutCommands,
    ledgerCommands,
    menuCommands,
    groupCommands,
    doctorCommand,
    backupCommands,
  ])
    register(program, shell);
  dress(program, write);
  return program;
}

/** Settings that commander does not hand down to commands added before. */
function dress(command: Command, write: (text: string) => void) {
  command
    .exitOverride()
    .helpOption("-h, --help", "显示用法")
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => undefined });
  if (command.commands.length > 0) command.helpCommand("help [命令]", "显示命令的用法");
  for (const child of command.commands) dress(child, write);
}
