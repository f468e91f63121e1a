/** What a log line says of an error. Database errors quote the rows they choke on, so their words and values stay out. */
export function logError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, stack = "" } = error;
  const { code, errno } =
    (error as { driverError?: NodeJS.ErrnoException }).driverError ?? (error as NodeJS.ErrnoException);
  const isQuoting = "driverError" in error || "sql" in error;
  const calls = stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
  return { type: name, ...(!isQuoting && { message: error.message }), code, errno, stack: calls };
}
