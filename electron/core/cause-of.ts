/** What kind of thing was thrown, fit for the log. Its message is not: that could hold anything. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
