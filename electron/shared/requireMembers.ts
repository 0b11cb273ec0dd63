/** What a member has to be. */
export type Kind = 'an object' | 'a function' | 'a string';

/** The members that each of the needs asks for. */
export type Needs = Readonly<Record<string, Kind>>;

/** Which of the needs `given` does not meet, each with what it has to be, in their order. `given` may be anything. */
export function missingMembers(given: unknown, needs: Needs): readonly string[] {
  const members: object = typeof given === 'object' && given !== null ? given : {};
  return Object.entries(needs).flatMap(([name, kind]) => {
    const value: unknown = Reflect.get(members, name);
    return kind.endsWith(` ${typeof value}`) && value !== null ? [] : [`${name} (${kind})`];
  });
}

/**
 * Says what is missing where a published function is called from code without types: all at once, and by the names that its author knows.
 * @throws TypeError that names the function and what it needs
 */
export function requireMembers(call: string, given: unknown, needs: Needs): void {
  const missing = missingMembers(given, needs);
  if (missing.length > 0) throw new TypeError(`${call} needs ${missing.join(', ')}.`);
}
