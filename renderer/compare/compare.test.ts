import { beforeAll, expect, test } from 'vitest';
import type { Comparison, DesignReport } from '../../shared/compare/comparison.ts';
import type { Text } from '../i18n/use-text.ts';
import { localize, translate } from '../i18n/i18n.ts';
import { likelyOther, offersOf } from './choices.ts';
import { curveTable } from './curve-table.ts';
import { comparisonMarkdown } from './markdown.ts';
import { faultName } from './report-words.ts';

let text: Text;
beforeAll(() => { text = { t: translate, localize, language: 'en' }; });

const entry = (id: string, name: string) => ({ id, name, createdAt: '', editedAt: '', machines: 1, pods: 0, problems: 0, recovered: false, thumbnail: { machines: [] } });

test('all that can be compared is offered, the open design first and once', () => {
  const offers = offersOf({
    openId: 'd1', designs: [entry('d2', 'other'), entry('d1', 'mine')], samples: [{ id: 'course', thumbnail: { machines: [] } }],
    revisions: [{ revision: 4, savedAt: '', label: 'saved', machines: 1, manifests: 0 }], files: [{ name: 'x.cluster', text: 'a' }],
  });
  expect(offers.map(({ value, group }) => `${group} ${value}`)).toEqual(['open open', 'revisions revision:4', 'designs design:d2', 'samples sample:course', 'file file:0']);
  expect(offers.map(({ choice }) => choice)).toEqual([
    { kind: 'design', designId: 'd1' }, { kind: 'design', designId: 'd1', revision: 4 }, { kind: 'design', designId: 'd2' }, { kind: 'sample', sample: 'course' }, { kind: 'text', name: 'x.cluster', text: 'a' },
  ]);
  expect(likelyOther(offers)).toBe('design:d2');
  expect(likelyOther(offers.slice(3))).toBe('sample:course');
});

test('a curve stands on its time, and all requests stand above the served ones', () => {
  expect(curveTable({ fromMs: 10_000, stepMs: 2_000, served: [5, 3], failed: [0, 2] })).toEqual([[11_000, 13_000], [5, 5], [5, 3]]);
});

test('failures are told in words, steps of a script as they stand there', () => {
  expect(faultName('{"kind":"PowerOff","machine":"worker-1"}', text)).toBe('Pull the plug: worker-1');
  expect(faultName('{"kind":"StopRegistry"}', text)).toBe('Stop all registries');
  expect(faultName('{"powerOff":"worker-1"}', text)).toBe('powerOff worker-1');
  expect(faultName('{"hangContainer":{"pod":"web"}}', text)).toBe('hangContainer {"pod":"web"}');
});

function design(name: string, availability: number): DesignReport {
  const sent = 1_000;
  return {
    name, file: name, stateHash: '', sources: {}, restarts: 1, evictions: {}, apiServer: { availability: 1, outageSeconds: 0 }, curve: { fromMs: 0, stepMs: 1_000, served: [], failed: [] }, refused: ['Pod x: no'],
    overall: { sent, served: sent * availability, availability, errorRate: 1 - availability, worstMinute: { fromMs: 60_000, availability }, outageSeconds: 3, latency: { p50Ms: 4, p95Ms: 9, worstSecondP95Ms: 12 } },
    faults: [{ atMs: 60_000, what: '{"kind":"CutZone","zone":"a|b"}', mends: false, recoveredAfterMs: availability === 1 ? 5_000 : null }],
  };
}

test('the report as Markdown says what the window says, and never rounds up to all', () => {
  const comparison: Comparison = { seed: 5, fromMs: 0, untilMs: 600_000, a: design('one', 0.999_99), b: design('two', 1) };
  const lines = comparisonMarkdown(comparison, text).split('\n');
  expect(lines).toContain('| Requests served | 99.99 % | 100 % | B |');
  expect(lines).toContain('| Error rate | 0.01 % | 0 % | B |');
  expect(lines).toContain('| 01:00 Cut off the zone: a\\|b | not by the end | 5 s | B |');
  expect(lines).toContain('- A without Pod x: no');
  expect(lines[0]).toBe('# one and two under the same failures');
});
