/** Throws when a fact the program relies on does not hold. The message says which fact. */
export function assert(condition: unknown, fact: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${fact}`);
}

/** Ends a `switch` over a closed union: a new member becomes a type error here. */
export function assertNever(value: never): never {
  throw new Error(`Assertion failed: unexpected value ${JSON.stringify(value)}`);
}

/** The value, which the caller knows to be present. */
export function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`Assertion failed: ${what} is missing`);
  return value;
}
