import type { Directory, DirectoryDepartment, DirectoryPerson } from "../context";

/** Everybody and every department, as the directory has them at one time. */
export interface DirectorySnapshot {
  departments: readonly DirectoryDepartment[];
  people: readonly DirectoryPerson[];
}

/** Reads the whole directory: calls the network, so it never runs inside a transaction. */
export async function readDirectory(directory: Directory): Promise<DirectorySnapshot> {
  const departments = await directory.departments();
  return { departments, people: await directory.people(departments) };
}
