// Days around today.

/** A day as the API and a date field take it: so many after today, or before it for a number below zero. */
export function day(away: number): string {
  return new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);
}
