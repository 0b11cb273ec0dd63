/** Calls every function of the bridge with values of every kind, whatever it takes. */
export async function callWithAnything(times: number): Promise<{ failures: string[] }> {
  let state = 7;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  const cyclic: Record<string, unknown> = { a: 1 };
  cyclic['self'] = cyclic;
  const values: (() => unknown)[] = [
    () => undefined,
    () => null,
    () => next(1000),
    () => Number.NaN,
    () => 10n,
    () => 'x'.repeat(next(100_000)),
    () => Symbol('x'),
    () => () => 'a function',
    () => document.body,
    () => window,
    () => cyclic,
    () => new Map([['token', 'x']]),
    () => new Date(Number.NaN),
    () => new Uint8Array(next(10_000)),
    () => new Proxy({}, {}),
    () => Promise.resolve(1),
    () => ({ token: 'x', newIdentity: false, more: 1 }),
    () => ({ token: `token-${next(1000)}`, newIdentity: next(2) === 0 }),
    () => ({ epoch: next(5), name: 'theme', value: 'x' }),
    () => ({ epoch: next(5), name: '__proto__', value: { a: 1 } }),
    () => ({ epoch: next(5), name: 'codex-mobile-x', value: 'x'.repeat(next(6000)) }),
    () => JSON.parse('{"__proto__":{"token":"x","newIdentity":true}}') as unknown,
    () => [[[[[[[[[[]]]]]]]]]],
  ];
  // Without those that end what is on screen: they take no input, and so any input is one too many for them anyway.
  const names = ['readScreen', 'runRepair', 'undoRepair', 'writeAtom', 'copyDiagnostics', 'onScreen'];
  const bridge = window.mobileSetup as unknown as Record<string, (...all: unknown[]) => unknown>;
  const failures: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const name = names[next(names.length)] as string;
    const given = Array.from({ length: 1 + next(2) }, () => values[next(values.length)]?.());
    try {
      const answer = (await Promise.race([
        bridge[name]?.(...given),
        new Promise((resolve) => setTimeout(() => resolve('late'), 5000)),
      ])) as { ok?: unknown } | string;
      if (answer === 'late') failures.push(`${name} gave no answer`);
      else if (name === 'runRepair' && (answer as { ok?: unknown }).ok !== false)
        failures.push('a repair without a plan');
    } catch {
      // What cannot be cloned does not cross.
    }
  }
  const still = await window.mobileSetup.readScreen();
  if (!still.ok) failures.push('the screen cannot be read any more');
  return { failures };
}
