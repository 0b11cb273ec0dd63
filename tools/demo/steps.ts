import { styleText } from 'node:util';

/** Prints the steps of the demo as they happen, numbered, with the seconds since its start. */
export function createSteps() {
  const start = performance.now();
  let number = 0;
  return {
    step(text: string): void {
      number += 1;
      const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(4);
      console.log(`${styleText('dim', `${seconds} s`)}  ${styleText('bold', `${number}.`)} ${text}`);
    },
    detail(text: string): void {
      console.log(`           ${text}`);
    },
  };
}
