import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { containerFaultKinds, faultSchema, machineFaultKinds, type Fault } from '../../shared/faults.ts';
import { err } from '../../shared/result.ts';
import { faultSteps } from './fault-steps.ts';
import { effectOf, readScript, type Finder } from './script.ts';

const find: Finder = {
  pod: (namespace, name) => (namespace === 'shop' && name === 'web' ? { name: 'web-7d-x', containers: ['nginx', 'log'] } : undefined),
  leavingPod: () => undefined,
  podsToDrain: () => [],
  rolloutUndo: () => err('there is no history'),
};
const ref = { namespace: 'shop', pod: 'web-7d-x', container: 'nginx' };

function faultOf(step: string): Fault | string {
  const folder = mkdtempSync(join(tmpdir(), 'script-'));
  const file = join(folder, 'script.yaml');
  writeFileSync(file, `- { at: 90s, do: ${step} }`);
  const steps = readScript(file);
  if (!steps.ok) return steps.error;
  const effect = effectOf((steps.value[0] as { action: Record<string, unknown> }).action, folder, find);
  if (!effect.ok) return effect.error;
  return effect.value.kind === 'fault' ? effect.value.fault : 'no fault';
}

test.each<[step: string, fault: Fault]>([
  ['{ hangContainer: { pod: web, namespace: shop } }', { kind: 'HangContainer', ...ref }],
  ['{ leakMemory: { pod: web, namespace: shop, container: log, perSecond: 2Mi } }', { kind: 'LeakMemory', ...ref, container: 'log', bytesPerSecond: 2 * 1024 ** 2 }],
  ['{ burnCpu: { pod: web, namespace: shop, cpu: 1500m } }', { kind: 'BurnCpu', ...ref, milliCpu: 1500 }],
  ['{ burnCpu: { pod: web, namespace: shop } }', { kind: 'BurnCpu', ...ref }],
  ['{ failProbe: { pod: web, namespace: shop, probe: liveness } }', { kind: 'FailProbe', ...ref, probe: 'liveness' }],
  ['{ mendContainer: { pod: web, namespace: shop, fault: LeakMemory } }', { kind: 'MendContainer', ...ref, fault: 'LeakMemory' }],
  ['{ fillDisk: { machine: worker-1, percent: 95 } }', { kind: 'FillDisk', machine: 'worker-1', percent: 95 }],
  ['{ mendMachine: worker-1 }', { kind: 'MendMachine', machine: 'worker-1' }],
  ['{ mendMachine: { machine: worker-1, fault: FillDisk } }', { kind: 'MendMachine', machine: 'worker-1', fault: 'FillDisk' }],
  ['{ cutCable: worker-1 }', { kind: 'CutCable', machine: 'worker-1' }],
  ['{ reconnectZone: zone-a }', { kind: 'ReconnectZone', zone: 'zone-a' }],
  ['{ startRuntime: worker-1 }', { kind: 'MendMachine', machine: 'worker-1', fault: 'StopRuntime' }],
  ['{ slowRegistry: { perSecond: 500k } }', { kind: 'SlowRegistry', bytesPerSecond: 500_000 }],
  ['{ stopRegistry: true }', { kind: 'StopRegistry' }],
  ['{ loseImage: "nginx:1.27" }', { kind: 'LoseImage', image: 'nginx:1.27' }],
])('%s', (step, fault) => {
  expect(faultOf(step)).toEqual(fault);
  expect(faultSchema.parse(fault)).toEqual(fault);
});

test.each([
  ['{ leakMemory: { pod: web, namespace: shop, perSecond: lots } }', /Step|step/],
  ['{ fillDisk: { machine: worker-1, percent: 120 } }', /step/],
  ['{ hangContainer: { pod: api, namespace: shop } }', /There is no pod "api" in namespace "shop"/],
])('%s is refused', (step, message) => expect(faultOf(step)).toMatch(message));

test('every fault there is can be a step', () => {
  const steps = new Set(Object.keys(faultSteps).map((key) => key.toLowerCase()));
  for (const kind of [...containerFaultKinds, ...machineFaultKinds]) expect(steps).toContain(kind.toLowerCase());
  const kinds = faultSchema.options.map(({ shape }) => shape.kind.value);
  expect(kinds.filter((kind) => !steps.has(kind.toLowerCase()))).toEqual([]);
});
