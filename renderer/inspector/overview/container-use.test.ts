import { expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import type { ContainerUseRow } from '../../../shared/view/rows.ts';
import { isThrottled, resourceUses } from './container-use.ts';

const use: ContainerUseRow = { cpuMilli: 200, memoryBytes: 32 * 2 ** 20, throttledMilli: 0, diskBytes: 0, processes: 1 };
const limited = { resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '250m', 'ephemeral-storage': '1Gi' } } };
const said = (container: JsonObject, used?: ContainerUseRow): string[] => resourceUses(container, used).map(({ name, text }) => `${name.split(':')[1]} ${text}`);

it.each<[string, JsonObject, ContainerUseRow | undefined, string[]]>([
  ['a running one: use of the limit, else of the request', limited, use, ['cpuShort 200m/250m', 'memoryShort 32/64 Mi', 'disk 0/1 Gi', 'processes 1']],
  ['one that does not run: what it asks for and may have', limited, undefined, ['cpuShort 100m – 250m', 'memoryShort 64 Mi', 'disk ≤ 1 Gi']],
  ['one without bounds says only what it uses', {}, { ...use, diskBytes: 5 * 2 ** 20, processes: 4_000 }, ['cpuShort 200m', 'memoryShort 32 Mi', 'disk 5 Mi', 'processes 4\u202f000']],
  ['nothing known, nothing said', {}, undefined, []],
  ['a quantity that is none is passed over', { resources: { limits: { cpu: 'lots' } } }, undefined, []],
])('%s', (_name, container, used, expected) => {
  expect(said(container, used)).toEqual(expected);
});

it('has a gauge where there is a bound, and is throttled from a thousandth of a core on', () => {
  expect(resourceUses(limited, use)[0]?.gauge).toEqual({ used: 200, requested: 100, of: 250 });
  expect(resourceUses({}, use).some(({ gauge }) => gauge)).toBe(false);
  expect([0, 0.4, 1, 300].map((throttledMilli) => isThrottled({ ...use, throttledMilli }))).toEqual([false, false, true, true]);
});
