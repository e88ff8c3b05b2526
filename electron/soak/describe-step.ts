import type { Step } from './story.ts';

const someContainer = { namespace: '…', pod: '…', container: '…' };

/** One step in a line. */
export function describeStep(step: Step): string {
  if (!('input' in step)) {
    const { breakage } = step;
    const fault = 'fault' in breakage ? breakage.fault : breakage.make(someContainer);
    return `${step.atMs} ms: ${JSON.stringify(fault)}${step.mend ? `, mended at ${step.mendAtMs} ms` : ''}`;
  }
  const { input } = step;
  return `${step.atMs} ms: ${input.do === 'put' ? `put ${input.manifest.kind} ${input.manifest.metadata.name}` : JSON.stringify(input)}`;
}
