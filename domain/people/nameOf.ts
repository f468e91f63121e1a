import type { Employee } from "../../entities";

type Named = Pick<Employee, "id" | "name" | "wecomUserId">;

/**
 * What a person is called: the name, else the WeCom user id, else a pseudonym. Apps made after June 2022 are given no
 * names (wecom.md §6.1); they come with HR's import.
 */
export const nameOf = ({ id, name, wecomUserId }: Named): string => name ?? wecomUserId ?? `员工${id.slice(-4)}`;
