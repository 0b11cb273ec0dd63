import type { ZodType, z } from 'zod';

/** Something a test may do to the service, with the shape of its input. */
export interface Action<S extends ZodType, O> {
  readonly input: S;
  readonly run: (input: z.output<S>) => O;
}

/** Ties an action to its input. */
export function action<S extends ZodType, O>(input: S, run: (input: z.output<S>) => O): Action<S, O> {
  return { input, run };
}

type Call<A> =
  A extends Action<infer S, infer O>
    ? undefined extends z.input<S>
      ? (input?: z.input<S>) => O
      : (input: z.input<S>) => O
    : never;

/** The actions as plain functions: the input is checked, what comes out is a copy, and a mistake throws. */
export type Control<A> = { readonly [K in keyof A]: Call<A[K]> };

/** Turns a table of actions into functions of the same names. */
export function controlOf<A extends Record<string, Action<ZodType, unknown>>>(actions: A): Control<A> {
  const call =
    ({ input: schema, run }: Action<ZodType, unknown>) =>
    (input?: unknown) =>
      run(schema.parse(input));
  return Object.fromEntries(
    Object.entries(actions).map(([name, entry]) => [name, call(entry)]),
  ) as Control<A>;
}
